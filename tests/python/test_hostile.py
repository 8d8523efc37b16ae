"""Texts of the spec are untrusted: whatever they contain, the modules parse and show it unharmed."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.python.conftest import Import


@pytest.fixture(scope="module")
def provider(rendered: Callable[[str], Path]) -> dict[str, Any]:
    document = json.loads((rendered("hostile") / "spec/linkcodes.json").read_bytes())
    found: dict[str, Any] = document["providers"][0]
    return found


@pytest.fixture(scope="module")
def sources(rendered: Callable[[str], Path]) -> dict[str, str]:
    root = rendered("hostile") / "python"
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.py")}


def docstrings(source: str) -> dict[str, dict[str, str]]:
    """Return `{class: {attribute: docstring}}`; the class's own is under the empty name."""
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    return {node.name: {"": ast.get_docstring(node) or "", **dict(_attributes(node))} for node in classes}


def _attributes(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement, following in zip(node.body, node.body[1:], strict=False):
        target = getattr(statement, "target", None) or getattr(statement, "targets", [None])[0]
        if isinstance(target, ast.Name) and isinstance(following, ast.Expr):
            assert isinstance(following.value, ast.Constant)
            yield target.id, str(following.value.value)


def words(text: str) -> str:
    """Return text as one line: docstrings are wrapped and indented, which changes nothing else."""
    return re.sub(r"[ \n]+", " ", text).strip()


def assert_shows(doc: str, *texts: str | None) -> None:
    for text in filter(None, texts):
        assert words(text) in words(doc)


def test_modules_compile_and_no_character_hides_what_they_say(sources: dict[str, str]) -> None:
    for path, source in sources.items():
        compile(source, path, "exec")  # a wrong escape is a warning, hence an error here
        assert all(char.isprintable() or char == "\n" for char in source), path


def test_docstrings_of_codes_show_every_text(provider: dict[str, Any], sources: dict[str, str]) -> None:
    package = f"linkcodes/{provider['id']}/"
    module = ast.get_docstring(ast.parse(sources[f"{package}__init__.py"])) or ""
    assert_shows(module, provider["name"], provider["summary"], provider["homepage"])
    modules = [source for path, source in sources.items() if path.startswith(f"{package}_")]
    docs = {name: shown for source in modules for name, shown in docstrings(source).items()}
    titles = {item["id"]: (item["title"], item["url"], item["retrieved"]) for item in provider["sources"]}
    for vocabulary in provider["vocabularies"]:
        shown = docs[vocabulary["type_name"]]
        assert_shows(shown[""], vocabulary["summary"], vocabulary.get("description"), vocabulary["wire"])
        assert_shows(shown[""], vocabulary.get("absent", {}).get("summary"))
        for code in vocabulary["codes"]:
            doc = shown[code["name"]]
            assert_shows(doc, code["summary"], code.get("description"))
            assert_shows(doc, code.get("deprecated", {}).get("note"))
            assert_shows(doc, *(flag["note"] for flag in code.get("flags", ())))
            assert_shows(doc, *(text for item in code["evidence"] for text in titles[item["source"]]))
            for context in code.get("contexts", ()):
                assert_shows(doc, context["id"], context["summary"], context["recognize"])


def test_docstrings_of_models_show_every_text(provider: dict[str, Any], sources: dict[str, str]) -> None:
    docs = docstrings(sources[f"linkcodes/models/{provider['id']}.py"])
    for payload in provider["payloads"]:
        doc = docs[payload["type_name"]][""]
        assert_shows(doc, payload["summary"], payload["description"], *payload["notes"])
        for name, body in objects(payload["type_name"], payload["body"]):
            descriptions = [child.get("description") for child in body["properties"].values()]
            attributes = [doc for attribute, doc in docs[name].items() if attribute]
            assert [words(doc) for doc in attributes] == [words(text) for text in descriptions if text]


def objects(name: str, body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the class name and the schema of each object in a body."""
    yield name, body
    for child in body["properties"].values():
        for inner in (child, child.get("items", {})):
            if "properties" in inner:
                yield from objects(inner["title"], inner)


def test_values_are_found_by_what_they_are(provider: dict[str, Any], hostile: Import) -> None:
    for vocabulary in provider["vocabularies"]:
        members = hostile("").vocabulary(vocabulary["id"])
        assert [member.value for member in members] == [code["value"] for code in vocabulary["codes"]]
        for code in vocabulary["codes"]:
            assert members.parse(code["value"]) is members[code["name"]]
        for inherited in ("__class__", "__doc__", "mro", "hasOwnProperty", "_member_map_"):
            assert members.parse(inherited).known is False
