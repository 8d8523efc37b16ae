"""What this machine remembers of its last `generate`, so that looking again is quick.

The memory lies under `build/`, is never committed, and is believed only while every input and every output
still has the digest that it had then. Without it, as in a fresh clone, everything is rendered and compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from codegen.output.manifest import files, sha256

FOLDER = Path(__file__).resolve().parents[2] / "build" / "memory"


@dataclass(frozen=True, slots=True)
class Memory:
    """Digests of an output folder as the last `generate` left it."""

    inputs: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    recipes: Mapping[str, str] = field(default_factory=dict)
    """For slow outputs, the digest of what they were made from."""

    def in_sync(self, folder: Path, inputs: str) -> bool:
        """Say whether nothing has changed since then: neither what goes in nor what came out."""
        return bool(self.outputs) and self.inputs == inputs and self.outputs == digests(folder)

    def reuse(self, folder: Path, path: str, recipe: str) -> str | None:
        """Return an output's text if it has this recipe and is what was generated then."""
        if self.recipes.get(path) != recipe:
            return None
        try:
            data = (folder / path).read_bytes()
        except OSError:
            return None
        return data.decode("utf-8") if sha256(data) == self.outputs.get(path) else None


def recall(folder: Path) -> Memory:
    """Return what is remembered of an output folder."""
    try:
        return Memory(**json.loads(_file(folder).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Memory()


def remember(folder: Path, memory: Memory) -> None:
    """Keep the memory; not being able to is no fault, it only makes the next look slower."""
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        _file(folder).write_text(json.dumps(asdict(memory)), encoding="utf-8")
    except OSError:
        return


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder by path."""
    found = sorted(path for path in files(folder))
    return {path: sha256((folder / path).read_bytes()) if (folder / path).is_file() else "" for path in found}


def _file(folder: Path) -> Path:
    return FOLDER / f"{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}.json"
