"""What people said, and of where: the vocabulary of the cards, the gazetteer and the questions one can ask of claims."""
