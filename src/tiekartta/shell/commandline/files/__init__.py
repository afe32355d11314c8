"""Analysis without a database: files in, lines and files out. One module a command."""
