"""What every table that may hold personal data is for, and its fields as they are marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOLDINGS: Mapping[str, str | Promise] = {
    "people.Person": _("Accounts of those who work with the service"),
    "people.Invitation": _("Invitations to take an account into use"),
    "people.Letter": _("E-mail that waits to be sent; sealed, and wiped once it has gone"),
    "programmes.Membership": _("Who has which role in a programme"),
    "programmes.Duty": _("Who has which duty in a programme"),
    "journal.Entry": _("Who did what and when; never what it said"),
    "jobs.Job": _("Work that somebody asked the service to do"),
    "voices.Collection": _("Surveys and other collections: their names and reasons"),
    "voices.ImportDraft": _("Uploaded tables on their way in; deleted within a day"),
    "voices.Survey": _("Texts of surveys"),
    "voices.Block": _("Texts of surveys"),
    "voices.Question": _("Texts of surveys"),
    "voices.Choice": _("Texts of surveys"),
    "voices.Envelope": _("Answers that are still sealed"),
    "voices.Voice": _("What people said: as written for screeners, screened for others"),
    "voices.Screening": _("Who screened a text"),
    "voices.QuoteReview": _("Who looked at a quotation, and its shortened words"),
    "voices.Hearing": _("Hearings outside the service that somebody wrote down"),
    "voices.HearingGap": _("Why a group was not heard"),
    "voices.Panel": _("Panels and their terms"),
    "voices.PanelApplication": _("Who applied to a panel; sealed, and wiped when the panel begins or ends"),
    "voices.PanelStatement": _("Statements of panels"),
    "voices.AuthorityResponse": _("Answers to statements of panels, and who typed them"),
    "voices.Session": _("Discussions and interviews: place or topic and question"),
    "voices.BatchAddresses": _("Addresses of invitations; sealed, and destroyed at closing"),
    "voices.PublishedResults": _("Published results, and who published them"),
    "voices.ResultsFile": _("Files of results that somebody asked for"),
    "library.Subscription": _("Who follows a programme by e-mail; sealed, until they leave"),
    "library.Bulletin": _("What followers were told, and who told it"),
    "voices.SealedNomination": _("Proposals for awards; sealed, and apart from answers"),
    "voices.ContactRequest": _("Contact details that respondents left; sealed, and apart from answers"),
    "voices.TokenBatch": _("Names of batches of access tokens"),
    "voices.PrivacyNotice": _("Privacy notices, and who approved them"),
    "voices.ErasureRequest": _("Requests to erase; sealed, and wiped a month after the answer"),
    "themes.Run": _("Who started an analysis"),
    "themes.CandidateTheme": _("Themes that an analysis proposes, in words of what people said"),
    "themes.CandidateAssignment": _("Words that put a text into a theme"),
    "themes.SplitProposal": _("How an analysis would split a theme"),
    "themes.Theme": _("Themes as people named them"),
    "themes.ThemeSet": _("Why there are more or fewer themes"),
    "themes.ThemeSetApproval": _("Who approved the themes"),
    "themes.Placement": _("Who placed a text in a theme"),
    "themes.VoiceTie": _("Who tied two texts together"),
    "themes.Change": _("Changes of the themes that can be undone"),
    "themes.Note": _("Notes of those who work on themes"),
    "proposals.Proposal": _("Proposals, and who made them"),
    "proposals.ProposalSource": _("Who linked a text to a proposal"),
    "proposals.ProposalWording": _("Earlier wordings of proposals"),
    "priorities.Ballot": _("Questions of ballots"),
    "priorities.BallotOption": _("Options of ballots"),
    "steering.Decision": _("Who recorded a decision"),
    "roadmap.Edition": _("Who published a roadmap"),
    "roadmap.SpearheadQuote": _("Who approved a quote"),
}  # fmt: skip


@dataclass(frozen=True)
class Holding:
    """A table of the database: its code name, what it is for, its marked fields."""

    name: str
    purpose: str
    personal: tuple[str, ...]
    free_text: tuple[str, ...]


def holdings() -> Iterator[Holding]:
    """Every table with a field marked personal or free text; in order of their names.

    A table that nobody has described yet is told by its code name.
    """
    models = {each._meta.label: each for each in apps.get_models()}  # noqa: SLF001 - Django's public way to a model's name
    for name, model in sorted(models.items()):
        marks = getattr(model, "Privacy", None)
        if marks is None or not (marks.personal or marks.free_text):
            continue
        yield Holding(
            name, str(HOLDINGS.get(name, "")), tuple(marks.personal), tuple(marks.free_text)
        )
