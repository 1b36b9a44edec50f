"""Rules by which a translation is held against its English: figures, negations, hedges and stances, and who is named."""
