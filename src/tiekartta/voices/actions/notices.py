"""Privacy notices: draft → approved → published → replaced. A published one never changes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import organisation_of_programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import PrivacyNotice
from tiekartta.voices.notices import PARTS, starting_texts
from tiekartta.voices.queries.notices import unfinished_parts
from tiekartta.voices.states import LegalBasis, NoticeState


@transaction.atomic
def create_notice(*, programme: Programme, basis: LegalBasis, by: Actor) -> PrivacyNotice:
    """A draft with a text in every part and language. Raises PermissionDenied."""
    require(by, "build_surveys", programme)
    owner = organisation_of_programme(programme)
    name = TranslatedText.of(**dict.fromkeys(LANGUAGES, owner.name)) if owner else None
    notice = PrivacyNotice.objects.create(
        programme=programme, **starting_texts(basis, controller=name)
    )
    _record(notice, by, "create_notice")
    return notice


@transaction.atomic
def edit_notice(
    *, notice: PrivacyNotice, texts: Mapping[str, TranslatedText], version: int, by: Actor
) -> None:
    """Write the parts of a draft; one that was approved needs approving again.

    Raises PermissionDenied; Refusal for a published notice; Conflict when somebody saved it meanwhile.
    """
    require(by, "build_surveys", notice.programme)
    _refuse_published(notice)
    names = {part.name for part in PARTS}
    saved = PrivacyNotice.objects.filter(
        pk=notice.pk, version=version, state__in=[NoticeState.DRAFT, NoticeState.APPROVED]
    ).update(
        version=F("version") + 1, state=NoticeState.DRAFT, approved_by=None,
        **{name: text for name, text in texts.items() if name in names},
    )  # fmt: skip
    if not saved:
        raise Conflict(
            _("Somebody else has changed the notice meanwhile. Load the page again; your text is still here."),
            code="version",
        )  # fmt: skip
    _record(notice, by, "edit_notice")


@transaction.atomic
def approve_notice(*, notice: PrivacyNotice, by: Actor, seen: int | None = None) -> None:
    """Say that a draft is right: the duty of the privacy officer. `seen`: the version that was read.

    Raises PermissionDenied; Refusal naming the parts that are empty or still have a place to fill;
    Conflict when it is no draft any more or somebody has edited it since `seen`.
    """
    require(by, "approve_notices", notice.programme)
    held = PrivacyNotice.objects.select_for_update().get(pk=notice.pk)
    if held.state != NoticeState.DRAFT:
        raise Conflict(_("The notice is no longer a draft."), code="state")
    if seen is not None and held.version != seen:
        raise Conflict(
            _("Somebody has changed the text since you opened the page. Read it again before you approve it."),
            code="version",
        )  # fmt: skip
    unfinished = unfinished_parts(held)
    if unfinished:
        raise Refusal(
            _("Finish these parts in Finnish and in Swedish first: %(parts)s.")
            % {"parts": ", ".join(unfinished)},
            code="unfinished",
        )
    PrivacyNotice.objects.filter(pk=held.pk).update(
        state=NoticeState.APPROVED, approved_by=by if isinstance(by, Person) else None
    )
    _record(held, by, "approve_notice")


@transaction.atomic
def publish_notice(*, notice: PrivacyNotice, by: Actor) -> None:
    """Make an approved notice public. The version before it is replaced and stays readable.

    Raises PermissionDenied, and Conflict unless it is approved.
    """
    require(by, "approve_notices", notice.programme)
    published = PrivacyNotice.objects.filter(pk=notice.pk, state=NoticeState.APPROVED).update(
        state=NoticeState.PUBLISHED, published_on=timezone.localdate()
    )
    if not published:
        raise Conflict(_("Only an approved notice can be published."), code="state")
    if notice.supersedes_id:
        PrivacyNotice.objects.filter(pk=notice.supersedes_id, state=NoticeState.PUBLISHED).update(
            state=NoticeState.REPLACED
        )
    _record(notice, by, "publish_notice")


@transaction.atomic
def renew_notice(*, notice: PrivacyNotice, by: Actor) -> PrivacyNotice:
    """A draft of the next version of a published notice. Raises PermissionDenied, Refusal."""
    require(by, "build_surveys", notice.programme)
    if notice.state != NoticeState.PUBLISHED:
        raise Refusal(_("Only a published notice has a next version."), code="state")
    if PrivacyNotice.objects.filter(supersedes=notice).exclude(state=NoticeState.REPLACED).exists():
        raise Refusal(_("A next version has been begun already."), code="begun")
    new = PrivacyNotice.objects.create(
        programme=notice.programme, supersedes=notice, number=notice.number + 1,
        **{part.name: getattr(notice, part.name) for part in PARTS},
    )  # fmt: skip
    _record(new, by, "renew_notice")
    return new


def _refuse_published(notice: PrivacyNotice) -> None:
    if notice.state in (NoticeState.PUBLISHED, NoticeState.REPLACED):
        raise Refusal(
            _("A published notice does not change. Make the next version of it."), code="published"
        )


def _record(notice: PrivacyNotice, by: Actor, action: str) -> None:
    record(
        by=by, action=action, object_kind="privacy_notice", object_id=notice.public_id,
        programme_id=notice.programme_id,
    )  # fmt: skip
