"""Vectors of what people pasted: a body, what is known of the call, and which answers are right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from codegen.model.reality import Hoped, Knowledge, PastedBody, RealityFile

Vector = dict[str, Any]
KNOWN: Mapping[Knowledge, tuple[str, ...]] = {
    "status": ("provider", "http_status"),
    "call": ("provider", "http_status", "payload", "operation", "unattended"),
    "paste": (),
}
"""What is passed beside the body, by what is known."""


def vectors(file: RealityFile) -> Iterator[Vector]:
    """Yield a vector for each body and knowledge with which the packages are right about it."""
    for body in file.bodies:
        for known in body.met:
            if known != "paste":  # a paste alone is for the command, which only Python has
                yield vector(body, known)


def vector(body: PastedBody, known: Knowledge) -> Vector:
    """Return the vector of one body."""
    return {
        "name": f"{body.name}, {known}",
        "why": body.why,
        "source": body.source.url,
        "input": question(body, known),
        "expected": expected(body.expected),
    }


def question(body: PastedBody, known: Knowledge) -> Vector:
    """Return what the packages are asked."""
    given = {name: getattr(body, name) for name in KNOWN[known]}
    return {"anything": body.body, **{name: value for name, value in given.items() if value}}


def expected(hoped: Hoped) -> Vector:
    """Return which answers are right, as vectors have it."""
    return dict(_expected(hoped))


def _expected(hoped: Hoped) -> Iterator[tuple[str, Any]]:
    if hoped.values:
        yield "values", {"$includes": [*hoped.values]}
    for field in ("verdict", "category", "actor", "decision", "action", "connection"):
        if words := getattr(hoped, field):
            yield field, _one_of(words)
    for field in ("delay_s", "attempts_left"):
        if bounds := getattr(hoped, field):
            yield field, {"$between": [*bounds]}
    if hoped.says:
        yield "sentence", {"$contains": hoped.says}


def _one_of(words: Collection[str]) -> Any:
    """Return what one of these words is; without any code there is no head, and no category either."""
    choices = [*words, None] if "unknown" in words else [*words]
    return {"$one_of": choices} if len(choices) > 1 else choices[0]
