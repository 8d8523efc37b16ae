"""Imports a vocabulary when it is asked for: a program uses few of a provider's, and each costs time."""

from __future__ import annotations

import sys

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from collections.abc import Callable


def lazy(package: str, modules: dict[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a package; `modules` names the module of each type."""

    def load(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(__import__(f"{package}.{modules[name]}", fromlist=[name]), name)
        setattr(sys.modules[package], name, found)  # the next time it is there
        return found

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *modules})

    return load, names
