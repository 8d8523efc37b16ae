"""JSON Schemas of single payloads, which the site publishes."""
