"""Fixed layout: characters and ruling lines with their places become blocks, for PDF, OFD and scans alike."""
