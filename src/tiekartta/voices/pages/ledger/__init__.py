"""The doors of the participation ledger."""
