"""The whole path by command line: one module a noun, its verbs in it."""
