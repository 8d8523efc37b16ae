"""Says whether a body is what the spec says of its payload, and what is wrong with it if not."""
