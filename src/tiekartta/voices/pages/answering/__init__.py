"""Pages for those who answer."""
