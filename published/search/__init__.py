"""Search: one question, `published.search.finding.search()`, answered by the database's own full text."""
