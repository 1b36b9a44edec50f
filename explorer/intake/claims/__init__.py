"""Statements in a text: who makes them and how firmly, by rules over the grammar of each language."""
