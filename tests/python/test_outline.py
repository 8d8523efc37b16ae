"""What is remembered of one payload is the answer for others of the same outline, and for no more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.python.conftest import Import
from tests.wire_bodies import wire_bodies

BODIES = [body.value for body in wire_bodies()]


def without_memory(real: Import, body: object) -> Any:
    real("_runtime.body")._answers.clear()
    return real("runtime").decode(body)


def variants(place: Any) -> list[Any]:
    """Return the same with another value at each place, one at a time."""
    if isinstance(place, dict | list):
        names = list(place) if isinstance(place, dict) else range(len(place))
        return [put(place, name, other) for name in names for other in variants(place[name])]
    return ["", "x", "an unlisted text", "SUCCESS", 200, 0, 1, True, False, None, 1.0, 500]


def put(place: Any, name: Any, value: object) -> Any:
    changed = place.copy()
    changed[name] = value
    return changed


@pytest.mark.slow
def test_an_answer_from_memory_is_the_same_as_a_fresh_one(real: Import) -> None:
    decode = real("runtime").decode
    bodies = [other for body in BODIES[::15] for other in [body, *variants(body)[:60]]]
    fresh = [repr(without_memory(real, body)) for body in bodies]
    real("_runtime.body")._answers.clear()
    assert [repr(decode(body)) for body in bodies] == fresh


def test_what_is_copied_from_a_payload_is_its_own(real: Import) -> None:
    first, second = (
        {"event": "accounts.connected", "name": n, "data": {"account": n, "user": n}} for n in "ab"
    )
    decode = real("runtime").decode
    assert decode(first).data is first and decode(second).data is second


@pytest.mark.parametrize("odd", [{1: "x"}, {"a": 1.0}, {"a" * 1_000: "x"}, {"a": ["x"] * 1_000}])
def test_what_is_odd_or_large_has_no_outline(real: Import, odd: dict[Any, Any]) -> None:
    assert real("_runtime.outline").outline(odd, real("_runtime.known").NOTHING, 0) is None


def test_memory_is_bounded(real: Import) -> None:
    module = real("_runtime.body")
    body = {"event": "accounts.connected", "name": "n", "data": {"account": "a", "user": "u"}}
    for number in range(2 * module._MOST_ANSWERS):
        real("runtime").decode({**body, "data": {"account": "a", "user": "u", f"x{number}": 1}})
    assert len(module._answers) <= module._MOST_ANSWERS
