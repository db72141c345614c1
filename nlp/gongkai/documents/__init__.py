"""A file becomes a Document: what kind it is, its encoding, its lines, and their normalised form."""
