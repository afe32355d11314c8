"""Doors of choosing: forms in, actions, redirects out."""
