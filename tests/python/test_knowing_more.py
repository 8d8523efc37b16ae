"""Whoever knows more about an input never learns less of it: naming what is known loses no code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from codegen.model.reality import PastedBody
from codegen.text.vectors import decode_markers, read_vectors
from tests.conftest import REPO
from tests.python.conftest import Import
from tests.test_reality import BODIES

VECTORS = [
    vector
    for vector in read_vectors(REPO / "generated/conformance/decode.json")
    if set(vector["input"]) == {"anything"}
]


def codes(decoded: Any, provider: str) -> set[str]:
    """Return the listed codes that were found of a provider; no code at all is none of them."""
    found = (item for item in decoded.classifications if item.known and item.provider == provider)
    return {str(item.raw) for item in found if item.raw not in (None, "")}


def lost(real: Import, anything: Any, provider: str, more: dict[str, Any]) -> Iterator[str]:
    """Yield each argument that is passed beside those before it and loses a code."""
    known: dict[str, Any] = {}
    before = codes(real("").decode(anything), provider)
    for name, value in {"provider": provider, **more}.items():
        known[name] = value
        after = codes(real("").decode(anything, **known), provider)
        yield from (f"{name} loses {code}" for code in sorted(before - after))
        before |= after


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.name)
def test_no_pasted_body_loses_a_code(body: PastedBody, real: Import) -> None:
    usual = 200 if "succeeded" in (body.expected.verdict or ()) else 400
    more = {"http_status": body.http_status or usual, "operation": body.operation, "payload": body.payload}
    assert list(lost(real, body.body, body.provider, more)) == []


@pytest.mark.slow
def test_no_input_of_the_vectors_loses_a_code(real: Import) -> None:
    found = []
    for vector in VECTORS:
        anything = decode_markers(vector["input"])["anything"]
        decoded = real("").decode(anything)
        more = {"http_status": 503, "operation": "read", "payload": decoded.payload}
        wrong = lost(real, anything, decoded.provider, more) if decoded.provider else ()
        found += [f"{vector['name']}: {each}" for each in wrong]
    assert found == []
    assert len(VECTORS) > 50
