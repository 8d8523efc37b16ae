"""What this machine remembers of its last `generate`, so that looking again is quick.

A memory says: these inputs give these outputs. That stays true, whatever happens to the folder, so it
is believed as far as inputs and outputs still have the digests that it names, and no further. It lies under
`build/` and is never committed. Without it, as in a fresh clone, everything is rendered and compared.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from codegen.output import manifest
from codegen.output.inputs import Digest
from codegen.output.manifest import Manifest
from codegen.output.tree import digests, sha256

FOLDER = Path(__file__).resolve().parents[2] / "build" / "memory"
_LARGEST = 2**26
"""How many bytes a memory has at most; what is larger was not written by `remember`."""


_COLUMNS = 6
Found = Sequence[Sequence[str]]
"""Findings as rows of texts: file, pointer, rule, message, advice, level."""


class Taken(NamedTuple):
    """An output that is taken over from the last run."""

    path: str
    text: str
    made_from: tuple[str, ...]
    form: str


@dataclass(frozen=True, slots=True)
class Memory:
    """Digests of what went into a run and of what it planned to write."""

    spec: str = ""
    makers: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    recipes: Mapping[str, str] = field(default_factory=dict)
    """For outputs that need not be made again, the digest of all they were made from, the makers included."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """For outputs that others can be made of, the digest of what all but some texts was made from."""
    told: Mapping[str, str] = field(default_factory=dict)
    """Digests that take long to work out, by what they follow from; true of these makers only."""

    def in_sync(self, folder: Path, inputs: Digest) -> bool:
        """Say whether nothing has changed since then: neither what goes in nor what came out."""
        same = (self.spec, self.makers) == (inputs.spec, inputs.makers)
        return same and bool(self.outputs) and self.outputs == digests(folder) and self._agrees(folder)

    def shelf(self, folder: Path) -> Shelf:
        """Return what can be taken over from a folder."""
        there, text = manifest.read(folder), _content(folder / manifest.NAME)
        known = sha256(text) == self.outputs.get(manifest.NAME)
        by_recipe: dict[str, list[str]] = {}
        for path, recipe in [*self.recipes.items(), *self.forms.items()] if known else ():
            by_recipe.setdefault(recipe, []).append(path)
        return Shelf(self, folder, there, by_recipe)

    def _agrees(self, folder: Path) -> bool:
        """Say whether the manifest in the folder names the same outputs."""
        there = manifest.read(folder)
        outputs = {path: digest for path, digest in self.outputs.items() if path != manifest.NAME}
        return outputs.keys() == there.digests.keys() and all(map(there.names, outputs, outputs.values()))


class Shelf(NamedTuple):
    """The outputs of the last run, where they lie and what was said of them."""

    memory: Memory
    folder: Path
    manifest: Manifest
    by_recipe: Mapping[str, Sequence[str]]
    """The paths of those that have a recipe, or a form; none if the manifest is not that of the last run."""

    def reuse(self, recipe: str) -> list[Taken]:
        """Return the outputs that have this recipe, or form, if all of them are what was generated then.

        Disk, memory and manifest must agree: an edit of an output that one of the two takes for the truth is
        not taken over.
        """
        outputs, paths = self.memory.outputs, self.by_recipe.get(recipe, ())
        found = {path: _content(self.folder / path) for path in paths}
        whole = all(sha256(data) == outputs.get(path) for path, data in found.items())
        if not whole or not all(self.manifest.names(path, outputs[path]) for path in paths):
            return []
        return [
            Taken(path, data.decode("utf-8"), self.manifest.made_from[path], self.memory.forms.get(path, ""))
            for path, data in found.items()
        ]


def recall(folder: Path) -> Memory:
    """Return what is remembered of an output folder; a memory that is damaged is none."""
    try:
        memory = Memory(**(_unsealed(_file(folder)) or {}))
    except TypeError:
        return Memory()
    return memory if _is_sound(memory) else Memory()


def remember(folder: Path, memory: Memory) -> None:
    """Keep the memory; not being able to is no fault, it only makes the next look slower."""
    _seal(_file(folder), asdict(memory))


@dataclass(frozen=True, slots=True)
class LintNotes:
    """What lint found in each part of a spec: in an earlier run, and in this one."""

    inputs: Digest
    earlier: Mapping[str, Found]
    now: dict[str, Found] = field(default_factory=dict)

    @property
    def are_new(self) -> bool:
        """Whether this run looked at other parts than the earlier one."""
        return self.now.keys() != self.earlier.keys()

    def keep(self) -> None:
        """Keep what this run found; only while its inputs still hold."""
        _seal(_notes_file(self.inputs), {"makers": self.inputs.makers, "found": self.now})


def notes(inputs: Digest) -> LintNotes:
    """Return what the same generator found in a spec, nothing if that is damaged."""
    kept = _unsealed(_notes_file(inputs))
    is_sound = (
        isinstance(kept, dict) and kept.get("makers") == inputs.makers and _are_found(kept.get("found"))
    )
    return LintNotes(inputs, kept["found"] if is_sound else {})


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other run writes to a folder. The system ends the wait when the other is killed."""
    lock = _lock(folder)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Return an open and locked file; None where nothing can be locked, so that one has to wait oneself."""
    try:
        import fcntl  # noqa: PLC0415  (not everywhere)

        FOLDER.mkdir(parents=True, exist_ok=True)
        lock = os.open(_file(folder).with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o666)
        fcntl.flock(lock, fcntl.LOCK_EX)
    except (ImportError, OSError):
        return None
    return lock


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _unsealed(path: Path) -> Any:
    """Return what `_seal` wrote; nothing if anything about it is not as it was."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        seal, text = path.read_text(encoding="utf-8").split("\n")
        return json.loads(text) if seal == sha256(text.encode()) else None
    except (OSError, ValueError, RecursionError):
        return None


def _seal(path: Path, data: object) -> None:
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        text = json.dumps(data)
        # Sealed: a recipe that got lost would otherwise take an output with it.
        fresh.write_text(f"{sha256(text.encode())}\n{text}", encoding="utf-8")
        fresh.replace(path)
    except OSError:
        return


def _are_found(kept: object) -> bool:
    """Say whether this may be what lint found, by the digest of a part: lists of rows of texts."""
    rows = [row for rows in kept.values() for row in rows] if isinstance(kept, dict) else [None]
    return all(isinstance(row, list) and len(row) == _COLUMNS and all(map(_is_text, row)) for row in rows)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_sound(memory: Memory) -> bool:
    maps = [memory.outputs, memory.recipes, memory.forms, memory.told]
    if not all(isinstance(each, dict) for each in maps):
        return False
    texts = [memory.spec, memory.makers, *(text for each in maps for pair in each.items() for text in pair)]
    return all(isinstance(text, str) for text in texts)


def _notes_file(inputs: Digest) -> Path:
    spec, overlays = inputs.sources
    named = "\n".join(str(path.resolve()) for path in (spec, *overlays))
    return FOLDER / f"{hashlib.sha256(os.fsencode(named)).hexdigest()[:16]}.notes.json"


def _file(folder: Path) -> Path:
    return FOLDER / f"{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}.json"
