"""Word vectors as a plug-in: read from a file, trained from metadata, or any array of your own."""

from tiekartta.analysis.themes.vectors.placing import Vectors
from tiekartta.analysis.themes.vectors.training import Trained, train

__all__ = ["Trained", "Vectors", "train"]
