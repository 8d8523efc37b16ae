"""JSON Schemas of every payload, tolerant and strict, and of the spec's own files."""
