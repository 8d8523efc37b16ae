"""Beginnings: what `codegen new` writes, valid and with marked blanks."""
