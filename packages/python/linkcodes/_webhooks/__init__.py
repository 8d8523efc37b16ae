"""Proves where a webhook comes from, and makes a typed event of it."""
