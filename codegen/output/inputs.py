"""What outputs are made from, as one digest.

The generator is deterministic: the same spec, the same generator and the same locked libraries give the same
bytes. `codegen.output.memory` uses that to answer without rendering. Importing this module costs next to
nothing on purpose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

GENERATOR = Path(__file__).resolve().parents[1]
LOCK = GENERATOR.parent / "requirements.lock"


def digest(spec: Path, overlays: Sequence[Path] = ()) -> str:
    """Return the digest of everything that the outputs of a spec depend on."""
    total = hashlib.sha256()
    for name, path in _inputs(spec, overlays):
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
        total.update(f"{content}  {name}\n".encode())
    return total.hexdigest()


def _inputs(spec: Path, overlays: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    yield LOCK.name, LOCK
    yield from _named("codegen", GENERATOR, [path for path in _files(GENERATOR) if path.suffix != ".md"])
    yield from _named(spec.name, spec, [path for path in _files(spec) if path.suffix == ".json"])
    yield from ((path.as_posix(), path) for path in overlays)


def _named(prefix: str, folder: Path, paths: list[Path]) -> Iterator[tuple[str, Path]]:
    for path in sorted(paths):
        yield f"{prefix}/{path.relative_to(folder).as_posix()}", path


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
