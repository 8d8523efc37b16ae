"""The reference site: one Markdown page for each provider, vocabulary, code, method and payload."""
