"""Reads files and standard input, whatever is in them, and says plainly where that does not work."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from linkcodes.cli.zst import BadZstFile, MissingZst

STDIN = "-"
LONGEST = 1 << 20
"""Bytes of a line that are looked at."""
UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a log may raise."""
_GZIP = b"\x1f\x8b"
_DAMAGED = "the compressed data is damaged; what came before it was read"
_ADVICE = {
    FileNotFoundError: "no such file; check the name, or give - to read standard input",
    IsADirectoryError: "this is a folder; name the files in it",
    PermissionError: "it may not be read; change its permissions or run as its owner",
    gzip.BadGzipFile: _DAMAGED,
    zlib.error: _DAMAGED,
    BadZstFile: _DAMAGED,
    MissingZst: 'to read what Zstandard compressed takes one more package: pip install "linkcodes[zst]"',
    EOFError: "the compressed data ends early; what came before it was read",
}


class LogLine(NamedTuple):
    """One line of a log."""

    text: bytes
    cut: bool
    """Whether it was longer than what is looked at."""


class Log(NamedTuple):
    """An open log."""

    source: BinaryIO
    """Where its bytes come from; compressed ones as they are."""
    content: BinaryIO

    def position(self) -> int:
        """Return how many bytes of the source are done; 0 where that is unknown."""
        try:
            return self.source.tell()
        except OSError:  # a pipe
            return 0

    def lines(self) -> Iterator[LogLine]:
        """Yield its lines; no more than one is in memory, and of that no more than `LONGEST` bytes."""
        read = self.content.readline
        while text := read(LONGEST):
            cut = len(text) == LONGEST and not text.endswith(b"\n")
            yield LogLine(text, cut)
            while cut and (rest := read(LONGEST)) and not rest.endswith(b"\n"):
                pass


def problem(name: str, error: Exception) -> str:
    """Return what to say about a file that cannot be read, and what to do about it."""
    advice = next((text for kind, text in _ADVICE.items() if isinstance(error, kind)), str(error))
    return f"{'standard input' if name == STDIN else name}: {advice}"


def head(name: str, size: int) -> bytes:
    """Return the first `size` bytes of a file, or of standard input."""
    if name == STDIN:
        return sys.stdin.buffer.read(size)
    with Path(name).open("rb") as file:
        return file.read(size)


@contextmanager
def opened(name: str) -> Iterator[Log]:
    """Open a log, compressed by gzip or not, by its name."""
    if name == STDIN:
        yield _log(cast(io.BufferedReader, sys.stdin.buffer))
        return
    with Path(name).open("rb") as source:
        yield _log(source)


def _log(source: io.BufferedReader) -> Log:
    compressed = source.peek(len(_GZIP)).startswith(_GZIP)
    return Log(source, cast(BinaryIO, gzip.GzipFile(fileobj=source)) if compressed else source)
