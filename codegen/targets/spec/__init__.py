"""The resolved spec as one JSON document."""
