"""Maritime zones."""
