"""Shows changes as a unified diff that `git apply` and `patch -p1` take, and lists what is left to people."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from linkcodes.cli.upgrade.edits import Doubt

_NO_NEWLINE = "\n\\ No newline at end of file\n"


def diff(path: Path, before: bytes, after: bytes) -> str:
    """Return what changes in a file."""
    name = Path(os.path.relpath(path)).as_posix()
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}{_NO_NEWLINE}" for line in lines)


def _lines(source: bytes) -> list[str]:
    """Return lines that end with a newline; other characters that end a line somewhere stay inside."""
    *whole, rest = source.decode().split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def places(path: Path, doubts: Iterable[Doubt]) -> Iterator[str]:
    """Yield `file:line: reason` for each place, in the order of the file."""
    name = Path(os.path.relpath(path)).as_posix()
    return (f"{_plain(name)}:{item.line}: {_plain(item.reason)}" for item in sorted(doubts))


def _plain(text: str) -> str:
    """Return a text on one line that cannot steer a terminal."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
