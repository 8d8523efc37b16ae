"""Finds the bodies in files of any kind: logs, JSON lines, HAR, cassettes, OTLP. The content says which."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from linkcodes.cli import files
from linkcodes.cli.live import har, log_lines, otlp, recordings
from linkcodes.cli.project_files import UnreadableError, files_below
from linkcodes.cli.zst import ZstReader
from linkcodes.livecheck import LiveBody

_LARGEST = 64 << 20
"""Bytes of a document that is read as a whole; lines are read one by one, however many they are."""
_HEAD = 1 << 16
"""Bytes by which a file is judged."""
_YAML = (".yaml", ".yml")
_KINDS = (".json", ".jsonl", ".ndjson", ".har", ".log", ".txt", *_YAML)
"""What is read of a folder."""
_COMPRESSED = (".gz", ".zst")
_GZIP, _ZST = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def names_below(names: list[str]) -> Iterator[str]:
    """Yield the files that are named, and those in folders that are named; links are not followed."""
    for name in names:
        if name != files.STDIN and Path(name).is_dir():
            below = (path for path in files_below(Path(name)) if _plain_suffix(path.name) in _KINDS)
            yield from map(str, below)
        else:
            yield name


def samples(name: str) -> Iterator[LiveBody]:
    """Yield the bodies in a file. UnreadableError or OSError: it cannot be read, or not to its end."""
    with _opened(name) as content:
        head = content.peek(_HEAD)[:_HEAD]
        if _plain_suffix(name) in _YAML:
            for document in recordings.documents(_whole(content)):
                yield from _of_value(document, name)
        elif not _is_document(head):
            yield from log_lines.samples(content, name)
        else:
            yield from _of_document(_whole(content), name)


def _of_document(text: bytes, name: str) -> Iterator[LiveBody]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):  # it only began like one
        yield from log_lines.samples(io.BytesIO(text), name)
        return
    yield from _of_value(document, name)


def _of_value(document: Any, name: str) -> Iterator[LiveBody]:
    """Yield the bodies in a JSON document: those of a recording, the items of a list, or the whole of it."""
    for kind in (har, recordings, otlp):
        found = kind.entries(document)
        if found is not None:
            yield from kind.samples(found, name)
            return
    if isinstance(document, list):
        yield from (LiveBody(item, place=f"{name}#/{number}") for number, item in enumerate(document))
    else:
        yield LiveBody(document, place=name)


def _plain_suffix(name: str) -> str:
    path = Path(name)
    return Path(path.stem).suffix.lower() if path.suffix in _COMPRESSED else path.suffix.lower()


def _is_document(head: bytes) -> bool:
    """Say whether a file is one JSON document; a first line that is a document means that each one is."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] not in (b"{", b"[") or text[1:].lstrip()[:1] not in (b'"', b"{", b"[", b"}", b"]"):
        return False
    line, end, rest = text.partition(b"\n")
    if not end or not rest.strip():
        return True
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return True
    return False


def _whole(content: BinaryIO) -> bytes:
    text = content.read(_LARGEST + 1)
    if len(text) > _LARGEST:
        limit = f"{_LARGEST >> 20} megabytes"
        raise UnreadableError(f"it is one document of more than {limit}; split it, or write a body a line")
    return text


@contextmanager
def _opened(name: str) -> Iterator[io.BufferedReader]:
    if name == files.STDIN:
        yield _unpacked(cast(io.BufferedReader, sys.stdin.buffer))
        return
    with Path(name).open("rb") as source:
        yield _unpacked(source)


def _unpacked(source: io.BufferedReader) -> io.BufferedReader:
    """Return the content of a file, whether it is compressed or not."""
    begins = source.peek(len(_ZST))
    if begins.startswith(_GZIP):
        return io.BufferedReader(_Raw(gzip.GzipFile(fileobj=source)), _HEAD)
    return io.BufferedReader(_Raw(ZstReader(source) if begins.startswith(_ZST) else source), _HEAD)


class _Raw(io.RawIOBase):
    """What has only a `read`, so that a reader with a buffer can be put before it."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; return how many bytes."""
        found = self._source.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)
