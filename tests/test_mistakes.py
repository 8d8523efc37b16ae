"""Typical mistakes of authors: each gives one finding, in the right line, that says exactly what to do."""

from __future__ import annotations

import ast
import io
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from codegen.command import cli
from codegen.model.base import FORMS, Model
from codegen.model.body import Body
from codegen.model.conformance import VectorsFile
from codegen.model.files import PartFile, ProviderFile, RootFile, TextsFile
from codegen.read import violations
from codegen.read.findings import Place
from codegen.read.reader import Reader
from codegen.views import spec_schema
from tests.conftest import REPO, SPECS, TESTS
from tests.specs import loaded

ACME = "providers/acme.json"


class Mistake(NamedTuple):
    """A slip of the keyboard: what becomes of a text, and what is said about it."""

    name: str
    file: str
    old: str
    new: str
    pointer: str
    says: str
    advice: str
    line_of: str = ""
    """What the line of the finding contains, if not what was typed."""


MISTAKES = [Mistake(**case) for case in json.loads((TESTS / "cases/mistakes.json").read_bytes())]


def lint(*arguments: object) -> list[dict[str, Any]]:
    out = io.StringIO()
    assert cli.main(["lint", "--format", "json", *map(str, arguments)], out) == cli.FINDINGS
    return list(json.loads(out.getvalue())["findings"])


def break_it(spec: Path, mistake: Mistake) -> int:
    """Make the mistake; return the line that the finding must name."""
    path = spec / mistake.file
    text = path.read_text(encoding="utf-8")
    at = text.rindex(mistake.old)
    broken = text[:at] + mistake.new + text[at + len(mistake.old) :]
    path.write_text(broken, encoding="utf-8")
    return 1 + broken.count("\n", 0, broken.index(mistake.line_of) if mistake.line_of else at)


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_one_mistake_gives_one_finding_that_says_what_to_do(mistake: Mistake, tiny_spec: Path) -> None:
    line = break_it(tiny_spec, mistake)
    [finding] = lint("--spec", tiny_spec)
    assert (finding["file"], finding["pointer"]) == (f"spec/{mistake.file}", mistake.pointer)
    assert finding["line"] == line
    assert mistake.says in finding["message"]
    assert mistake.advice in finding["advice"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("human", "error[invalid-json] spec/providers/acme.json (line 420)\n"),
        ("json", '"line": 420,'),
        ("github", "::error file=spec/providers/acme.json,line=420,title=invalid-json::"),
    ],
)
def test_broken_json_has_its_true_line_in_every_form(form: str, said: str, tiny_spec: Path) -> None:
    (tiny_spec / ACME).write_text("{\n" + "\n" * 418 + "oops\n}\n", encoding="utf-8")
    out = io.StringIO()
    assert cli.main(["lint", "--spec", str(tiny_spec), "--format", form], out) == cli.FINDINGS
    assert said in out.getvalue()


FILES: list[tuple[str, type[Model]]] = [
    ("spec.json", RootFile),
    ("providers/acme.json", ProviderFile),
    ("texts/en.json", TextsFile),
]
DOCUMENTS: list[tuple[str, type[Model]]] = [
    *(((SPECS["tiny"] / name).read_text(encoding="utf-8"), kind) for name, kind in FILES),
    ((SPECS["real"] / "conformance/retry.json").read_text(encoding="utf-8"), VectorsFile),
]
PYDANTIC = re.compile(
    r"Input should|Extra inputs|Field required|should (be|have|match)|valid |item after|tuple|dictionary|"
    r"Value error|pydantic|None|True|False"
)
SITUATIONS = {item.id: item for item in loaded("tiny").root.taxonomy.situations}
STRANGE: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        7,
        -1,
        1.5,
        10**30,
        "",
        "no such word",
        "x" * 300,
        "two\nlines",
        [],
        {},
        [[]],
        [None],
        {"": 1},
    ]
)


def positions(node: Any) -> list[tuple[Any, Any]]:
    """Return each (parent, key) of a document."""
    items = list(
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    )
    return [(node, key) for key, _ in items] + [
        position for _, child in items for position in positions(child)
    ]


def mutate(data: Any, draw: st.DataObject) -> None:
    parent, key = draw.draw(st.sampled_from(positions(data)))
    kind = draw.draw(st.sampled_from(["replace", "remove", "rename", "add"]))
    if kind == "replace":
        parent[key] = draw.draw(STRANGE)
    elif kind == "remove":
        del parent[key]
    elif isinstance(parent, dict):
        parent[f"{key}x"] = parent.pop(key) if kind == "rename" else draw.draw(STRANGE)


@given(st.sampled_from(DOCUMENTS), st.data())
def test_whatever_is_wrong_is_said_in_our_own_words(document: tuple[str, Any], draw: st.DataObject) -> None:
    text, kind = document
    data = json.loads(text)
    mutate(data, draw)
    reader = Reader(Path("spec"), situations=SITUATIONS)
    checked = reader.check(data, Place("spec/file.json"), kind)
    if isinstance(checked, PartFile):
        for payload in checked.payloads:
            reader.check(payload.body, Place("spec/file.json"), Body)
    assert (checked is None) <= bool(reader.findings), "refused without a word"
    for finding in reader.findings:
        assert finding.advice
        assert not PYDANTIC.search(
            re.sub(r"found .*|'[^']*'|\"[^\"]*\"", "", finding.message + finding.advice)
        )


def test_null_in_a_column_of_advice_is_one_finding() -> None:
    data = json.loads((SPECS["tiny"] / "spec.json").read_bytes())
    data["taxonomy"]["categories"][0]["actor"] = None
    reader = Reader(Path("spec"))
    assert reader.check(data, Place("spec/spec.json"), RootFile) is None
    assert [item.place.pointer for item in reader.findings] == ["/taxonomy/categories/0/actor"]


@given(st.data())
def test_each_type_of_error_has_a_sentence(draw: st.DataObject) -> None:
    text, kind = draw.draw(st.sampled_from(DOCUMENTS))
    data = json.loads(text)
    mutate(data, draw)
    try:
        kind.model_validate(data)
    except ValidationError as error:
        assert {item["type"] for item in error.errors()} <= violations.TYPES


def test_each_fault_that_a_model_finds_itself_says_what_to_do() -> None:
    """What is said after the semicolon is the advice; without it a finding would have none."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in (REPO / "codegen/model").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and "; " not in ast.unparse(node.exc)
    ]
    assert found == []


def test_each_pattern_is_told_in_words() -> None:
    schemas = [file.model_json_schema() for file in spec_schema._FILES]
    patterns = {
        match
        for schema in schemas
        for match in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(schema))
    }
    assert len(patterns) > 10
    assert {json.loads(pattern) for pattern in patterns} <= set(FORMS)
