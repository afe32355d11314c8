"""The words of people: roles, duties, respondent groups, organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Roles of domain 4.5. Administrator belongs to the installation, the others to a programme."""

    ADMINISTRATOR = "administrator", _("administrator")
    OWNER = "owner", _("programme owner")
    FACILITATOR = "facilitator", _("facilitator")
    RECORDER = "recorder", _("recorder")
    DEVELOPER = "developer", _("developer-group member")
    STEERING = "steering", _("steering-group member")
    JUROR = "juror", _("juror")
    PARTICIPANT = "participant", _("participant")
    VISITOR = "visitor", _("visitor")


MEMBER_ROLES = (
    Role.OWNER, Role.FACILITATOR, Role.RECORDER, Role.DEVELOPER, Role.STEERING, Role.JUROR,
)  # fmt: skip


class DutyKind(TextChoices):
    """Named duties that a right may ask for (domain 4.5, mark d)."""

    ANALYST = "analyst", _("analyst")
    SCREENER = "screener", _("screener")
    PUBLISHER = "publisher", _("publisher")
    PRIVACY_OFFICER = "privacy_officer", _("privacy officer")
    TRANSLATOR = "translator", _("translator")
    PANEL_COORDINATOR = "panel_coordinator", _("panel coordinator")


class RespondentGroup(TextChoices):
    """Whose voice it is (domain 4.2 A)."""

    STAFF = "staff", _("staff")
    CLIENT = "client", _("clients")
    FAMILY = "family", _("family and close ones")
    PARTNER = "partner", _("partners")
    RESIDENT = "resident", _("residents")
    CHILD_YOUTH = "child_youth", _("children and young people")
    EXPERT_BY_EXPERIENCE = "expert_by_experience", _("experts by experience")
    DECISION_MAKER = "decision_maker", _("decision-makers")
    MANAGEMENT = "management", _("management")


class OrganisationKind(TextChoices):
    """What an organisation is."""

    COUNTY = "county", _("wellbeing services county")
    MUNICIPALITY = "municipality", _("municipality")
    CENTRE_OF_EXCELLENCE = "centre_of_excellence", _("centre of excellence on social welfare")
    ASSOCIATION = "association", _("association")
    PARISH = "parish", _("parish")
    UNIVERSITY = "university", _("university")
    COMPANY = "company", _("company")
    STATE = "state", _("state authority")


class SuccessionKind(TextChoices):
    """How one organisation became another."""

    RENAME = "rename", _("renamed")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    TRANSFER = "transfer", _("transferred")


class LetterProblem(TextChoices):
    """Why a letter has not gone yet: a kind, never what the mail server said."""

    UNREACHABLE = "unreachable", _("the mail server could not be reached")
    LOGIN = "login", _("the mail server did not accept the user name or the password")
    SENDER = "sender", _("the mail server did not accept the sender")
    LATER = "later", _("the mail server asked to try later")
    REFUSED = "refused", _("the mail server refused the letter")
    ADDRESS = "address", _("there is no such address")
    SEAL = "seal", _("the letter was sealed with another secret key")
