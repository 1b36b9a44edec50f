"""What a reviewer does with papers and drafts, as values: how far a paper is, what a draft would become, what bears on it."""
