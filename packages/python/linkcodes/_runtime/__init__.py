"""Finds out what came, what its codes mean, and what to do next."""
