"""Adapters for frameworks, one module each, which is the only place that imports the framework."""
