"""Vectors for `decode` and `validate` that follow from the examples of the spec."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from codegen.read.examples import Example
from codegen.resolve.bodies import CodedField
from codegen.resolve.spec import (
    Carrier,
    ResolvedPayload,
    ResolvedProvider,
    ResolvedSpec,
    ResolvedVocabulary,
)
from codegen.targets.conformance.tables import Cells, Layout
from codegen.text.pointer import steps_of
from codegen.text.vectors import merged

Vector = dict[str, Any]
CodeIds = dict[tuple[type, Any], str]
"""The ids of codes by type and value; the type, since 1 is neither "1" nor true."""
Coded = Mapping[str, Iterable[tuple[tuple[str, ...], CodeIds]]]
"""For each payload, by its id, the steps to each field with codes."""
_VERDICTS = {"accept": (True, True), "unlisted": (True, False), "reject": (False, False)}
"""(tolerant, strict) by the folder that an example lies in."""


_NAME = "{input.provider}:{input.payload}/{verdict}/{example}"
DECODING = Layout({
    "name": [_NAME, f"{_NAME} as text"],
    "input.anything": [{"$example": _NAME}, {"$json": {"$example": _NAME}}],
    "expected.source": ["payload", "json"],
    "expected.provider": ["{input.provider}"],
    "expected.payload": ["{input.payload}"],
    "expected.certainty": ["certain"],
})  # fmt: skip
VALIDATION = Layout({
    "name": [_NAME],
    "input.value": [{"$merge": ["{input.provider}:{input.payload}/{like}", "{patch}"]}],
})  # fmt: skip


class Wires(NamedTuple):
    """All providers as they are on the wire: no word for people reaches what is made from it."""

    providers: tuple[ResolvedProvider, ...]
    vocabularies: Mapping[str, ResolvedVocabulary]
    """Those of all providers by id."""


def _wires(spec: ResolvedSpec) -> Wires:
    providers = tuple(provider.wire for provider in spec.providers)
    return Wires(providers, {item.id: item for provider in providers for item in provider.vocabularies})


def decoding(spec: ResolvedSpec) -> Iterator[tuple[Vector, Cells]]:
    """Yield a vector for each accepted example, and one for the first of each payload as text."""
    given = {(provider, payload): listed for provider, payload, listed in examples(spec)}
    wires = _wires(spec)
    payloads = [payload for provider in wires.providers for payload in provider.payloads]
    coded = {payload.id: list(_coded(payload, wires)) for payload in payloads}
    for provider in wires.providers:
        for payload in provider.payloads:
            listed = given[provider.id, payload.local_id]
            accepted = [example for example in listed if example.verdict == "accept"]
            vectors = [(_decoding(item, payload, wires, coded), _named(item)) for item in accepted]
            yield from vectors
            for vector, beside in vectors[:1]:
                expected = {**vector["expected"], "source": "json"}
                known = {**vector["input"], "anything": {"$json": vector["input"]["anything"]}}
                as_text = {"name": f"{vector['name']} as text", "input": known, "expected": expected}
                yield as_text, beside


def examples(spec: ResolvedSpec) -> list[tuple[str, str, tuple[Example, ...]]]:
    """Return (provider, payload, examples) of each payload: all that `validation` is made from."""
    return [
        (provider.id, payload.local_id, payload.examples)
        for provider in spec.providers
        for payload in provider.payloads
    ]


def validation(
    payloads: Iterable[tuple[str, str, tuple[Example, ...]]],
) -> Iterator[tuple[Vector, Cells]]:
    """Yield a vector for each example; one that is like the first of its payload as what differs."""
    for provider, payload, listed in payloads:
        for example in listed:
            tolerant, strict = _VERDICTS[example.verdict]
            value, beside = _like_the_first(example, listed[0])
            given = {"provider": provider, "payload": payload, "value": value}
            expected = {"tolerant": tolerant, "strict": strict}
            yield {"name": _name(example), "input": given, "expected": expected}, beside


def _like_the_first(example: Example, first: Example) -> tuple[Any, Cells]:
    """Return the value of an example as it is written, and the columns that it is composed of."""
    found = patch(first.value, example.value) if example is not first else None
    if found is None:
        return example.value, _named(example)
    like = f"{first.verdict}/{first.name}"
    return {"$merge": [_name(first), found]}, {**_named(example), "like": like, "patch": found}


def _named(example: Example) -> Cells:
    return {"verdict": example.verdict, "example": example.name}


def _decoding(example: Example, payload: ResolvedPayload, wires: Wires, coded: Coded) -> Vector:
    known = {"provider": payload.provider_id, "payload": payload.local_id}
    expected = {"source": "payload", **known, "channel": payload.channel, "certainty": "certain"}
    expected |= _content(example, payload, wires, coded)
    # The example itself is in the vectors of `validate`, and nowhere else.
    given = {"anything": {"$example": _name(example)}, **known}
    return {"name": _name(example), "input": given, "expected": expected}


def _name(example: Example) -> str:
    return f"{example.payload_id}/{example.verdict}/{example.name}"


def _content(example: Example, payload: ResolvedPayload, wires: Wires, coded: Coded) -> Vector:
    """Return the codes, the time and the id in an example of a payload."""
    codes = [
        {"raw": raw, **({"id": found} if found else {})}
        for raw, found in (*_codes(payload, example.value, coded), *_absent(payload, example.value, wires))
    ]
    deliveries = (item for provider in wires.providers for item in provider.deliveries)
    delivery = next((item for item in deliveries if item.id == payload.delivery), None)
    expected = {
        "event_id": _first([delivery.event_id] if delivery and delivery.event_id else [], example.value)
    }
    times = [pointer for pointer, role in payload.roles if role == "time"]
    expected["time"] = _first(times, example.value)
    ends = [pointer for pointer, role in payload.roles if role == "ends_at"]
    if ends:
        expected["ends_at"] = _first(ends, example.value)
    return {"classifications": {"$includes": codes}, **expected}


def _coded(payload: ResolvedPayload, wires: Wires) -> Iterator[tuple[tuple[str, ...], CodeIds]]:
    """Yield where each code is in a payload, and the ids of the codes that it may be."""
    for field in (*_events(payload, wires), *dict.fromkeys(payload.coded)):
        members = [code for name in field.vocabularies for code in wires.vocabularies[name].codes]
        ids = {(type(code.value), code.value): code.id for code in reversed(members)}
        yield steps_of(field.pointer), ids


def _codes(payload: ResolvedPayload, value: Any, coded: Coded) -> Iterator[tuple[Any, str | None]]:
    """Yield each coded value of a payload, and the id of the code if its vocabularies list it."""
    for steps, ids in coded[payload.id]:
        for raw in _at(value, steps):
            if raw != "" and type(raw) in (str, int):
                yield raw, ids.get((type(raw), raw))


def _absent(payload: ResolvedPayload, value: Any, wires: Wires) -> Iterator[tuple[None, None]]:
    """Yield an item for each field that has no code, where that means something with the status beside."""
    found = [pointer for pointer, role in payload.roles if role == "http_status"]
    if not found:
        return
    beside = {pointer.rpartition("/")[0] for pointer in found}
    statuses = {status for pointer in found for status in _at(value, steps_of(pointer))}
    fields = (item for item in payload.coded if item.pointer.rpartition("/")[0] in beside)
    for field in dict.fromkeys(fields):
        absent = [item for name in field.vocabularies if (item := wires.vocabularies[name].absent)]
        meant = absent and statuses & {fact.status for fact in absent[0].http_status}
        if meant and all(code in (None, "") for code in _at(value, steps_of(field.pointer))):
            yield None, None


def _events(payload: ResolvedPayload, wires: Wires) -> Iterator[CodedField]:
    """Yield the field with the name of the event, which the body of a payload fixes to one value.

    Its vocabulary is the one that another payload of the channel carries in the same place.
    """
    names: dict[str, set[str]] = {}
    for sign in payload.recognize:
        if sign.equals is not None:
            names.setdefault(sign.pointer, set()).add(sign.equals)
    for pointer in list(names)[:1]:
        carriers = {
            Carrier(other.id, pointer)
            for provider in wires.providers
            for other in provider.payloads
            if other.channel == payload.channel
        }
        lists = [item for item in wires.vocabularies.values() if carriers & {*item.carried_by}]
        own = any(field.pointer == pointer for field in payload.coded)
        listing = [item.id for item in lists if names[pointer] <= {str(code.value) for code in item.codes}]
        if listing and not own and payload.provider_id == listing[0].partition(":")[0]:
            yield CodedField(pointer, tuple(listing))


def _first(pointers: list[str], value: Any) -> Any:
    """Return the first text or number at one of the pointers."""
    found = (item for pointer in pointers for item in _at(value, steps_of(pointer)))
    return next((item for item in found if type(item) in (str, int, float)), None)


def _at(value: Any, steps: Sequence[str]) -> Iterator[Any]:
    """Yield the values at a pointer; `*` matches every item of an array and every value of a map."""
    if not steps:
        yield value
        return
    step, *rest = steps
    if step == "*":
        items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for item in items:
            yield from _at(item, rest)
    elif isinstance(value, dict) and step in value:
        yield from _at(value[step], rest)


Json = dict[str, Any]


def patch(base: Any, value: Any) -> Json | None:
    """Return what makes a value of another; None where that cannot be said, or not in fewer characters."""
    if not isinstance(base, dict) or not isinstance(value, dict):
        return None
    found, text = _patch(base, value), json.dumps(value)
    is_shorter = len(json.dumps(found)) < len(text) // 2
    # As text: with keys in the same order, and 1 and true as what they are.
    return found if is_shorter and json.dumps(merged(base, found)) == text else None


def _patch(base: Json, value: Json) -> Json:
    gone: Json = {key: None for key in base if key not in value}
    return gone | {
        key: _patch(base[key], item) if _both_objects(base.get(key), item) else item
        for key, item in value.items()
        if key not in base or base[key] != item
    }


def _both_objects(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)
