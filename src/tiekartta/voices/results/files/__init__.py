"""Files of results. Each writes the same report (INV-D5), whole: nothing is cut short."""

from tiekartta.voices.results.files.cells import cell_text, people_cell
from tiekartta.voices.results.files.data import as_json
from tiekartta.voices.results.files.document import as_pdf, pdf_is_possible
from tiekartta.voices.results.files.table import as_csv
from tiekartta.voices.results.files.workbook import as_xlsx

__all__ = ["as_csv", "as_json", "as_pdf", "as_xlsx", "cell_text", "pdf_is_possible", "people_cell"]
