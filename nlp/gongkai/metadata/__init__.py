"""Who reports about which year and place: title, issuer, level, dates, and whom the tables count."""
