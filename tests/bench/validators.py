"""`python -m tests.bench.validators`: validations per second of each way to validate a payload, side by side.

All judge the same parsed values by the same tolerant schema, apart from what the notes of `RIVALS` say.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import fastjsonschema
import jsonschema_rs
import linkcodes.models.argyle
import msgspec
from jsonschema import Draft202012Validator
from linkcodes.webhooks import validate

from tests.bench.measure import BUILD, REPO, sized

Json = Any
Schema = dict[str, Any]
Call = Callable[[Json], object]
ROUNDS = sized(9, 1)
SECONDS = sized(0.02, 0.0001)
"""How long a loop takes at least."""


class Rate(NamedTuple):
    """How fast one way is with one body."""

    body: str
    name: str
    per_second: float
    ratio: float
    """Throughput against `jsonschema`, the median over rounds in which all take turns."""


def rates() -> list[Rate]:
    """Measure every way with a small body and with a large one."""
    return [*_rates("a webhook", *SMALL), *_rates("a list of 200", *LARGE)]


def _rates(what: str, payload: str, body: Json) -> list[Rate]:
    calls = {name: make(payload) for name, make in RIVALS.items()}
    per_second: dict[str, list[float]] = {name: [] for name in calls}
    times = {name: _times(call, body) for name, call in calls.items()}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            per_second[name].append(times[name] / _seconds(call, body, times[name]))
    base = per_second["jsonschema"]
    return [
        Rate(
            what,
            name,
            statistics.median(found),
            statistics.median(one / other for one, other in zip(found, base, strict=True)),
        )
        for name, found in per_second.items()
    ]


def _times(call: Call, body: Json) -> int:
    """Return how many calls take long enough to be measured."""
    times = 1
    while _seconds(call, body, times) < SECONDS:
        times *= 2
    return times


def _seconds(call: Call, body: Json, times: int) -> float:
    """Return how long calls take; not counting what other processes take meanwhile."""
    started = time.process_time()
    for _ in range(times):
        call(body)
    return time.process_time() - started


# ---------------------------------------------------------------- the ways


def _schema(payload: str, flavor: str = "tolerant") -> Schema:
    path = BUILD / f"pages/jsonschema/{flavor}/{payload.replace(':', '/')}.schema.json"
    schema: Schema = json.loads(path.read_bytes())
    return schema


def _ours(payload: Any, *, strict: bool = False) -> Call:
    provider: Any = payload.partition(":")[0]
    return lambda body: validate(provider, payload, body, strict=strict)


def _fastjsonschema(payload: str) -> Call:
    schema = _schema(payload)
    del schema["$schema"]  # it knows draft 7 at most, in which our keywords mean the same
    call: Call = fastjsonschema.compile(schema)
    return call


def _pydantic(payload: str) -> Call:
    model = getattr(linkcodes.models.argyle, _schema(payload)["title"])
    call: Call = model.model_validate
    return call


def _msgspec(payload: str) -> Call:
    type_ = _msgspec_type(_schema(payload))
    return lambda body: msgspec.convert(body, type_)


def _msgspec_type(schema: Schema) -> Any:
    """Return the nearest type: it cannot say which fields of several must be there, nor a constant number."""
    if "anyOf" in schema and "properties" not in schema:
        branches = [_msgspec_type(branch) for branch in schema["anyOf"] if "enum" not in branch]
        union = branches[0]
        for branch in branches[1:]:
            union = union | branch
        return union
    if "properties" in schema:
        fields = [_msgspec_field(name, child, schema) for name, child in schema["properties"].items()]
        return msgspec.defstruct(schema.get("title", "Object"), fields, kw_only=True)
    if "items" in schema:
        return list[_msgspec_type(schema["items"])]  # type: ignore[misc]
    if "additionalProperties" in schema:
        return dict[str, _msgspec_type(schema["additionalProperties"])]  # type: ignore[misc]
    return str if "const" in schema else _MSGSPEC_TYPES[schema.get("type", "any")]


def _msgspec_field(name: str, child: Schema, schema: Schema) -> Any:
    type_ = _msgspec_type(child)
    return (
        (name, type_)
        if name in schema.get("required", ())
        else (name, type_ | msgspec.UnsetType, msgspec.UNSET)
    )


_MSGSPEC_TYPES: dict[str, Any] = {
    "string": str, "integer": int, "number": float, "boolean": bool,
    "null": None, "object": dict, "array": list, "any": Any,
}  # fmt: skip

RIVALS: dict[str, Callable[[str], Call]] = {
    "jsonschema": lambda payload: Draft202012Validator(_schema(payload)).is_valid,
    "linkcodes.webhooks.validate": _ours,
    "the same, strict": lambda payload: _ours(payload, strict=True),
    "linkcodes.models (pydantic)": _pydantic,
    "fastjsonschema": _fastjsonschema,
    "jsonschema-rs": lambda payload: jsonschema_rs.validator_for(_schema(payload)).is_valid,
    "msgspec": _msgspec,
}
"""`jsonschema` and `jsonschema-rs` say yes or no here; asking them where the fault is costs more. pydantic
and msgspec make objects of the body besides. msgspec checks less: see `_msgspec_type`."""


def _example(payload: str, name: str) -> Json:
    path = REPO / f"spec/examples/{payload.replace(':', '/')}.json"
    return json.loads(path.read_bytes())["accept"][name]


def _long_list() -> Json:
    """Return a real answer whose entries are repeated."""
    answer = _example("argyle:api.verification_list", "two")
    return answer | {"results": answer["results"] * 100}


SMALL = (
    "argyle:verifications.updated",
    _example("argyle:verifications.updated", "completed-documents-partner"),
)
LARGE = ("argyle:api.verification_list", _long_list())


def main() -> None:
    """Print the table."""
    for rate in rates():
        print(f"{rate.body:<14}{rate.name:<30}{rate.per_second:>12,.0f}/s{rate.ratio:>9.1f} x")


if __name__ == "__main__":
    main()
