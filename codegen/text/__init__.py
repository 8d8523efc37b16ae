"""Names and literals: how a text is written in each language."""
