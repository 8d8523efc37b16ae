"""What a package that is asked may import of what is installed: what its extras need, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path

NEEDED = ("cryptography", "_cffi_backend")
"""The modules of others by which a package checks signatures that are made with a private key."""


def installed() -> dict[str, str]:
    """Return the folder of each module that is needed and installed here."""
    found = {name: find_spec(name) for name in NEEDED}
    return {name: str(_folder(spec)) for name, spec in found.items() if spec and spec.origin}


def _folder(spec: ModuleSpec) -> Path:
    """Return the folder that a module or package lies in."""
    file = Path(spec.origin or "")
    return file.parents[1] if spec.submodule_search_locations else file.parent


def let_in(folders: Mapping[str, str]) -> None:
    """Make these modules importable, each from its folder; what lies beside them stays out."""
    sys.meta_path.append(_Finder(folders))


class _Finder:
    """Finds modules by name, each in a folder of its own."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self._folders = folders

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Return where a module is; None for any other."""
        return PathFinder.find_spec(name, [self._folders[name]]) if name in self._folders else None
