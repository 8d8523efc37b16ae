"""Reads files and standard input, whatever is in them, and says plainly where that does not work."""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from linkcodes.cli.zst import BadZstFile, MissingZst, ZstReader

STDIN = "-"
LONGEST = 1 << 20
"""Bytes of a line that are looked at."""
BLOCK = 1 << 18
"""Bytes of a log that are read at a time."""
UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a log may raise."""
_GZIP = b"\x1f\x8b"
_ZST = b"\x28\xb5\x2f\xfd"
COMPRESSED = (_GZIP, _ZST)
"""How what is compressed begins."""
_PATH = re.compile(r"(?:\.{1,2}|[A-Za-z]:)?[\\/][^?\s]*\Z")
"""`./`, `../`, `/` or a drive; a path with a query is an address."""
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


class LogPart(NamedTuple):
    """A log, or a part of it that begins and ends with a line."""

    name: str
    start: int = 0
    size: int | None = None
    """How many bytes it has; None: all that follow."""


class LogBlock(NamedTuple):
    """Some lines of a log."""

    text: bytes
    cut: bool = False
    """Whether it is no more than the beginning of one line, which was longer than what is looked at."""

    def lines(self) -> list[bytes]:
        """Return the lines without their ends."""
        lines = self.text.split(b"\n")
        return lines if lines[-1] else lines[:-1]


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes:
        """Return some bytes, at most `size`; none at the end."""


class Log(NamedTuple):
    """An open log."""

    source: BinaryIO
    """Where its bytes come from; compressed ones as they are."""
    content: _Readable
    size: int | None = None
    """How many bytes of the content are wanted; None: all."""

    def position(self) -> int:
        """Return how many bytes of the source are done; 0 where that is unknown."""
        try:
            return self.source.tell()
        except OSError:  # a pipe
            return 0

    def blocks(self) -> Iterator[LogBlock]:
        """Yield its lines, however long they are; no more than about `LONGEST` bytes are in memory."""
        pieces, text = self._pieces(), b""
        for piece in pieces:
            text += piece
            if len(text) >= LONGEST and text.find(b"\n", 0, LONGEST) < 0:
                yield LogBlock(text[:LONGEST], cut=True)
                text = _after_line(text, pieces)
            if end := text.rfind(b"\n") + 1:
                yield LogBlock(text[:end])
                text = text[end:]
        if text:
            yield LogBlock(text)

    def _pieces(self) -> Iterator[bytes]:
        left = self.size
        while piece := self.content.read(BLOCK if left is None else min(BLOCK, left)):
            yield piece
            left = None if left is None else left - len(piece)


def _after_line(text: bytes, pieces: Iterator[bytes]) -> bytes:
    """Return what comes after the line that is in a text; more of it is read until the line ends."""
    while b"\n" not in text:
        text = next(pieces, b"\n")
    return text[text.find(b"\n") + 1 :]


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


def begins_like_path(word: str) -> bool:
    """Say whether a word is written as paths alone are: a code may have a slash, but none begins so."""
    return _PATH.match(word) is not None


def is_there(word: str) -> bool:
    """Say whether a word names something that can be read; a folder has the name of a word by chance."""
    try:
        return Path(word).exists() and not Path(word).is_dir()
    except (OSError, ValueError):  # too long, or with a NUL: a paste
        return False


@contextmanager
def opened(part: LogPart) -> Iterator[Log]:
    """Open a log, compressed or not, or a part of one that is not."""
    if part.name == STDIN:
        yield _log(cast(io.BufferedReader, sys.stdin.buffer), part)
        return
    with Path(part.name).open("rb") as source:
        if part.start:
            source.seek(part.start)
        yield _log(source, part)


def parts(name: str, size: int) -> list[LogPart]:
    """Return the parts of a log, each of about `size` bytes; one part if it is compressed or no file."""
    path = Path(name)
    if name == STDIN or not path.is_file() or path.stat().st_size <= size:
        return [LogPart(name)]
    try:
        with path.open("rb") as file:
            if _is_compressed(file):
                return [LogPart(name)]
            starts = [0, *(_line_start(file, at) for at in range(size, path.stat().st_size, size))]
    except OSError:  # whoever reads it will say so
        return [LogPart(name)]
    spans = zip(starts, [*starts[1:], None], strict=True)
    return [
        LogPart(name, start, None if end is None else end - start) for start, end in spans if start != end
    ]


def _line_start(file: BinaryIO, at: int) -> int:
    """Return where the first line begins that begins at a place of a file or after it."""
    file.seek(at - 1)
    while (found := file.readline(LONGEST)) and not found.endswith(b"\n"):
        pass
    return file.tell()


def _log(source: io.BufferedReader, part: LogPart) -> Log:
    begins = b"" if part.start else source.peek(len(_ZST))
    if begins.startswith(_GZIP):
        return Log(source, gzip.GzipFile(fileobj=source))
    return Log(source, ZstReader(source) if begins.startswith(_ZST) else source, part.size)


def _is_compressed(file: io.BufferedReader) -> bool:
    return file.peek(len(_ZST)).startswith(COMPRESSED)
