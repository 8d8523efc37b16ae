"""The rules: one module each, named after its id."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from codegen.diff.model import ChangeRule


@cache
def rules() -> tuple[ChangeRule, ...]:
    """Return all rules, in the order of their ids."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").RULE for name in names)
