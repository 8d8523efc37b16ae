"""`manifest.json`: what was generated, with digests, and which parts of the spec each file was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codegen.findings import UsageError

if TYPE_CHECKING:  # rendering is not needed to read a manifest, and costs time to import
    from codegen.render import Output, Target

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an earlier run recorded; empty where there was none."""

    inputs: str = ""
    entries: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def digest(self, path: str) -> str | None:
        """Return the digest that a file had when it was generated."""
        entry = self.entries.get(path)
        return entry["sha256"] if entry else None


def read(folder: Path) -> Manifest:
    """Read the manifest of an output folder."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        return Manifest(data["inputs"], {entry["path"]: entry for entry in data["outputs"]})
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder / NAME} is damaged ({error}); delete it together with {folder}/"
        ) from error


def write(spec_version: str, inputs: str, plan: Mapping[str, tuple[Target, Output]]) -> str:
    """Return the text of the manifest for a plan."""
    head = json.dumps({"spec_version": spec_version, "inputs": inputs}, indent=1)[:-2]
    # One line an output, so that a diff shows which files changed.
    lines = (json.dumps(_entry(target, output), ensure_ascii=False) for target, output in plan.values())
    return f"{head},\n" + ' "outputs": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"


def in_sync(folder: Path, inputs: str) -> bool:
    """Say whether a folder holds exactly what its manifest records, made from these inputs."""
    manifest = read(folder)
    if manifest.inputs != inputs or set(files(folder)) != {NAME, *manifest.entries}:
        return False
    return all(sha256((folder / path).read_bytes()) == manifest.digest(path) for path in manifest.entries)


def files(folder: Path) -> Iterator[str]:
    """Yield everything below a folder that is no real directory, and directories that hold nothing.

    What Python leaves behind when somebody imports the generated package is no output and no orphan.
    """
    for path in folder.rglob("*"):
        leaf = path.is_symlink() or not path.is_dir() or not any(path.iterdir())
        if leaf and "__pycache__" not in path.relative_to(folder).parts:
            yield path.relative_to(folder).as_posix()


def reusable(folder: Path, manifest: Manifest, path: str, recipe: str) -> str | None:
    """Return an earlier output's text if it has this recipe and is still what was generated then."""
    entry = manifest.entries.get(path)
    if not entry or entry.get("recipe") != recipe:
        return None
    try:
        data = (folder / path).read_bytes()
    except OSError:
        return None
    return data.decode("utf-8") if sha256(data) == entry["sha256"] else None


def sha256(data: bytes) -> str:
    """Return the hex digest that the manifest records."""
    return hashlib.sha256(data).hexdigest()


def _entry(target: Target, output: Output) -> dict[str, Any]:
    data = output.text.encode("utf-8")
    entry = {
        "path": output.path,
        "target": target.id,
        "sha256": sha256(data),
        "size": len(data),
        "made_from": [str(place) for place in output.places],
    }
    return {**entry, "recipe": output.recipe} if output.recipe else entry
