"""What a privacy notice consists of, and texts to begin with."""

from tiekartta.voices.notices.parts import PARTS, REQUIRED, NoticePart, starting_texts

__all__ = ["PARTS", "REQUIRED", "NoticePart", "starting_texts"]
