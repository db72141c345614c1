"""OFD (GB/T 33190), the national fixed-layout format: its pages as raw pages, finished by the code that PDF shares."""
