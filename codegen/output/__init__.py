"""Outputs: rendered, compared, verified, written and remembered."""
