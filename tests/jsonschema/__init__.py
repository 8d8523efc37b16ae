"""Tools of the schema tests."""
