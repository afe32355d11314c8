"""Running the house: one module a command."""
