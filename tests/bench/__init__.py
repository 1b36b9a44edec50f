"""Measurements of what the README claims; ``python -m tests.bench`` prints them as a table."""
