"""The linkcodes generator: one JSON spec in, every published form of it out."""
