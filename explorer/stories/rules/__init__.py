"""Rules by which a sentence of a story is held against what it cites, one kind a module, with the words they go by."""
