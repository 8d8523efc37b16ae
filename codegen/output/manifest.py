"""`manifest.json`: what was generated, with digests, and which parts of the spec each file was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # rendering is not needed to read a manifest, and costs time to import
    from codegen.output.render import Output, Target

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of an earlier run by path; empty where there was none, or none that can be read."""

    entries: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def digest(self, path: str) -> str | None:
        """Return the digest that a file had when it was generated."""
        entry = self.entries.get(path)
        return entry["sha256"] if entry else None


def read(folder: Path) -> Manifest:
    """Read the manifest of an output folder. It only helps to tell hand edits from other changes."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        return Manifest({entry["path"]: {"sha256": entry["sha256"]} for entry in data["outputs"]})
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest()


def write(spec_version: str, plan: Mapping[str, tuple[Target, Output]]) -> str:
    """Return the text of the manifest for a plan."""
    head = json.dumps({"spec_version": spec_version}, indent=1)[:-2]
    # One line an output, so that a diff shows which files changed.
    lines = (json.dumps(_entry(target, output), ensure_ascii=False) for target, output in plan.values())
    return f"{head},\n" + ' "outputs": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"


def files(folder: Path) -> Iterator[str]:
    """Yield everything below a folder that is no real directory, and directories that hold nothing.

    What Python leaves behind when somebody imports the generated package is no output and no orphan.
    """
    for path in folder.rglob("*"):
        leaf = path.is_symlink() or not path.is_dir() or not any(path.iterdir())
        if leaf and "__pycache__" not in path.relative_to(folder).parts:
            yield path.relative_to(folder).as_posix()


def sha256(data: bytes) -> str:
    """Return the hex digest that the manifest records."""
    return hashlib.sha256(data).hexdigest()


def _entry(target: Target, output: Output) -> dict[str, Any]:
    data = output.text.encode("utf-8")
    return {
        "path": output.path,
        "target": target.id,
        "sha256": sha256(data),
        "size": len(data),
        "made_from": [str(place) for place in output.places],
    }
