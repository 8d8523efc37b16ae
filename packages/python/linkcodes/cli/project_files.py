"""Finds the files of a user's project: nothing hidden, nothing installed, nothing behind a link."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_INSTALLED = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})


class UnreadableError(Exception):
    """A source cannot be read or written; the text says why."""


def files_below(folder: Path, skipped: list[Path] | None = None) -> Iterator[Path]:
    """Yield the files of a project, in the order of their names; add to a list what is left out."""
    left_out = [] if skipped is None else skipped
    for name, folders, files in os.walk(folder):
        here = Path(name)
        left_out += (here / item for item in sorted(folders) if _is_skipped(here / item))
        folders[:] = sorted(item for item in folders if not _is_skipped(here / item))
        left_out += (here / item for item in sorted(files) if (here / item).is_symlink())
        yield from (here / item for item in sorted(files) if not (here / item).is_symlink())


def _is_skipped(folder: Path) -> bool:
    name = folder.name
    return name in _INSTALLED or name.startswith(".") or (folder / "pyvenv.cfg").exists()
