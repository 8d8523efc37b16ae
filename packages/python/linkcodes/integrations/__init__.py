"""Adapters for frameworks. Each module needs the one that it is named after; nothing here imports it."""
