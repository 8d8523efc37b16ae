"""Adapters for frameworks and libraries, one module each; a module needs the one that gave it its name."""
