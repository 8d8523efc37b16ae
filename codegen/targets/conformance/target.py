"""Target `conformance`: inputs and the answers expected of every implementation, in any language."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.read.vectors import ARGUMENTS, REALITY_FILE, Vectors
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.conformance import codes, masking, payloads, reality, signatures
from codegen.targets.conformance.tables import Cells, Layout, tables
from codegen.views.provenance import header

Vector = dict[str, Any]
Derived = Iterable[tuple[Vector, Cells]]
DERIVED: Mapping[str, tuple[Callable[[ResolvedSpec], Derived], Layout]] = {
    "classify": (codes.vectors, codes.LAYOUT),
    "decode": (payloads.decoding, payloads.DECODING),
    "verify": (signatures.vectors, Layout()),
    "validate": (lambda spec: payloads.validation(payloads.examples(spec)), payloads.VALIDATION),
    "redact": (masking.vectors, Layout()),
}
"""What makes vectors from the spec and how they are written, by kind; the others are written by hand only."""

_PLACES: Mapping[str, Callable[[ResolvedSpec], tuple[Place, ...]]] = {
    "classify": lambda spec: spec.places("vocabularies"),
    "decode": lambda spec: (*spec.places("vocabularies", "payloads", "deliveries"), *spec.example_places),
    "verify": lambda spec: spec.places("signatures"),
    "validate": lambda spec: (*spec.places("payloads"), *spec.example_places),
    "redact": lambda spec: (spec.redaction_place,),
}
"""What these are made from, by kind."""
_KINDS = Place("codegen/read/vectors.py")
_WORDLESS = ("decode", "validate")
"""The kinds that no word for people reaches: they follow from examples and, to decode, from what is sent."""


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield a file for each kind of vector: first those written by hand, then what follows from the spec."""
    by_hand = {item.kind: item for item in spec.conformance}
    for kind in ARGUMENTS:
        hard = by_hand.get(kind)
        reasoned = [item.model_dump() for item in hard.vectors] if hard else []
        places = _places(kind, hard, spec)
        make = partial(_vectors, kind, reasoned, places, spec)
        if kind in _WORDLESS:
            sent = spec.providers if kind == "decode" else ()
            wires = [workshop.told(spec.origins[item.id], item, "wire.digest") for item in sent]
            yield from workshop.once((kind, places, reasoned, payloads.examples(spec), wires), make)
        else:
            yield from make()
    yield _reality(spec)


def _vectors(
    kind: str, reasoned: Sequence[Vector], places: tuple[Place, ...], spec: ResolvedSpec
) -> Iterator[Output]:
    derived = _tables(kind, spec) if kind in DERIVED else ()
    yield Output(f"conformance/{kind}.json", _text(reasoned, derived, places), places)


def _reality(spec: ResolvedSpec) -> Output:
    """Return the vectors of what people pasted; an empty file is there because others read it."""
    found = [vector for file, _ in spec.reality for vector in reality.vectors(file)]
    places = tuple(place for _, place in spec.reality) or (_KINDS,)
    return Output(REALITY_FILE, _text(found, (), places), places)


def _places(kind: str, hard: Vectors | None, spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return what a file is made from; an empty one is there because its kind is listed."""
    by_hand = (hard.place,) if hard else ()
    derived = _PLACES[kind](spec) if kind in _PLACES else ()
    return (*by_hand, *derived) or (_KINDS,)


def _tables(kind: str, spec: ResolvedSpec) -> Iterator[str]:
    vectors, layout = DERIVED[kind]
    return tables(vectors(spec), layout)


def _text(by_hand: Iterable[Vector], derived: Iterable[str], places: Iterable[Place]) -> str:
    """Return the document with one vector a line, so that a diff shows which have changed."""
    head = f'"$comment": {json.dumps(header(places))}'
    lines = ",".join(f"\n{json.dumps(vector, ensure_ascii=False)}" for vector in by_hand)
    whole = ",".join(f"\n{table}" for table in derived)
    return f'{{\n{head},\n"vectors": [{lines}\n],\n"tables": [{whole}\n]\n}}\n'


SUMMARY = "Conformance vectors: inputs, and the answers expected of every implementation."
TARGET = Target("conformance", SUMMARY, render, folder=Path(__file__).parent)
