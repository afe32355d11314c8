"""Pages of the ways in: codes, sheets, posters, paper, letters."""
