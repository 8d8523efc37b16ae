"""`manifest.json`: what was generated, with digests, and which files of the spec each output was made from.

It has one short line an output, which changes only when other files go into it, and all digests in a single
line, so that a diff is about the outputs themselves. Many outputs are made from the same files: each list of
files is there once, and outputs name it by its digest. Lines of two branches are joined without a conflict
(`merge=union` in `.gitattributes`); the next `generate` writes what is true of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.output.tree import encoded, sha256

if TYPE_CHECKING:  # rendering is not needed to read a manifest, and costs time to import
    from codegen.output.render import Output, Target

NAME = "manifest.json"
GENERATOR = "linkcodes codegen"
_SHORT = 16
"""How many digits of a digest are written: with half as many, an edit in four billion would pass for what was
generated, and anyone can look for that one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an earlier run wrote; empty where there was none that can be read."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """Short digests by path."""
    made_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self, path: str, sha256: str) -> bool:
        """Say whether a file had this digest when it was generated."""
        return self.digests.get(path) == sha256[:_SHORT]


def read(folder: Path) -> Manifest:
    """Read the manifest of an output folder; one that the generator did not write counts for nothing."""
    try:
        return _parsed((folder / NAME).read_bytes())
    except OSError:
        return Manifest()


@lru_cache(maxsize=4)
def _parsed(text: bytes) -> Manifest:
    """Return what a manifest says, which a run asks for each output that it may take over."""
    try:
        data = json.loads(text)
        ours = data["generator"] == GENERATOR
        paths = [entry["path"] for entry in data["outputs"]]
        # Of two branches, one may have more outputs: then digests fit no file until it is written again.
        digests = dict(zip_longest(paths, data["digests"].split()[: len(paths)], fillvalue=""))
        lists = {name: tuple(files) for name, files in data.get("made_from", {}).items()}
        made_from = {entry["path"]: _files(lists, entry["made_from"]) for entry in data["outputs"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()
    return Manifest(digests, made_from) if ours else Manifest()


def _files(lists: Mapping[str, tuple[str, ...]], given: str | list[str]) -> tuple[str, ...]:
    """Return the files of a list by its name. In a folder from before lists had names, it is given itself."""
    return lists.get(given, ()) if isinstance(given, str) else tuple(given)


def write(spec_version: str, plan: Mapping[str, tuple[Target, Output]], digests: Mapping[str, str]) -> str:
    """Return the text of the manifest for a plan, whose outputs have these digests."""
    short = " ".join(digests[path][:_SHORT] for path in plan)
    head = {"generator": GENERATOR, "spec_version": spec_version, "digests": short}
    lines = "".join(f' "{name}": {json.dumps(value)},\n' for name, value in head.items())
    # Thousands of outputs have the very same places.
    places = {id(output.places): output.places for _, output in plan.values()}
    files_of = {id: tuple(dict.fromkeys(place.file for place in each)) for id, each in places.items()}
    made_from = {path: files_of[id(output.places)] for path, (_, output) in plan.items()}
    names = {files: _name(files) for files in set(made_from.values())}
    lists = ",\n  ".join(sorted(f'"{name}":{_line(files)}' for files, name in names.items()))
    outputs = ",\n  ".join(
        _line({"path": path, "target": target.id, "made_from": names[made_from[path]]})
        for path, (target, _) in plan.items()
    )
    return f'{{\n{lines} "made_from": {{\n  {lists}\n }},\n "outputs": [\n  {outputs}\n ]\n}}\n'


def _name(files: tuple[str, ...]) -> str:
    return sha256(encoded("\n".join(files)))[:_SHORT]


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
