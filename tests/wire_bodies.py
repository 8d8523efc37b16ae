"""The payloads that the spec has as examples; tests in other environments import this, too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from codegen.read.examples import load_examples
from codegen.read.reader import Reader

_SPEC = Path(__file__).parents[1] / "spec"


class WireBody(NamedTuple):
    """An example: of which payload it is, what the schemas make of it, and its text."""

    provider: str
    payload: str
    verdict: str
    name: str
    text: str

    @property
    def value(self) -> Any:
        """What the text says, a new value each time."""
        return json.loads(self.text)

    @property
    def raw(self) -> bytes:
        """The text as it comes in."""
        return self.text.encode()

    def __str__(self) -> str:
        return f"{self.provider}:{self.payload}/{self.verdict}/{self.name}"


def wire_bodies(*verdicts: str) -> tuple[WireBody, ...]:
    """Return all examples, or those of some verdicts."""
    return tuple(item for item in _all() if not verdicts or item.verdict in verdicts)


@cache
def _all() -> tuple[WireBody, ...]:
    return tuple(
        WireBody(*_ids(item.payload_id), item.verdict, item.name, json.dumps(item.value, ensure_ascii=False))
        for item in load_examples(Reader(_SPEC))
    )


def _ids(payload: str) -> tuple[str, str]:
    provider, _, local = payload.partition(":")
    return provider, local


def bodies_of(payload: str, verdict: str = "accept") -> list[WireBody]:
    """Return the examples of one payload, by its id."""
    return [item for item in wire_bodies(verdict) if f"{item.provider}:{item.payload}" == payload]


@cache
def wire_body(name: str) -> WireBody:
    """Return the example of a name: `lean:api.result/accept/with-data`."""
    [found] = [item for item in wire_bodies() if str(item) == name]
    return found
