"""Load `examples/<provider>/<payload>.json`: payloads as they are on the wire, to accept and to refuse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from codegen.model.examples import ExamplesFile, LikeCase
from codegen.read.findings import Finding, Place
from codegen.read.reader import Reader
from codegen.text.edits import NodeEdit, NowhereError, edited
from codegen.text.guess import choices

FOLDER = "examples"
VERDICTS = ("accept", "reject", "unlisted")
_LIKE = "$like"


@dataclass(frozen=True, slots=True)
class Example:
    """A payload as it is on the wire, and what the schemas must make of it.

    `accept`: both schemas accept it. `reject`: both refuse it. `unlisted`: it has a value or field that the
    spec does not list, so the tolerant schema accepts it and the strict one does not.
    """

    payload_id: str
    verdict: str
    name: str
    value: Any
    place: Place


def load_examples(reader: Reader) -> list[Example]:
    """Read what there is of the folder; note what is wrong with it."""
    examples: list[Example] = []
    folder = reader.folder / FOLDER
    for parts in sorted(_files(str(folder), ())) if folder.is_dir() else ():
        loaded = reader.read_value(f"{FOLDER}/{'/'.join(parts)}")
        name = PurePosixPath(parts[-1])
        if loaded and len(parts) == 2 and name.suffix == ".json":
            examples += _of_file(reader, f"{parts[0]}:{name.stem}", *loaded)
        elif loaded:
            message = "this is not where examples are"
            advice = f"move it to {FOLDER}/<provider>/<payload>.json"
            reader.findings.append(Finding(loaded[1], "misplaced-example", message, advice))
    return examples


def _files(folder: str, steps: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the steps from a folder to each file below it; of folders that are links, nothing."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, (*steps, entry.name))
            elif entry.is_file():
                yield (*steps, entry.name)


def _of_file(reader: Reader, payload_id: str, data: Any, place: Place) -> Iterator[Example]:
    file = reader.check(data, place, ExamplesFile)
    bases: dict[str, Any] = {}
    for verdict in VERDICTS if file else ():
        for name, case in getattr(file, verdict).items():
            here = place.child(verdict, name)
            value = _value(reader, case, bases, here)
            if verdict == "accept":
                bases[name] = value
            yield Example(payload_id, verdict, name, value, here)


def _value(reader: Reader, case: Any, bases: dict[str, Any], place: Place) -> Any:
    """Return the payload of a case; of one that cannot be made, nothing, after noting why."""
    if not (isinstance(case, dict) and _LIKE in case):
        return case
    like = reader.check(case, place, LikeCase)
    if not like:
        return None
    if like.like not in bases:
        advice = choices(like.like, bases, "write the payload as it is")
        message = f"no case of `accept` above this one is called {like.like!r}"
        reader.findings.append(Finding(place.child(_LIKE), "unknown-case", message, advice))
        return None
    try:
        return edited(bases[like.like], (NodeEdit(edit.at, edit.set, edit.remove) for edit in like.edits))
    except NowhereError as error:
        message, advice = f"in the case {like.like!r}, {error}", "point to a node that is there"
        found = Finding(place.child("edits", error.index, "at"), "edit-nowhere", message, advice)
        reader.findings.append(found)
        return None
