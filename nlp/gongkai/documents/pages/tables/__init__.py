"""Tables on a page: from ruling lines to cells, over the ends of pages, and by alignment where lines are missing."""
