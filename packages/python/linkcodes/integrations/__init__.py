"""Adapters for other libraries, a module each. None is imported before it is used."""
