"""Grouped folds: what a part is worth on hands, layouts and templates that it was not trained on."""
