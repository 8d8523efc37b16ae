"""What lies in an output folder. Links are never followed: what is behind one belongs to others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

TRACES = "__pycache__"
"""What Python leaves behind when the generated package is imported; no output and no orphan."""


def leaves(folder: Path) -> dict[str, bool]:
    """Return all below a folder that has nothing below itself, by path, and whether it is a regular file.

    The rest are links, whatever they lead to, special files, and directories that are empty.
    """
    return dict(_leaves(str(folder), "")) if folder.is_dir() else {}


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every leaf of a folder by path; of one that is no regular file, nothing."""
    found = leaves(folder)
    return {path: _digest(f"{folder}/{path}") if found[path] else "" for path in sorted(found)}


def encoded(text: str) -> bytes:
    """Return a text as it is in a file; halves of characters, too, which `verify` refuses to write."""
    return text.encode("utf-8", errors="surrogatepass")


def sha256(data: bytes) -> str:
    """Return the hex digest of what is in a file."""
    return hashlib.sha256(data).hexdigest()


def _digest(path: str) -> str:
    with open(path, "rb") as opened:  # noqa: PTH123  (thousands of paths: objects cost as much as the rest)
        return sha256(opened.read())


def _leaves(folder: str, prefix: str) -> Iterator[tuple[str, bool]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path, entry.is_file(follow_symlinks=False)
            elif entry.name != TRACES:
                below = list(_leaves(entry.path, path + "/"))
                yield from below or [(path, False)]
