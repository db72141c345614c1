"""What a page prints outside of its tables: lines, paragraphs, running heads and feet."""
