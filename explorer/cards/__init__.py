"""Cards as text become the vocabulary, all faults at once. The door is :mod:`explorer.cards.read`."""
