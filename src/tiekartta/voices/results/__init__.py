"""Results of surveys as values: counted, protected, put into words and files. Nothing here reads the database."""

from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.results.tallying import Heard

__all__ = ["Heard", "QuestionTable"]
