"""Every code with its behavior as one table, to load into a warehouse."""
