"""Puts the pack together for one programme, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from tiekartta.people.permissions import MATRIX
from tiekartta.people.states import MEMBER_ROLES, Role
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import organisation_of_programme
from tiekartta.shell.impact.document import Document, Section, Table
from tiekartta.shell.impact.holdings import holdings
from tiekartta.shell.impact.risks import RISKS
from tiekartta.shell.templatetags.components import day
from tiekartta.voices.queries import PUBLIC_NOTICES, NoticeView, notices_of
from tiekartta.voices.queries.retention import rules_of

EMPTY = "–"
TO_FILL = "…"


def impact_document(programme: Programme, *, reader: object) -> Document:
    """What article 35(7) of the GDPR asks to be described. Raises PermissionDenied.

    What only the controller can judge is left open, with three dots.
    """
    notices = [row for row in notices_of(programme, reader=reader) if row.state in PUBLIC_NOTICES]
    return Document(
        title=_("Data protection impact assessment: %(programme)s") % {"programme": programme.name},
        language=translation.get_language() or "fi",
        lead=_("What the service knows of itself is filled in. What the controller decides is marked with three dots."),
        sections=(
            _processing(programme, notices),
            Section(_("What is stored"), _stored_words(), (_stored(),)),
            Section(_("Who may do what"), (), (_rights(),)),
            Section(_("How long things are kept"), (), (_kept(programme, reader),)),
            Section(_("Risks to people, and what is done about them"), (), (_risks(),)),
            Section(_("The controller's own assessment"), (), (_own(),)),
        ),
    )  # fmt: skip


def _processing(programme: Programme, notices: Iterable[NoticeView]) -> Section:
    owner = organisation_of_programme(programme)
    facts = [
        (_("Controller"), owner.name if owner else TO_FILL),
        (_("Purpose"), str(programme.purpose) or TO_FILL),
    ]
    for notice in notices:
        basis = next(
            (str(part.text) for part in notice.sections if part.name == "legal_basis"), EMPTY
        )
        told = _("version %(number)s, published %(day)s") % {
            "number": notice.number, "day": day(notice.published_on),
        }  # fmt: skip
        facts.append((f"{notice.title} ({told})", basis))
    table = Table(_("The processing"), (_("What"), _("How it is")), tuple(facts))
    return Section(_("The processing and its purpose"), (), (table,))


def _stored_words() -> tuple[str, ...]:
    return (
        _("Every field of the database is marked as personal, as free text that may hold personal data, or as open; an unmarked field cannot be built. This table is made of those marks."),
    )  # fmt: skip


def _stored() -> Table:
    rows = tuple(
        (
            each.purpose or each.name, each.name, ", ".join(f".{name}" for name in each.personal) or EMPTY,
            ", ".join(f".{name}" for name in each.free_text) or EMPTY,
        )
        for each in holdings()
    )  # fmt: skip
    head = (_("What it is for"), _("Table"), _("Personal data"), _("Free text"))
    return Table(_("Tables that may hold personal data"), head, rows)


def _rights() -> Table:
    names = {
        "read_raw": _("reads answers as written (screening)"),
        "read_voices": _("reads screened voices"),
        "read_results": _("reads results of surveys"),
        "import_voices": _("imports answers"),
        "build_surveys": _("builds and opens surveys"),
        "enter_answers": _("types in paper answers"),
        "approve_notices": _("approves privacy notices"),
        "run_retention": _("changes times and erases"),
        "grant_roles": _("gives roles"),
        "read_journal": _("reads the journal"),
    }
    words = {
        "Y": _("yes"), "o": _("own only"), "d": _("with the duty"), "c": _("figures only"),
        "p": _("published only"), "-": EMPTY,
    }  # fmt: skip
    roles = (Role.ADMINISTRATOR, *MEMBER_ROLES, Role.VISITOR)
    rows = []
    for action, name in names.items():
        marks = MATRIX["screen_voices" if action == "read_raw" else action]
        rows.append((name, *(words[marks[role]] for role in roles)))
    return Table(
        _("Rights by role"), (_("What"), *(str(role.label) for role in roles)), tuple(rows)
    )


def _kept(programme: Programme, reader: object) -> Table:
    rows = tuple(
        (
            str(line.rule.kind.label), str(line.days), str(line.rule.counts_from),
            str(line.rule.what_happens),
        )
        for line in rules_of(programme, reader=reader)
    )  # fmt: skip
    head = (_("What"), _("Days"), _("From"), _("What happens"))
    return Table(_("Times"), head, rows)


def _risks() -> Table:
    rows = tuple((str(risk), str(measure), TO_FILL, TO_FILL) for risk, measure in RISKS)
    head = (
        _("Risk"),
        _("Measures of the service"),
        _("Likelihood and severity"),
        _("What is left"),
    )
    return Table(_("Risks"), head, rows)


def _own() -> Table:
    asked = (
        _("Why the processing is necessary and proportionate"),
        _("Whether people or their representatives were heard about it"),
        _("Opinion of the data protection officer"),
        _("Measures of the controller beside the service"),
        _("Decision, day and signature"),
        _("Next review"),
    )
    return Table(_("To be filled in"), (_("What"), _("How it is")), tuple((each, TO_FILL) for each in asked))  # fmt: skip
