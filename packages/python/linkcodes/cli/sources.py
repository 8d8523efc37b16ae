"""Finds the sources below a path, and asks the reader of their language which codes in them are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from linkcodes.cli import source_python, source_typescript
from linkcodes.cli.project_files import UnreadableError, files_below
from linkcodes.cli.source_python import Place

_READERS: dict[str, Callable[[str], Iterator[Place]]] = {
    **dict.fromkeys((".py", ".pyi"), source_python.complaints),
    **dict.fromkeys(
        (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"), source_typescript.complaints
    ),
}
_LARGEST = 4 << 20
"""Bytes of a file that is read; no one writes larger ones by hand."""
_IGNORE = "linkcodes: ignore"
"""What a comment says on a line that names an unlisted code on purpose, such as a test of one."""
_MOST = 1_000
"""Places of one source that are reported: what is similar to each is looked for, which takes time."""
_MARK = b"linkcodes"
"""What a source that uses the package has in it."""
_PYTHON_IMPORT = re.compile(rb"^[ \t]*(?:from|import)[ \t][^\n#]*\blinkcodes\b", re.MULTILINE)
_SCRIPT_IMPORT = re.compile(rb"""["'`]linkcodes(?:/[^"'`\n]*)?["'`]""")


class SourceFinding(NamedTuple):
    """What is wrong at one place of a source."""

    file: str
    line: int
    column: int
    rule: str
    code: str
    message: str
    replacement: str | None


def below(paths: list[str]) -> Iterator[Path]:
    """Yield the sources that are named, and those in folders that are named; links are not followed."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from (file for file in files_below(path) if file.suffix in _READERS and file.is_file())
        elif path.is_file():
            yield path
        else:
            raise UnreadableError(f"{name}: no such file or folder; check the name")


class CheckedSource(NamedTuple):
    """What was found in a source."""

    findings: list[SourceFinding]
    """From top to bottom."""
    imports: bool
    """Whether it imports the package; nothing is checked in one that does not."""


def checked(path: Path) -> CheckedSource:
    """Return what is wrong in a source; nothing where it does not import the package."""
    reader = _READERS.get(path.suffix)
    data = _read(path) if reader else b""
    if not reader or _MARK not in data:
        return CheckedSource([], False)
    imports = _PYTHON_IMPORT if reader is source_python.complaints else _SCRIPT_IMPORT
    return CheckedSource(_findings(path, data, reader), bool(imports.search(data)))


def _findings(path: Path, data: bytes, reader: Callable[[str], Iterator[Place]]) -> list[SourceFinding]:
    try:
        text = data.decode("utf-8-sig")
        places = sorted(set(islice(reader(text), _MOST)))
    except SyntaxError as error:
        raise UnreadableError(f"{path}:{error.lineno}: this is no Python: {error.msg}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableError(
            f"{path}: it cannot be read as source: {error or type(error).__name__}"
        ) from error
    lines = re.split("\r?\n|\r", text)
    return [
        SourceFinding(str(path), line, column, *complaint)
        for line, column, complaint in places
        if _IGNORE not in lines[line - 1]
    ]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}") from error
    if len(data) > _LARGEST:
        raise UnreadableError(f"{path}: it is larger than {_LARGEST >> 20} megabytes; leave it out")
    return data
