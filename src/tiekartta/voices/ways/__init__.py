"""The ways in: their addresses."""
