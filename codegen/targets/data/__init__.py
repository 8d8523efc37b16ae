"""Every code with its behaviour as one table, to load into a warehouse."""
