"""Tiekartta: from voices to a public roadmap, and back."""

import os

# Uploaded workbooks are read by the parser that defusedxml guards, also where lxml is installed.
os.environ.setdefault("OPENPYXL_LXML", "False")
