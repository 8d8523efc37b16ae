"""Everything that follows from the models: links, pages, effective behavior, expanded bodies."""
