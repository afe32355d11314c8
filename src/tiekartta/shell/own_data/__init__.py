"""What the service holds about somebody with an account, for that person."""
