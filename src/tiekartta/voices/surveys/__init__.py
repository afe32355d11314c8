"""Surveys as values: what is asked, independent of where it is stored."""

from tiekartta.voices.surveys.definition import (
    BlockForm,
    ChoiceForm,
    QuestionForm,
    SurveyForm,
    languages_for,
)
from tiekartta.voices.surveys.given import GivenAnswer
from tiekartta.voices.surveys.showing import (
    ShownBlock,
    ShownQuestion,
    said,
    shown_blocks,
    shown_question,
)

__all__ = [
    "BlockForm",
    "ChoiceForm",
    "GivenAnswer",
    "QuestionForm",
    "ShownBlock",
    "ShownQuestion",
    "SurveyForm",
    "languages_for",
    "said",
    "shown_blocks",
    "shown_question",
]
