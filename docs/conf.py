"""How the documentation is built: Markdown by MyST, clothes by Furo. A warning is an error."""

from __future__ import annotations

project = "Tiekartta"
author = "The authors of Tiekartta"
language = "en"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Tiekartta"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
