"""Word files: .docx itself, .doc and .wps by way of LibreOffice."""
