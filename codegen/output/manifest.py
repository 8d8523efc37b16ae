"""`manifest.json`: what was generated, with digests, and which files of the spec each output was made from.

It holds one short line an output, so that a diff shows which files changed. Lines of two branches are joined
without a conflict (`merge=union` in `.gitattributes`); the next `generate` writes what is true of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.output.tree import encoded, sha256

if TYPE_CHECKING:  # rendering is not needed to read a manifest, and costs time to import
    from codegen.output.render import Output, Target

NAME = "manifest.json"
GENERATOR = "linkcodes codegen"
_SHORT = 16
"""How many digits of a digest are written: enough to tell an edit, and a line stays short."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an earlier run wrote, as short digests by path; empty where there was none that can be read."""

    digests: Mapping[str, str] = field(default_factory=dict)

    def names(self, path: str, sha256: str) -> bool:
        """Say whether a file had this digest when it was generated."""
        return self.digests.get(path) == sha256[:_SHORT]


def read(folder: Path) -> Manifest:
    """Read the manifest of an output folder; one that the generator did not write counts for nothing."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        ours = data["generator"] == GENERATOR
        digests = {entry["path"]: entry["digest"] for entry in data["outputs"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Manifest()
    return Manifest(digests) if ours else Manifest()


def write(spec_version: str, plan: Mapping[str, tuple[Target, Output]]) -> str:
    """Return the text of the manifest for a plan."""
    head = f' "generator": "{GENERATOR}",\n "spec_version": {json.dumps(spec_version)},\n'
    lines = (_line(target, output) for target, output in plan.values())
    return f"{{\n{head}" + ' "outputs": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"


def _line(target: Target, output: Output) -> str:
    entry = {
        "path": output.path,
        "target": target.id,
        "digest": sha256(encoded(output.text))[:_SHORT],
        "made_from": list(dict.fromkeys(place.file for place in output.places)),
    }
    return json.dumps(entry, ensure_ascii=False)
