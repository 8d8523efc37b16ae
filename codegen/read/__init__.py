"""Files to models: reading, joining parts, and the place of every node."""
