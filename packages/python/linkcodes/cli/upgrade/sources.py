"""Finds, reads and writes the files of a project, and leaves of each all that it does not change."""

from __future__ import annotations

import codecs
import io
import os
import tempfile
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from linkcodes.cli.project_files import UnreadableError, files_below
from linkcodes.cli.upgrade.syntax import DIALECTS

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class SourceFile(NamedTuple):
    """A file as it is on disk."""

    path: Path
    bom: bytes
    encoding: str
    text: bytes
    """What is behind the byte order mark, in UTF-8."""

    @property
    def dialect(self) -> str:
        """The dialect that it is written in."""
        return DIALECTS[self.path.suffix]


def sources(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the Python and TypeScript files of folders, and files that are named themselves; each once."""
    seen: set[Path] = set()
    for place in places:
        for path in [place] if place.is_file() else files_below(place):
            if path.suffix in DIALECTS and (real := path.resolve()) not in seen:
                seen.add(real)
                yield path


def read(path: Path) -> SourceFile:
    """Read a file; raise UnreadableError if its bytes could not be written back just so."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror}") from error
    bom, encoding = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", ""))
    body = data.removeprefix(bom)
    try:
        encoding = encoding or _declared(path, body)
        text = body.decode(encoding)
        same = text.encode(encoding) == body
    except (UnicodeError, LookupError, SyntaxError) as error:
        raise UnreadableError(f"its encoding is unclear ({encoding or error})") from error
    if not same:
        raise UnreadableError(f"it is not plain {encoding}")
    return SourceFile(path, bom, encoding, text.encode())


def _declared(path: Path, body: bytes) -> str:
    """Return the encoding that a file of Python declares; all other files are UTF-8."""
    if DIALECTS[path.suffix] != "python":
        return "utf-8"
    return tokenize.detect_encoding(io.BytesIO(body).readline)[0]


def write(source: SourceFile, text: bytes) -> None:
    """Replace the content of a file in one step, permissions kept; raise UnreadableError if that fails."""
    target = source.path.resolve()
    try:
        content = source.bom + text.decode().encode(source.encoding)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"it cannot be written: {error}") from error
