"""The rename map: the real one is true of both packages, and several releases are followed to the end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO, SPECS
from tests.python.conftest import imported

Json = Any
CHANGES = json.loads((SPECS["real"] / "renames.json").read_bytes())["renames"]
TYPESCRIPT = (REPO / "packages/typescript/src", REPO / "generated/typescript/src")
SOURCES = {
    "python": (REPO / "packages/python/linkcodes", REPO / "generated/python/linkcodes"),
    "typescript": TYPESCRIPT,
}
TITLES = re.compile(r'https://\S+|Source: .*|title: "[^"]*"|(?<= - )[A-Z].*,$', re.MULTILINE)
"""Addresses and titles of sources, which are spelled as their publishers spell them."""
PATHS = {old: new for change in CHANGES if change["kind"] == "path" for old, new in change["paths"].items()}


def exports(module: str) -> set[str]:
    """Return what a sub-path of the npm package exports; nothing if there is no such sub-path."""
    package = json.loads((REPO / "generated/typescript/package.json").read_bytes())
    entry = package["exports"].get(module.replace("linkcodes", ".", 1))
    if entry is None:
        return set()
    name = entry["types"].removeprefix("./dist/").replace(".d.ts", ".ts")
    [source] = [(half / name).read_text(encoding="utf-8") for half in TYPESCRIPT if (half / name).exists()]
    own = re.findall(r"^export (?:const|function|type|interface) (\w+)", source, re.MULTILINE)
    lists = re.findall(r"^export (?:type )?\{([^}]*)\}", source, re.MULTILINE)
    return {*own, *(name.strip() for names in lists for name in names.split(","))}


@pytest.mark.parametrize("old", PATHS)
def test_a_path_leads_from_a_name_of_old_to_one_of_today(old: str) -> None:
    assert not re.match(r"linkcodes\.[a-z]", old), "look it up in the Python package, too"
    module, _, name = old.partition(".")
    assert name not in exports(module) if name else not exports(module)
    if PATHS[old]:
        module, _, name = PATHS[old].partition(".")
        assert name in exports(module) if name else exports(module)


@cache
def words(language: str) -> frozenset[str]:
    suffix = {"python": "*.py", "typescript": "*.ts"}[language]
    texts = (path.read_text(encoding="utf-8") for half in SOURCES[language] for path in half.rglob(suffix))
    return frozenset(word for text in texts for word in re.findall(r"\w+", TITLES.sub("", text)))


@pytest.mark.parametrize(
    "change",
    [change for change in CHANGES if change["kind"] in ("field", "word")],
    ids=lambda item: item["old"],
)
def test_a_field_or_word_of_old_is_nowhere_and_that_of_today_is_there(change: Json) -> None:
    found = words(change["language"])
    assert change["old"] not in found
    assert change["new"] in found


def test_both_packages_have_the_same_map(rendered: Callable[[str], Path]) -> None:
    tree = rendered("tiny")
    map = (tree / "python/linkcodes/data/renames.json").read_bytes()
    assert (tree / "typescript/renames.json").read_bytes() == map
    package = json.loads((tree / "typescript/package.json").read_bytes())
    assert "renames.json" in package["files"]
    assert package["exports"]["./renames.json"] == "./renames.json"


@pytest.fixture
def renames(rendered: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Make a map of some changes, as a program of some release needs it."""
    with imported(rendered("tiny")) as package:
        module = package("cli.upgrade.renames")

        def make(*changes: Json, since: str = "0.1.0") -> Any:
            records = [{"language": "python", **change} for change in changes]
            monkeypatch.setattr(module, "packaged", lambda name: {"changes": records, "deprecated": []})
            return module.Renames("python", since)

        yield make


def path(since: str, old: str, new: str | None, note: str = "") -> Json:
    return {"kind": "path", "since": since, "old": old, "new": new, "note": note}


A_B_C = (path("0.2.0", "linkcodes.m.A", "linkcodes.m.B"), path("0.10.0", "linkcodes.m.B", "linkcodes.n.C"))


def test_a_name_that_was_renamed_twice_is_followed_to_the_end(renames: Callable[..., Any]) -> None:
    assert renames(*A_B_C).path("linkcodes.m.A.MEMBER").new == "linkcodes.n.C.MEMBER"


def test_what_is_older_than_the_program_is_left_out(renames: Callable[..., Any]) -> None:
    later = renames(*A_B_C, since="0.9.0")
    assert later.path("linkcodes.m.A") is None
    assert later.path("linkcodes.m.B").new == "linkcodes.n.C"
    assert renames(*A_B_C, since="0.10.0").path("linkcodes.m.B") is None


def test_what_is_below_something_removed_is_removed(renames: Callable[..., Any]) -> None:
    map = renames(path("0.2.0", "linkcodes.m", None, "Use n."))
    assert map.path("linkcodes.m.A.B").reason == "was removed: Use n."
    assert map.path("linkcodes.mm") is None


def test_names_that_swap_places_end(renames: Callable[..., Any]) -> None:
    map = renames(path("0.2.0", "linkcodes.A", "linkcodes.B"), path("0.3.0", "linkcodes.B", "linkcodes.A"))
    assert map.path("linkcodes.A") is None


def test_an_integer_is_no_text(renames: Callable[..., Any]) -> None:
    value = {
        "kind": "value",
        "since": "0.2.0",
        "old": 1,
        "new": 2,
        "on": ["linkcodes.A()"],
        "passed": ["linkcodes.A"],
    }
    map = renames(value)
    assert map.passed(1, "linkcodes.A", ()).new == 2
    assert map.passed("1", "linkcodes.A", ()) is None
    assert map.passed(True, "linkcodes.A", ()) is None
    assert map.value(1, "linkcodes.A()").new == 2
    assert map.value(1, None) is None
