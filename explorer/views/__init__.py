"""One question as a value, its written forms, and the prepared ones."""
