"""Doors of combining: forms in, actions, redirects out."""
