"""Small edits of the spec make small diffs: the limits, for edits that reach far."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.diff_size import (
    CODE,
    VERSION,
    WORD,
    Scratch,
    VocabularyPlace,
    most_generated,
    one_code,
    one_word,
    popular,
    raise_version,
)
from tests.conftest import REMEMBERED

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    return Scratch(tmp_path_factory.mktemp("scratch"))


@pytest.fixture(scope="module")
def carried(scratch: Scratch) -> VocabularyPlace:
    """Return the vocabulary that most fields of payloads carry."""
    document = json.loads((scratch.generated / "spec/linkcodes.json").read_bytes())
    return popular(scratch.spec, document)[0]


def test_what_it_remembers_lies_in_the_scratch(scratch: Scratch) -> None:
    remembered = {path.name for path in scratch.memory.iterdir()}
    assert remembered
    assert remembered.isdisjoint(path.name for path in REMEMBERED.glob("*"))


def test_a_word(scratch: Scratch, carried: VocabularyPlace) -> None:
    assert 1 < scratch.measure(one_word(carried)).files <= WORD


def test_a_version(scratch: Scratch) -> None:
    assert 1 < scratch.measure(raise_version).files <= VERSION


def test_a_code(scratch: Scratch, carried: VocabularyPlace) -> None:
    size = scratch.measure(one_code(carried))
    assert 1 < size.files <= CODE.files
    assert size.lines <= CODE.lines


def test_all_that_is_generated(scratch: Scratch) -> None:
    sizes = [path.stat().st_size for path in Path(scratch.generated).rglob("*") if path.is_file()]
    document = json.loads((scratch.generated / "spec/linkcodes.json").read_bytes())
    most = most_generated(document)
    assert len(sizes) <= most.files
    assert sum(sizes) <= most.bytes
