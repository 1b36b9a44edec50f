"""Renderers: each turns the same scene or ledger into one form."""
