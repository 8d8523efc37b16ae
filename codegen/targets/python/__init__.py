"""The Python package: an enumeration for each vocabulary, and metadata that is loaded when asked for."""
