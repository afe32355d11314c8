"""Collections, surveys, answers and voices. A vault: only this folder imports these models."""

from tiekartta.voices.models.answers import Answer, Response, Screening, Voice
from tiekartta.voices.models.codes import AccessToken, TokenBatch
from tiekartta.voices.models.collections import Collection, ImportDraft, new_salt
from tiekartta.voices.models.envelopes import ContactRequest, Envelope, SealedNomination
from tiekartta.voices.models.ledger import Hearing, HearingGap, PublishedLedger
from tiekartta.voices.models.mailing import BatchAddresses, Reminder
from tiekartta.voices.models.notices import PrivacyNotice
from tiekartta.voices.models.panels import (
    AuthorityResponse,
    Panel,
    PanelApplication,
    PanelStatement,
)
from tiekartta.voices.models.quotes import QuoteReview
from tiekartta.voices.models.results import (
    PublishedResults,
    ReleasedTable,
    ResultsFile,
    ResultsRelease,
)
from tiekartta.voices.models.retention import (
    ErasureRequest,
    KeptCount,
    RetentionRule,
    RetentionWarning,
)
from tiekartta.voices.models.sessions import Session
from tiekartta.voices.models.surveys import Block, Choice, Question, Survey

__all__ = [
    "AccessToken",
    "Answer",
    "AuthorityResponse",
    "BatchAddresses",
    "Block",
    "Choice",
    "Collection",
    "ContactRequest",
    "Envelope",
    "ErasureRequest",
    "Hearing",
    "HearingGap",
    "ImportDraft",
    "KeptCount",
    "Panel",
    "PanelApplication",
    "PanelStatement",
    "PrivacyNotice",
    "PublishedLedger",
    "PublishedResults",
    "Question",
    "QuoteReview",
    "ReleasedTable",
    "Reminder",
    "Response",
    "ResultsFile",
    "ResultsRelease",
    "RetentionRule",
    "RetentionWarning",
    "Screening",
    "SealedNomination",
    "Session",
    "Survey",
    "TokenBatch",
    "Voice",
    "new_salt",
]
