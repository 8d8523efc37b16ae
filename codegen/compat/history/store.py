"""The folder `spec/history`: an index and one file a release.

A file is compact JSON, packed with LZMA: a third smaller than gzip, and a thirteenth of the
JSON. The index has the digest of the JSON itself, so that a file counts as the same whatever version of the
library has packed it; a file that is there is never written again.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from codegen.compat.history.release import RecordedRelease, ReleaseEntry
from codegen.read.findings import UsageError
from codegen.text.json_text import json_text

INDEX = "index.json"
_ENTRIES = TypeAdapter(list[ReleaseEntry])
_SPEC_FIRST = b'{"spec":'
"""How the JSON of a release begins."""


def number(version: str) -> tuple[int, ...]:
    """Return a version as numbers, to compare it with others."""
    return tuple(map(int, version.split(".")))


def entries(folder: Path) -> list[ReleaseEntry]:
    """Return the recorded releases, the oldest first; raise UsageError for an index that cannot be read."""
    path = folder / INDEX
    if not path.exists():
        return []
    try:
        found = _ENTRIES.validate_python(json.loads(path.read_bytes())["releases"])
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise UsageError(f"{path}: this is no index of releases: {first}") from None
    return sorted(found, key=lambda entry: number(entry.version))


def read(folder: Path, entry: ReleaseEntry, *, spec_only: bool = False) -> RecordedRelease:
    """Return a recorded release; raise UsageError if the file is not what was recorded.

    Of what it has beside the spec, most of the text are vectors, which need not be read to compare the spec.
    """
    path = folder / entry.file
    try:
        text = lzma.decompress(path.read_bytes())
    except (OSError, lzma.LZMAError) as error:
        raise UsageError(f"{path}: the release {entry.version} cannot be read: {error}") from None
    if hashlib.sha256(text).hexdigest() != entry.sha256:
        raise UsageError(f"{path}: this is not what was recorded as {entry.version}; restore it from git")
    if spec_only and text.startswith(_SPEC_FIRST):
        return RecordedRelease(json.JSONDecoder().raw_decode(text.decode(), len(_SPEC_FIRST))[0])
    return RecordedRelease(**json.loads(text))


def write(folder: Path, release: RecordedRelease, date: str, revision: str) -> ReleaseEntry:
    """Record a release; raise UsageError if there is one of that version."""
    known = entries(folder)
    if any(entry.version == release.version for entry in known):
        raise UsageError(f"{release.version} is recorded; a release never changes, so raise spec_version")
    text = packed_text(release.as_json())
    name = f"{release.version}.json.xz"
    sha256 = hashlib.sha256(text).hexdigest()
    entry = ReleaseEntry(version=release.version, date=date, revision=revision, file=name, sha256=sha256)
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / name, lzma.compress(text, preset=9))
    listed = [item.model_dump() for item in sorted([*known, entry], key=lambda item: number(item.version))]
    _replace(folder / INDEX, json_text({"releases": listed}).encode())
    return entry


def packed_text(value: Any) -> bytes:
    """Return the JSON of a release. Keys keep their order: validators tell of problems in that of fields."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _replace(path: Path, content: bytes) -> None:
    """Write a file in one step, so that no reader ever sees half of it."""
    staging = path.with_name(f".{path.name}.new")
    staging.write_bytes(content)
    staging.replace(path)
