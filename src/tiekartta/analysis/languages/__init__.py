"""Language of an answer, its words in base form, its compound parts, and its stop words."""

from tiekartta.analysis.languages.detection import LANGUAGES, language_of
from tiekartta.analysis.languages.stopwords import STOP_WORDS
from tiekartta.analysis.languages.words import is_known, lemma, lemmas, parts, tokens, written_words

__all__ = [
    "LANGUAGES",
    "STOP_WORDS",
    "is_known",
    "language_of",
    "lemma",
    "lemmas",
    "parts",
    "tokens",
    "written_words",
]
