"""The scene on a finished sheet of paper or a slide."""
