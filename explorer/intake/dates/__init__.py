"""Dates in a text, worked out from the day it was published."""
