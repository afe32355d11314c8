"""Readable reports: one HTML file each, with everything in it and nothing fetched."""

from tiekartta.shell.commandline.report.themes import themes_report

__all__ = ["themes_report"]
