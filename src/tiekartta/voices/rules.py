"""Who may do what with voices: the matrix of `people.permissions`, and the mark for counts only."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Person
from tiekartta.people.permissions import mark_of
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may, require, rights_of, roles_of
from tiekartta.voices.models import Collection, Hearing


def keeps(person: object, collection: Collection) -> bool:
    """Whether a collection is a person's own or assigned to them (mark o of the matrix)."""
    return isinstance(person, Person) and collection.keeper_id == person.pk


def may_build(person: object, collection: Collection) -> bool:
    """Whether a person may build, open and close a collection: owners any, facilitators their own."""
    own = keeps(person, collection)
    return person is SYSTEM or may(person, "build_surveys", collection.programme, own=own)


def require_building(person: object, collection: Collection) -> None:
    """Raise PermissionDenied unless the person may build a collection."""
    if not may_build(person, collection):
        raise PermissionDenied("build_surveys")


def may_found(person: object, programme: Programme) -> bool:
    """Whether a person may make a collection, which is then their own."""
    return person is SYSTEM or may(person, "build_surveys", programme, own=True)


def require_founding(person: object, programme: Programme) -> None:
    """Raise PermissionDenied unless the person may make a collection."""
    if not may_found(person, programme):
        raise PermissionDenied("build_surveys")


def rights_at(person: object, programme: Programme, *, is_own: bool) -> frozenset[str]:
    """The rights of a person at one collection: those in the programme, and building when it is their own."""
    rights = rights_of(person, programme)
    if is_own and may(person, "build_surveys", programme, own=True):
        return rights | {"build_surveys"}
    return rights


def require_hearing(person: object, hearing: Hearing) -> None:
    """Raise PermissionDenied unless the person keeps the ledger, or may and has written the hearing."""
    own = isinstance(person, Person) and hearing.written_by_id == person.pk
    require(person, "edit_ledger", hearing.programme, own=own)


def may_see_notices(person: object, programme: Programme) -> bool:
    """Whether a person may see the privacy notices of a programme before they are public."""
    wanted = ("approve_notices", "build_surveys")
    return person is SYSTEM or any(may(person, action, programme) for action in wanted)


def require_notices(person: object, programme: Programme) -> None:
    """Raise PermissionDenied unless the person may see the privacy notices of a programme."""
    if not may_see_notices(person, programme):
        raise PermissionDenied("build_surveys")


def may_import(person: object, programme: Programme) -> bool:
    """Whether a person may bring voices in."""
    return person is SYSTEM or may(person, "import_voices", programme)


def may_screen(person: object, programme: Programme) -> bool:
    """Whether a person may see held texts and decide about them (duty of screener)."""
    return person is SYSTEM or may(person, "screen_voices", programme)


def may_read(person: object, programme: Programme) -> bool:
    """Whether a person may read usable voices."""
    return person is SYSTEM or may(person, "read_voices", programme)


def may_see_counts(person: object, programme: Programme) -> bool:
    """Whether a person may see how many answered: readers, and those with mark c."""
    if may_read(person, programme):
        return True
    return any(mark_of("read_voices", role) == "c" for role in roles_of(person, programme))


def require_counts(person: object, programme: Programme) -> None:
    """Raise PermissionDenied unless the person may see counts."""
    if not may_see_counts(person, programme):
        raise PermissionDenied("read_voices")


def may_write_gaps(person: object, programme: Programme) -> bool:
    """Whether a person may say why groups were not heard: keepers of the ledger, writers of the roadmap."""
    return any(may(person, action, programme) for action in ("edit_ledger", "edit_roadmap"))


def require_gaps(person: object, programme: Programme) -> None:
    """Raise PermissionDenied unless the person may say why groups were not heard."""
    if person is not SYSTEM and not may_write_gaps(person, programme):
        raise PermissionDenied("edit_ledger")


def may_read_results(person: object, programme: Programme) -> bool:
    """Whether a person may see the results of collections: readers, and those with mark c."""
    if person is SYSTEM or may(person, "read_results", programme):
        return True
    return any(mark_of("read_results", role) == "c" for role in roles_of(person, programme))


def require_results(person: object, programme: Programme) -> None:
    """Raise PermissionDenied unless the person may see results."""
    if not may_read_results(person, programme):
        raise PermissionDenied("read_results")
