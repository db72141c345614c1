"""Gold: what reports really say. Loading, validation, quotes, and export of corrected reports."""
