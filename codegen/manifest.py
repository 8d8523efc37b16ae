"""`manifest.json`: what was generated, with digests, and which parts of the spec each file was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codegen.findings import UsageError
from codegen.render import Output, Target

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of an earlier run by path; empty where there was none."""

    entries: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def digest(self, path: str) -> str | None:
        """Return the digest that a file had when it was generated."""
        entry = self.entries.get(path)
        return entry["sha256"] if entry else None


def read(folder: Path) -> Manifest:
    """Read the manifest of an output folder."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        return Manifest({entry["path"]: entry for entry in data["outputs"]})
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder / NAME} is damaged ({error}); delete it together with {folder}/"
        ) from error


def write(spec_version: str, plan: Mapping[str, tuple[Target, Output]]) -> str:
    """Return the text of the manifest for a plan."""
    outputs = [_entry(target, output) for target, output in plan.values()]
    # One line an output, so that a diff shows which files changed.
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in outputs)
    return f'{{\n "spec_version": {json.dumps(spec_version)},\n "outputs": [\n{lines}\n ]\n}}\n'


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
