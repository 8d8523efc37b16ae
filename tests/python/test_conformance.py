"""The Python package gives every answer that the conformance vectors expect."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.compat.history.questions import ANSWERS, differing
from codegen.text.vectors import read_vectors
from tests.conftest import REPO
from tests.python.conftest import Import

Given = dict[str, Any]


KINDS = sorted(path.stem for path in (REPO / "generated/conformance").glob("*.json"))
SHOWN = 20
"""How many of the vectors that fail are shown."""


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
