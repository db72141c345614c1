"""PDF files: characters, boxes and ruling lines of each page."""
