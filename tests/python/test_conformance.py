"""The Python package gives every answer that the conformance vectors expect."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO
from tests.python.conftest import Import
from tests.python.vectors import differences, meant, read_vectors

Given = dict[str, Any]


def _classify(package: Import, given: Given) -> Any:
    return package("").classify(**given).to_dict()


def _decode(package: Import, given: Given) -> Any:
    decoded = package("").decode(**given)
    return {**decoded.to_dict(), "raw": decoded.raw}  # as JSON, bytes would be text


def _outcome(package: Import, given: Given) -> Any:
    return package("").resolve_outcome(**given).to_dict()


def _retry(package: Import, given: Given) -> Any:
    [(kind, value)] = given.pop("subject").items()
    known = _known(given) if kind != "anything" else {}
    makers: Mapping[str, Callable[[Any], Any]] = {
        "classify": lambda arguments: package("").classify(**arguments),
        "decode": lambda payload: package("").decode(payload, **known),
        "outcome": lambda payload: package("").resolve_outcome(payload, **known),
        "anything": lambda anything: anything,
        "classification": lambda fields: package("").classify("", None)._replace(**fields),
    }
    return package("").plan_retry(makers[kind](value), **given).to_dict()


def _known(given: Given) -> Given:
    """Take out what was known about an input."""
    return {name: given.pop(name) for name in ("provider", "payload", "http_status") if name in given}


def _state(package: Import, given: Given) -> Any:
    """Return the states that the orders lead to."""
    inputs = given["inputs"]
    orders = given.get("orders", [list(range(len(inputs)))])
    return [_folded(package, [inputs[index] for index in order]) for order in orders]


def _folded(package: Import, inputs: list[Given]) -> Any:
    state = None
    for item in [dict(item) for item in inputs]:
        known = _known(item)
        anything = package("").resolve_outcome(item.pop("anything"), **known)
        state = package("").reduce_state(state, anything, **item)
    return state.to_dict() if state else None


def _verify(package: Import, given: Given) -> Any:
    webhooks = package("webhooks")
    if isinstance(given["body"], str):
        given["body"] = given["body"].encode()
    try:
        webhooks.verify(**given)
    except webhooks.SignatureError as error:
        return {"valid": False, "reason": error.reason}
    return {"valid": True}


def _validate(package: Import, given: Given) -> Any:
    webhooks = package("webhooks")

    # A text is read as JSON, so that one which is the value itself must be written as such.
    value = json.dumps(given["value"]) if isinstance(given["value"], str) else given["value"]

    def problems(*, strict: bool) -> list[Given]:
        try:
            webhooks.validate(given["provider"], given["payload"], value, strict=strict)
        except webhooks.PayloadError as error:
            return [{"pointer": pointer, "message": message} for pointer, message in error.problems]
        return []

    found = {"tolerant": problems(strict=False), "strict": problems(strict=True)}
    return {**{flavor: not wrong for flavor, wrong in found.items()}, "problems": found}


ANSWERS: Mapping[str, Callable[[Import, Given], Any]] = {
    "classify": _classify,
    "decode": _decode,
    "outcome": _outcome,
    "retry": _retry,
    "state": _state,
    "verify": _verify,
    "validate": _validate,
}
KINDS = sorted(path.stem for path in (REPO / "generated/conformance").glob("*.json"))
SHOWN = 20
"""How many of the vectors that fail are shown."""


def differing(kind: str, vector: Given, package: Import) -> list[str]:
    """Return where the answer of a package differs from what a vector expects."""
    answer = ANSWERS[kind](package, meant(vector["input"]))
    expected = meant(vector["expected"])
    return list(differences([expected] * len(answer) if kind == "state" else expected, answer))


def failing(path: Path, package: Import) -> list[str]:
    """Return what is wrong with the answers to the vectors of a file; a test for each would take longer."""
    answers = ((vector, differing(path.stem, vector, package)) for vector in read_vectors(path))
    return [
        "\n".join([f"{path.stem}: {vector['name']}", *([vector["why"]] if "why" in vector else []), *found])
        for vector, found in answers
        if found
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_package_gives_the_answers_that_are_expected(kind: str, real: Import) -> None:
    found = failing(REPO / f"generated/conformance/{kind}.json", real)
    assert not found, "\n\n".join([f"{len(found)} vectors fail", *found[:SHOWN]])


@pytest.mark.parametrize("spec", ["tiny", "hostile"])
def test_so_does_the_package_of_any_other_spec(
    spec: str, rendered: Callable[[str], Path], request: pytest.FixtureRequest
) -> None:
    package = request.getfixturevalue(spec)
    # The signature samples of these specs are made up, so that none of them is right.
    for path in {*(rendered(spec) / "conformance").glob("*.json")} - {
        rendered(spec) / "conformance/verify.json"
    }:
        assert not failing(path, package)


def test_every_kind_of_vector_is_asked_and_no_fewer_vectors_than_before() -> None:
    counts = {kind: len(read_vectors(REPO / f"generated/conformance/{kind}.json")) for kind in KINDS}
    least = json.loads((REPO / "tests/least_vectors.json").read_bytes())
    assert set(counts) == set(ANSWERS) == set(least)
    assert {kind: count for kind, count in counts.items() if count < least[kind]} == {}
