"""Archives that follow from what is in them alone: not from a clock, a umask, a user or a folder's order."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

_MODE = 0o644


def files_below(folder: Path, prefix: str = "") -> dict[str, bytes]:
    """Return all files below a folder by their paths there, after a prefix."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {f"{prefix}{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def archive(files: Mapping[str, bytes], root: str, epoch: int) -> bytes:
    """Return a packed tar file with these files in one folder; `epoch` is the time that all of them bear."""
    text = io.BytesIO()
    with tarfile.open(fileobj=text, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(files):
            tar.addfile(_member(f"{root}/{path}", len(files[path]), epoch), io.BytesIO(files[path]))
    return gzip.compress(text.getvalue(), compresslevel=9, mtime=epoch)


def _member(name: str, size: int, epoch: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, epoch, _MODE
    return member
