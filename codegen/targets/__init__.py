"""The targets: one package for each published form of the spec."""
