"""Doors of the workshop: forms in, actions, redirects out."""
