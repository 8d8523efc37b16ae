"""The planner of the Python package, with which the generator plans, too.

It is written by hand in `packages/python` and needs nothing that is generated. It is loaded by its path,
because the package that it belongs to cannot be imported before it has been generated; and when it is first
needed, because a run that has nothing to do only looks whether it has changed.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "packages/python/linkcodes/_planning"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from linkcodes._planning import Effects, Plan, Planner
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(_loaded(), name)


@cache
def _loaded() -> object:
    spec = spec_from_file_location("codegen._planning", FOLDER / "__init__.py")
    assert spec and spec.loader
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


__all__ = ["FOLDER", "Effects", "Plan", "Planner"]
