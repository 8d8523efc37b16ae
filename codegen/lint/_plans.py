"""The plans of the spec that is looked at, for rules about what follows from several parts of it."""

from __future__ import annotations

from functools import lru_cache

from codegen.model.plan import Plans
from codegen.read.load import LoadedSpec


@lru_cache(maxsize=64)
def plans(spec: LoadedSpec) -> Plans:
    """Return what plans by the tables of a spec; several rules ask for the same."""
    return Plans(spec.root.taxonomy, spec.decisions)
