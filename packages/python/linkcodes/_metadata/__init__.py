"""What the package knows of each value, read when it is first asked for."""
