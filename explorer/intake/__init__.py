"""Reading a document: what it names, who states what and how firmly, as drafts that a person reviews."""
