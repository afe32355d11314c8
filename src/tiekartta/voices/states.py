"""The words of listening."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CollectionKind(TextChoices):
    """How a collection gathers what people say (domain 4.2 D)."""

    IMPORT = "import", _("imported file")
    SURVEY = "survey", _("survey")
    NET_PANEL_ROUND = "net_panel_round", _("round of a net panel")
    OPEN_DISCUSSION = "open_discussion", _("open discussion")
    INTERVIEW_ROUND = "interview_round", _("interview round")
    IDEA_BOX = "idea_box", _("idea box")
    CONSULTATION = "consultation", _("consultation")


# What is founded here and opens with a notice, as opposed to what a file brings, in the order of offering.
ASKED_KINDS = (
    CollectionKind.SURVEY, CollectionKind.IDEA_BOX, CollectionKind.NET_PANEL_ROUND,
    CollectionKind.OPEN_DISCUSSION, CollectionKind.INTERVIEW_ROUND, CollectionKind.CONSULTATION,
)  # fmt: skip
# Those whose sessions a host writes down.
WITH_SESSIONS = (CollectionKind.OPEN_DISCUSSION, CollectionKind.INTERVIEW_ROUND)


class CollectionState(TextChoices):
    """An import: importing → closed → screened → analysed. What is asked here: draft → review → open →
    closed → screened → analysed → reported → erased; open → cancelled (domain 4.3)."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    OPEN = "open", _("open")
    IMPORTING = "importing", _("being imported")
    CLOSED = "closed", _("closed")
    SCREENED = "screened", _("screened")
    ANALYSED = "analysed", _("analysed")
    REPORTED = "reported", _("reported")
    ERASED = "erased", _("raw answers erased")
    CANCELLED = "cancelled", _("cancelled")


# What is in an open collection was opened ten at a time (INV-C4): it may be seen as well.
VISIBLE_COLLECTIONS = (
    CollectionState.OPEN, CollectionState.CLOSED, CollectionState.SCREENED, CollectionState.ANALYSED,
    CollectionState.REPORTED, CollectionState.ERASED,
)  # fmt: skip
EDITABLE_COLLECTIONS = (CollectionState.DRAFT, CollectionState.REVIEW)


class BlockKind(TextChoices):
    """What a block of a survey asks; nominations and contacts are stored apart from answers."""

    CONTENT = "content", _("questions")
    BACKGROUND = "background", _("background")
    NOMINATION = "nomination", _("proposal for an award")
    CONTACT = "contact", _("contact details")


class QuestionKind(TextChoices):
    """How a question is answered."""

    OPEN = "open", _("in own words")
    SINGLE = "single", _("one choice")
    MULTI = "multi", _("several choices")
    SCALE = "scale", _("scale")
    RANK = "rank", _("ranking")
    MATRIX = "matrix", _("matrix")


class ChoiceRole(TextChoices):
    """What a choice is of its question."""

    OPTION = "option", _("choice")
    ROW = "row", _("row")
    COLUMN = "column", _("column")


class PageStyle(TextChoices):
    """How a survey is shown."""

    BY_QUESTION = "by_question", _("one question per page")
    ALL = "all", _("all questions on one page")


class BatchState(TextChoices):
    """Whether the tokens of a batch open the survey."""

    ACTIVE = "active", _("in use")
    FROZEN = "frozen", _("no longer in use")


class ReminderKind(TextChoices):
    """When everybody of a batch is reminded (domain 4.6, N3)."""

    MIDDLE = "middle", _("half way")
    LAST_DAY = "last_day", _("the day before the last")
    NOW = "now", _("at once")


class NoticeState(TextChoices):
    """A privacy notice: draft → approved → published → replaced by the next version."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", pgettext_lazy("notice", "published")
    REPLACED = "replaced", _("replaced by a newer version")


class LegalBasis(TextChoices):
    """On what a controller may process what people say (GDPR, articles 6 and 9)."""

    PUBLIC_INTEREST = "public_interest", _("a task in the public interest")
    CONSENT = "consent", _("consent")
    EXPLICIT_CONSENT = (
        "explicit_consent",
        _("explicit consent, where health or social welfare may be told of"),
    )


class RetentionKind(TextChoices):
    """What goes after its time (domain 2.4, point 6)."""

    TOKENS = "tokens", _("access tokens and addresses of invitations")
    CONTACTS = "contacts", _("contact details that respondents left")
    NOMINATIONS = "nominations", _("proposals for awards in the words of their makers")
    RAW = "raw", _("original answers")


class ErasureState(TextChoices):
    """A request to erase: received → answered → wiped."""

    RECEIVED = "received", _("waits for an answer")
    ANSWERED = "answered", pgettext_lazy("statement", "answered")
    WIPED = "wiped", _("answered, and its words wiped")


class ErasureOutcome(TextChoices):
    """What became of a request to erase."""

    ERASED = "erased", _("The data were erased")
    NOT_FOUND = "not_found", _("Nothing could be connected to the person")
    REFUSED = "refused", _("Erasing is not required by law, with reasons")


class PanelKind(TextChoices):
    """What a panel is."""

    CLIENTS = "clients", _("client panel")
    RESIDENTS = "residents", _("residents' panel")
    NET = "net", _("net panel")


class PanelState(TextChoices):
    """Panel: draft → call → selecting → active → ended (domain 4.3)."""

    DRAFT = "draft", _("draft")
    CALL = "call", _("open call")
    SELECTING = "selecting", _("members are being chosen")
    ACTIVE = "active", _("at work")
    ENDED = "ended", _("ended")


PUBLIC_PANELS = (PanelState.CALL, PanelState.SELECTING, PanelState.ACTIVE, PanelState.ENDED)


class StatementState(TextChoices):
    """PanelStatement: draft → adopted → sent → answered (domain 4.3); overdue is worked out from the day."""

    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted by the panel")
    SENT = "sent", _("waits for an answer")
    ANSWERED = "answered", _("answered")


PUBLIC_STATEMENTS = (StatementState.SENT, StatementState.ANSWERED)


class AgeBand(TextChoices):
    """Ages, as coarse as a balanced choice needs."""

    UNDER_18 = "under_18", _("under 18")
    TO_29 = "to_29", "18–29"
    TO_49 = "to_49", "30–49"
    TO_64 = "to_64", "50–64"
    OVER_64 = "over_64", _("65 or over")


class ResultsFormat(TextChoices):
    """What a file of results is opened with."""

    XLSX = "xlsx", _("spreadsheet (XLSX)")
    CSV = "csv", _("table as text (CSV)")
    PDF = "pdf", _("document (PDF)")
    JSON = "json", _("data (JSON)")


class ParticipationMeans(TextChoices):
    """The means of taking part that the Act on Wellbeing Services Counties (611/2021, § 29) names."""

    DISCUSSION = "discussion", _("discussion and hearing events, residents' panels")
    OPINIONS = "opinions", _("finding out opinions before decisions")
    REPRESENTATION = "representation", _("representatives of service users in bodies")
    ECONOMY = "economy", _("taking part in planning the economy")
    TOGETHER = "together", _("planning and developing services together with users")
    OWN_INITIATIVE = "own_initiative", _("support for residents' own planning")


DEFAULT_MEANS: Mapping[CollectionKind, ParticipationMeans] = {
    CollectionKind.IMPORT: ParticipationMeans.OPINIONS,
    CollectionKind.SURVEY: ParticipationMeans.OPINIONS,
    CollectionKind.NET_PANEL_ROUND: ParticipationMeans.DISCUSSION,
    CollectionKind.OPEN_DISCUSSION: ParticipationMeans.DISCUSSION,
    CollectionKind.INTERVIEW_ROUND: ParticipationMeans.TOGETHER,
    CollectionKind.IDEA_BOX: ParticipationMeans.OWN_INITIATIVE,
    CollectionKind.CONSULTATION: ParticipationMeans.OPINIONS,
}
"""Which means of the act a collection is when its makers have not said."""


class VoiceState(TextChoices):
    """Voice: received → quarantined | screened → usable → withdrawn; quarantined → rejected."""

    QUARANTINED = "quarantined", _("held for screening")
    USABLE = "usable", _("usable")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("removed on request")


class VoiceKind(TextChoices):
    """What kind of thing was said."""

    NEED = "need", _("development need")
    GOOD_PRACTICE = "good_practice", _("good practice")
    PROPOSAL = "proposal", _("proposal")
    PRAISE = "praise", _("positive feedback")
    CONCERN = "concern", _("concern")
    QUESTION = "question", _("question")


class VoiceOrigin(TextChoices):
    """Where a voice comes from."""

    ANSWER = "answer", _("open answer")
    NOTE = "note", _("note of a discussion")
    INTERVIEW = "interview", _("interview")
    COMMENT = "comment", _("comment")
    IDEA = "idea", _("idea")


class ScreeningDecision(TextChoices):
    """What a person decides about a held text."""

    PASS = "pass", _("Pass as it is")
    REDACT = "redact", _("Pass the edited text")
    REJECT = "reject", _("Reject")


class QuoteState(TextChoices):
    """A quotation: offered → approved | refused by a second person; approved → taken back (INV-V3)."""

    OFFERED = "offered", _("waits for a second look")
    APPROVED = "approved", _("may be quoted")
    REFUSED = "refused", _("is not quoted")


class HearingSize(TextChoices):
    """How many were heard outside the system, no closer than may be told (INV-D1)."""

    TEN = "ten", _("ten or more")
    FEW = "few", _("five to nine")
    FEWER = "fewer", _("under five")


class RejectReason(TextChoices):
    """Why a voice is not used; a class, never the content (INV-Q5)."""

    POINTS_AT_PERSON = "points_at_person", _("is about one person who could be recognised")
    OWN_CASE = "own_case", _("is a matter of one client, to be handled elsewhere")
    INSULT = "insult", _("insults or threatens somebody")
    NO_ANSWER = "no_answer", _("is a test or no answer at all")


class ColumnUse(TextChoices):
    """What a column of an uploaded table is used for."""

    UNUSED = "unused", _("not used")
    NEED = "need", _("open answer: development need")
    GOOD_PRACTICE = "good_practice", _("open answer: good practice")
    PRAISE = "praise", _("open answer: positive feedback")
    GROUP = "group", _("respondent group")
    RECEIPT = "receipt", _("receipt code")
    QUOTE = "quote", _("permission to quote")
    DAY = "day", _("day of the answer")


OPEN_ANSWERS = (ColumnUse.NEED, ColumnUse.GOOD_PRACTICE, ColumnUse.PRAISE)
