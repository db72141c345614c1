"""Scoring reports against gold: pure functions, one module per kind of thing that is scored."""
