"""Concepts of social and health services and of working life in Finnish, Swedish and English."""

from tiekartta.analysis.languages.lexicon.concepts import CONTEXT, Concept, broader_of, concepts
from tiekartta.analysis.languages.lexicon.matching import concepts_in, concepts_of

__all__ = ["CONTEXT", "Concept", "broader_of", "concepts", "concepts_in", "concepts_of"]
