"""Asks both packages about the same mutated inputs, and tells where their answers differ."""
