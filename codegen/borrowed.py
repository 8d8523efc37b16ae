"""Parts of the Python package that the generator works with, too.

They are written by hand in `packages/python` and need nothing that is generated. They are loaded by their
path, because the package that they belong to cannot be imported before it has been generated; and when they
are first needed, because a run that has nothing to do only looks whether they have changed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(__file__).resolve().parents[1] / "packages/python/linkcodes"


def folder_of(part: str) -> Path:
    """Return where a part is: `_planning`."""
    return _PACKAGE / part


def lender(part: str, names: Sequence[str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a module that has these names of a part."""

    def lend(name: str) -> object:
        if name not in names:
            raise AttributeError(f"the generator borrows no {name!r} of {part}")
        return getattr(_loaded(part), name)

    return lend


@cache
def _loaded(part: str) -> ModuleType:
    spec = spec_from_file_location(f"codegen.{part}", folder_of(part) / "__init__.py")
    assert spec and spec.loader
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
