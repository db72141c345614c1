"""Images of pages: character recognition, with the extra `ocr`."""
