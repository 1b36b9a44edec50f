"""Annotated scenarios: their format, and the rules by which every sentence is held against the ledger."""
