"""Finds the logs below a folder: what is text there or compressed, and by name what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from linkcodes.cli import files
from linkcodes.cli.project_files import files_below

_BEGINNING = 8_000
"""Bytes of a file that are looked at to say whether it is text."""


class LogFiles(NamedTuple):
    """What is to be scanned."""

    names: list[str]
    left_out: list[str]
    """Files in folders that are no text, links, and folders that are hidden or of others."""


def log_files(given: Iterable[str]) -> LogFiles:
    """Return the files that are named, and those in folders that are named."""
    names: list[str] = []
    left_out: list[str] = []
    for name in given:
        if name == files.STDIN or not Path(name).is_dir():
            names.append(name)
            continue
        skipped: list[Path] = []
        for path in files_below(Path(name), skipped):
            (names if _is_log(path) else left_out).append(str(path))
        left_out += map(str, skipped)
    return LogFiles(names, left_out)


def _is_log(path: Path) -> bool:
    """Say whether a file is text or compressed; of what cannot be read, whoever reads it says why."""
    if not path.is_file():  # a pipe would never end
        return False
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return True
    return b"\0" not in beginning or beginning.startswith(files.COMPRESSED)
