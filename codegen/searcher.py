"""The words and the packing of the Python package's search, with which the generator makes the index.

As with the planner, it is written by hand in `packages/python`, needs nothing that is generated, and is
loaded by its path when it is first needed.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "packages/python/linkcodes/_search"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from linkcodes._search import Stemmer, packed
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(_loaded(), name)


@cache
def _loaded() -> object:
    spec = spec_from_file_location("codegen._search", FOLDER / "__init__.py")
    assert spec and spec.loader
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


__all__ = ["FOLDER", "Stemmer", "packed"]
