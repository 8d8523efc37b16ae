"""Files of a build: what is in them, when they were written, and making a folder hold what it should."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder by its path there."""
    start = len(str(folder)) + 1
    return {path[start:]: _content(path, found) for path, found in sorted(_files(folder))}


def written(paths: Iterable[Path]) -> dict[str, int]:
    """Return when each of these files, and each file below these folders, was written last."""
    return {path: found.st_mtime_ns for start in paths for path, found in _files(start)}


def sync(wanted: Mapping[str, bytes], folder: Path) -> None:
    """Make a folder hold these files and no others; touch none that is right already."""
    for path in tree(folder).keys() - wanted.keys():
        (folder / path).unlink()
    write(wanted, folder)


def write(wanted: Mapping[str, bytes], folder: Path) -> None:
    """Write these files into a folder, except those that are there already."""
    for path, data in wanted.items():
        if data not in (_content(*file) for file in _found(f"{folder}/{path}")):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _files(start: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the path of a file, or of each below a folder, and what the system says of it."""
    below = (f"{base}/{name}" for base, _, names in os.walk(start) for name in names)
    for path in below if start.is_dir() else (str(start),):
        yield from _found(path)


def _found(path: str) -> Iterator[tuple[str, os.stat_result]]:
    # Editors leave links that lead nowhere beside what is open in them.
    with suppress(FileNotFoundError):
        yield path, os.stat(path)  # noqa: PTH116  (thousands of paths: as objects they cost far more)


def _content(path: str, found: os.stat_result) -> bytes:
    """Return the content of a file; it is read again only if it was written since."""
    return _read(path, found.st_mtime_ns, found.st_size)


@cache
def _read(path: str, _written_ns: int, _size: int) -> bytes:
    return Path(path).read_bytes()
