"""Load `conformance/<kind>.json`: vectors written by hand, checked as far as their shape goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codegen.model.conformance import Vector, VectorsFile
from codegen.model.reality import RealityFile
from codegen.read.findings import Finding, Place
from codegen.read.reader import Reader

FOLDER = "conformance"
REALITY_FILE = f"{FOLDER}/real.json"
"""Has bodies in place of vectors: what is asked follows from what is known of each."""
_KNOWN = ("provider", "payload", "http_status")
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "classify": ("provider", "code", "vocabulary", "message", "http_status", "operation", "beside"),
    "decode": ("anything", *_KNOWN, "operation"),
    "outcome": ("anything", *_KNOWN, "operation"),
    "retry": ("subject", "attempts", "unattended", "operation", "retry_after_s", *_KNOWN),
    "retry_at": (
        *("subject", "headers", "message", "now"),
        *("attempts", "unattended", "operation", *_KNOWN),
    ),
    "state": ("inputs", "orders"),
    "verify": ("scheme", "body", "headers", "secret", "keys", "at", "claims", "header"),
    "event_key": ("scheme", "body"),
    "validate": ("provider", "payload", "value"),
    "redact": ("payload",),
}
"""What the input of a vector may contain, by kind of vector."""
MARKERS = (
    *("$bytes", "$units", "$repeat", "$times", "$nested", "$concat", "$number", "$json", "$example"),
    *("$any_order", "$includes", "$count", "$one_of", "$between", "$contains"),
)
"""What may be the only key of an object: it represents what JSON cannot hold, or a way to compare."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of one kind, and the file that they are in."""

    kind: str
    vectors: tuple[Vector, ...]
    place: Place


def load_vectors(reader: Reader) -> list[Vectors]:
    """Read what there is of the folder; note what is wrong with it."""
    loaded = []
    for path in sorted((reader.folder / FOLDER).rglob("*.json")):
        name = path.relative_to(reader.folder).as_posix()
        if name == REALITY_FILE:
            continue
        file = reader.read(name, VectorsFile)
        if name != f"{FOLDER}/{path.stem}.json" or path.stem not in ARGUMENTS:
            message, advice = "no function has vectors of this name", f"name it one of {', '.join(ARGUMENTS)}"
            reader.findings.append(Finding(reader.place(name), "unknown-vectors", message, advice))
        elif file:
            vectors = Vectors(path.stem, file[0].vectors, file[1])
            reader.findings += _faults(vectors)
            loaded.append(vectors)
    return loaded


def load_reality(reader: Reader) -> list[tuple[RealityFile, Place]]:
    """Read what people pasted, if the spec has it; note names that are there twice."""
    if not (reader.folder / REALITY_FILE).exists():
        return []
    file = reader.read(REALITY_FILE, RealityFile)
    if file is None:
        return []
    names = [body.name for body in file[0].bodies]
    reader.findings += _twice(names, file[1].child("bodies"))
    return [file]


def _twice(names: Sequence[str], place: Place) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if name in names[:index]:
            message, advice = f"another vector is called {name!r}, too", "choose another name"
            yield Finding(place.child(index, "name"), "duplicate-vector", message, advice)


def _faults(vectors: Vectors) -> Iterator[Finding]:
    yield from _twice([vector.name for vector in vectors.vectors], vectors.place.child("vectors"))
    for index, vector in enumerate(vectors.vectors):
        place = vectors.place.child("vectors", index)
        yield from _arguments(vector, ARGUMENTS[vectors.kind], place.child("input"))
        for part in ("input", "expected"):
            for steps, only in _encodings(getattr(vector, part), (part,)):
                advice = f"use one of {', '.join(MARKERS)}"
                message = f"{only!r} means nothing"
                yield Finding(place.child(*steps, only), "unknown-encoding", message, advice)


def _arguments(vector: Vector, known: tuple[str, ...], place: Place) -> Iterator[Finding]:
    for argument in vector.input:
        if argument not in known:
            message, advice = f"there is no argument {argument!r}", f"use {', '.join(known)}"
            yield Finding(place.child(argument), "unknown-argument", message, advice)


def _encodings(node: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (steps, marker) of objects that look like an encoded value and are none."""
    if isinstance(node, dict):
        [only, *more] = [*node] or [""]
        if only.startswith("$") and not more and only not in MARKERS:
            yield steps, only
        for key, value in node.items():
            yield from _encodings(value, (*steps, key))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _encodings(item, (*steps, index))
