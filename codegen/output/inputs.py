"""What outputs are made from and what makes them, as digests.

The generator is deterministic: the same spec, generator, Python and libraries give the same bytes.
`codegen.output.memory` uses that to answer without rendering. Importing this module costs next to nothing on
purpose.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

from codegen import planner, searcher
from codegen.output.tree import TRACES, leaves

_STARTED = time.time_ns()
GENERATOR = Path(__file__).resolve().parents[1]
TOOLS = (
    "annotated_types", "datamodel_code_generator", "jinja2", "jsonschema_rs", "markupsafe", "pydantic",
    "pydantic_core", "typing_extensions", "typing_inspection", "yaml",
)  # fmt: skip
"""The installed modules that shape outputs."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What goes into a run, when it was looked at. Equal while the same bytes would go in."""

    contents: str
    """Of the files of the spec."""
    makers: str
    """Of the generator, Python and the libraries."""
    stamp: str = field(compare=False, repr=False)
    """Of the times and places of all files: it changes when one is written, even if with the same bytes."""
    sources: tuple[Path, tuple[Path, ...]] = field(compare=False, repr=False)
    made_ns: int = field(compare=False, repr=False)
    """When the generator was last written."""
    kind: str = "files"
    """What is made of the spec."""

    @property
    def spec(self) -> str:
        """Of the files of the spec, and of what is made from them."""
        return f"{self.kind} {self.contents}"

    def of(self, kind: str) -> Digest:
        """Return what goes into a run that makes something else of what was looked at."""
        return replace(self, kind=kind)

    def still_holds(self) -> bool:
        """Say whether nothing was written since: neither changed, nor changed and put back.

        A generator that was written while this process started may not be the one that runs in it.
        """
        now = digest(*self.sources, self.kind)
        return (now, now.stamp) == (self, self.stamp) and self.made_ns < _STARTED


class _Source(NamedTuple):
    """A file or directory as it was found: its name in a digest, where it is, and its stamp."""

    name: str
    path: str
    stat: os.stat_result | None
    """Taken before it is read: what is written later has another. None for what is not there."""

    @property
    def is_file(self) -> bool:
        return self.stat is not None and stat.S_ISREG(self.stat.st_mode)

    @property
    def is_folder(self) -> bool:
        return self.stat is not None and stat.S_ISDIR(self.stat.st_mode)


def digest(spec: Path, overlays: Sequence[Path] = (), kind: str = "files") -> Digest:
    """Look at everything that the outputs of a spec depend on; `kind` says what is made from it."""
    read = [*_named(spec.name, spec), *(_found(path.as_posix(), str(path)) for path in overlays)]
    parts = (
        *_named("codegen", GENERATOR),
        *_named("planner", planner.FOLDER),
        *_named("searcher", searcher.FOLDER),
    )
    makers = [file for file in parts if not file.path.endswith(".md") and not file.is_folder]
    return Digest(
        _total(map(_content, read)),
        _total([sys.version, *map(_content, makers), *_tools()]),
        _total(_stamp(file.path, file.stat) for file in (*read, *makers)),
        (spec, tuple(overlays)),
        max(file.stat.st_mtime_ns for file in makers if file.stat),
        kind,
    )


def _named(prefix: str, folder: Path) -> list[_Source]:
    """Return all that a folder contains, also behind links, and its directories, since some are strays."""
    found: list[_Source] = []
    seen: set[tuple[int, int]] = set()
    for base, folders, files in os.walk(folder, followlinks=True):
        here = os.stat(base)  # noqa: PTH116  (thousands of paths: as objects they cost as much as the rest)
        if (here.st_dev, here.st_ino) in seen:  # a link back to where it is
            folders.clear()
            continue
        seen.add((here.st_dev, here.st_ino))
        folders[:] = [name for name in folders if name != TRACES]
        inside = prefix + base[len(str(folder)) :]
        found += (_found(f"{inside}/{name}", f"{base}/{name}" if name else base) for name in ("", *files))
    return sorted(found, key=lambda file: file.name)


def _found(name: str, path: str) -> _Source:
    return _Source(name, path, _stat(path))


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116  (as above)
    except OSError:
        return None


def _content(file: _Source) -> str:
    content = hashlib.sha256(_read(file.path)).hexdigest() if file.is_file else "no file"
    return f"{content}  {file.name}"


def _read(path: str) -> bytes:
    with open(path, "rb") as opened:  # noqa: PTH123  (as above)
        return opened.read()


def _tools() -> Iterator[str]:
    """Yield where Python would import each tool from, the version beside it, and the stamps of its files."""
    for name in TOOLS:
        found = PathFinder.find_spec(name)
        origin = Path(found.origin) if found and found.origin else None
        if origin is None:
            yield f"{name} is not installed"
        else:
            folder, is_package = origin.parent, origin.stem == "__init__"
            yield f"{origin} {_versions(name, folder.parent if is_package else folder)}"
            files = sorted(leaves(folder)) if is_package else [origin.name]
            paths = (f"{folder}/{path}" for path in files)
            yield from (_stamp(path, _stat(path)) for path in paths)


def _versions(name: str, site: Path) -> list[str]:
    """Return the metadata beside a module, whose names have the version; reading it would cost far more."""
    return sorted(entry.name for entry in site.iterdir() if entry.name.lower().startswith(f"{name}-"))


def _stamp(path: str, stat: os.stat_result | None) -> str:
    if stat is None:
        return f"{path} missing"
    return f"{path} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def _total(lines: Iterable[str]) -> str:
    total = hashlib.sha256()
    for line in lines:
        total.update(os.fsencode(f"{line}\n"))  # a path may have what the locale cannot say
    return total.hexdigest()
