"""What people type finds the right codes, and Python and TypeScript rank them alike.

`tests/search/queries.json` is written by hand: texts, what has to be among the first codes, and hostile
texts. `vectors.json` has the first codes of each; `tests/browser/search.test.mjs` reads it, too.
`--update-golden` writes it again.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import REPO, SPECS
from tests.python.conftest import Import

HERE = REPO / "tests/search"
QUERIES = json.loads((HERE / "queries.json").read_bytes())
VECTORS = HERE / "vectors.json"
SHOWN = 8


@pytest.fixture(scope="module")
def ids(real: Import) -> list[str]:
    return [entry.id for entry in real("cli.catalog").entries()]


@pytest.fixture(scope="module")
def find(real: Import, ids: list[str]) -> Callable[[str], list[str]]:
    index = real("cli.meaning").index()
    return lambda text: [ids[number] for number in index.find(text)]


@pytest.mark.parametrize("query", QUERIES["meant"], ids=lambda query: str(query["text"]))
def test_what_is_meant_comes_first(find: Callable[[str], list[str]], query: dict[str, Any]) -> None:
    found = find(query["text"])[: query["within"]]
    assert [id for id in found if re.search(query["finds"], id)], found


def test_the_vectors_are_what_python_finds(
    find: Callable[[str], list[str]], pytestconfig: pytest.Config
) -> None:
    texts = [query["text"] for query in QUERIES["meant"]] + QUERIES["hostile"]
    found = {text: find(text)[:SHOWN] for text in texts}
    if pytestconfig.getoption("--update-golden"):
        VECTORS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(VECTORS.read_bytes()) == found


def test_every_value_finds_itself_first(real: Import, find: Callable[[str], list[str]]) -> None:
    squashed = real("_search").squashed
    entries = real("cli.catalog").entries()
    same: dict[str, set[str]] = {}
    for entry in entries:
        same.setdefault(squashed(entry.value), set()).add(entry.id)
    for value, own in list(same.items())[::9]:
        assert set(find(value)[: len(own)]) == own


@pytest.mark.slow
@given(st.text(max_size=300))
def test_nothing_raises(find: Callable[[str], list[str]], ids: list[str], text: str) -> None:
    found = find(text)
    assert len(set(found)) == len(found) and set(found) <= set(ids)


@given(st.lists(st.integers(0, 5_000), unique=True).map(sorted))
def test_packed_numbers_are_read_back(real: Import, numbers: list[int]) -> None:
    search = real("_search")
    text = search.packed(numbers)
    assert list(real("_search.index").unpacked(text)) == numbers
    assert set(text) <= set(string.printable) - set('"\\ \n')


@pytest.mark.parametrize(
    ("left", "right", "errors"),
    [
        ("login", "login", 0),
        ("login", "lgoin", 1),
        ("login", "logn", 1),
        ("login", "xlgin", 2),
        ("ab", "abcd", 2),
    ],
)
def test_errors_are_counted_up_to_a_limit(real: Import, left: str, right: str, errors: int) -> None:
    distance = real("_search.index").distance
    assert [distance(left, right, most) for most in (0, 1, 2)] == [
        min(errors, most + 1) for most in (0, 1, 2)
    ]


def test_the_index_is_small_and_says_nothing_twice(rendered: Callable[[str], Path], ids: list[str]) -> None:
    path = rendered("real") / "python/linkcodes/data/search.json"
    assert path.stat().st_size <= 60 * len(ids)
    summaries = re.findall(
        r'"summary": "([^"]{40,})"', (SPECS["real"] / "providers/flinks/api.json").read_text()
    )
    text = path.read_text(encoding="utf-8")
    assert summaries and not [summary for summary in summaries if summary in text]


def test_a_spec_without_words_finds_values(tiny: Import) -> None:
    index = tiny("_search").Index
    record = json.loads(json.dumps(tiny("_packaged").packaged("search")))
    bare = {**record, "terms": {}, "phrases": {}, "concepts": [], "fillers": [], "suffixes": []}
    assert index(bare, ["BAD_LOGIN", "OK"]).find("bad login") == [0]
    assert index(bare, ["BAD_LOGIN", "OK"]).find("bad lgoin") == [0]
