"""The data protection impact pack: what is processed, by the marks of every field (GDPR, article 35)."""

from tiekartta.shell.impact.building import impact_document
from tiekartta.shell.impact.document import Document, Section, Table

__all__ = ["Document", "Section", "Table", "impact_document"]
