"""`lint --fix`: what has one right answer is fixed by a few characters, and nothing else is touched."""

from __future__ import annotations

import inspect
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.command import cli
from codegen.lint import Rule, illustration, rules
from codegen.text.json_edit import Patch, dumped, patched
from tests.editing import edit

ACME, ROOT = "providers/acme.json", "spec.json"


class FixCase(NamedTuple):
    """What is wrong in a file, and what `--fix` makes of it."""

    rule: str
    file: str
    right: str
    wrong: str
    fixed: str = ""
    """What is there afterwards, if not what was right before."""


CASES = [
    FixCase("since-stated", ACME, '"value": "DONE",\n          "since": "0.1.0",', '"value": "DONE",'),
    FixCase("shape", ACME, '"summary": "Acme itself is down."', '"sumary": "Acme itself is down."'),
    FixCase("shape", ACME, '"regions": ["ca"]', '"region": ["ca"]'),
    FixCase("dangling-reference", ACME, '"operation": "login"', '"operation": "logn"'),
    FixCase("dangling-reference", ACME, '"source": "old_docs"', '"source": "olddocs"'),
    FixCase("repeated-item", ACME, '"regions": ["ca"]', '"regions": ["ca", "ca"]'),
    FixCase("summary-wording", ACME, '"Acme itself is down."', '" Acme  itself is down. "'),
    FixCase(
        "message-placeholders",
        ACME,
        '"Wrong password for {user}.", "placeholders": ["{user}"]',
        '"Wrong password for {user}."',
    ),
    FixCase(
        "message-placeholders",
        ACME,
        '"Wrong password for {user}.", "placeholders": ["{user}"]',
        '"Wrong password for {user} and {me}.", "placeholders": ["{user}"]',
        '"Wrong password for {user} and {me}.", "placeholders": ["{user}", "{me}"]',
    ),
    FixCase("duplicate-provider", ROOT, '"providers": ["acme"]', '"providers": ["acme", "acme"]'),
    FixCase("misspelled-provider", ROOT, '"providers": ["acme"]', '"providers": ["acmee"]'),
    FixCase("misspelled-locale", ROOT, '"locales": ["en"]', '"locales": ["enn"]'),
    FixCase(
        "unused-suppression",
        ACME,
        '  "surfaces": [',
        '  "suppressions": [{ "rule": "unused-source", "at": "/id", "reason": "No." }],\n  "surfaces": [',
        '  "suppressions": [],\n  "surfaces": [',
    ),
]


def lint(spec: Path, *options: str) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    status = cli.main(["lint", "--format", "json", "--spec", str(spec), *options], out)
    return status, json.loads(out.getvalue())


def contents(spec: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in spec.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.wrong[:40]}" for case in CASES])
def test_a_fix_changes_only_what_is_wrong(case: FixCase, tiny_spec: Path) -> None:
    path = tiny_spec / case.file
    right = path.read_text(encoding="utf-8")
    assert case.right in right
    path.write_text(right.replace(case.right, case.wrong, 1), encoding="utf-8")
    before = contents(tiny_spec)
    status, report = lint(tiny_spec, "--fix")
    assert (status, report["findings"]) == (cli.OK, [])
    assert {item["rule"] for item in report["fixed"]} == {case.rule}
    assert path.read_text(encoding="utf-8") == right.replace(case.right, case.fixed or case.right, 1)
    changed = {path for path, data in contents(tiny_spec).items() if before.get(path) != data}
    assert changed == {path}


def offers_a_fix(rule: Rule) -> bool:
    """Say whether the function that checks a rule, or one of its module that it leads to, makes a fix."""
    functions = dict(inspect.getmembers(inspect.getmodule(rule.check), inspect.isfunction))
    left, seen = [rule.check.__name__], set[str]()
    while left:
        name = left.pop()
        if name in functions and name not in seen:
            seen.add(name)
            left += functions[name].__code__.co_names
    return any("Fix" in functions[name].__code__.co_names for name in seen)


def test_every_fixer_has_a_case() -> None:
    offering = {rule.id for rule in rules() if offers_a_fix(rule)}
    assert offering <= {case.rule for case in CASES}
    assert len(offering) > 4


@pytest.mark.slow
@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_fixing_twice_is_fixing_once(rule: str, tiny_spec: Path) -> None:
    for step in illustration(rule).edits("bad"):
        edit(tiny_spec, step.file, step.at, step.value, remove=step.remove)
    before = len(lint(tiny_spec)[1]["findings"])
    _, first = lint(tiny_spec, "--fix")
    once = contents(tiny_spec)
    _, second = lint(tiny_spec, "--fix")
    assert contents(tiny_spec) == once
    assert "fixed" not in second
    assert first["findings"] == second["findings"]
    assert len(second["findings"]) + len(first.get("fixed", [])) == before


def test_a_file_that_is_no_json_is_left_alone(tiny_spec: Path) -> None:
    path = tiny_spec / ROOT
    path.write_text(path.read_text("utf-8").replace('["acme"]', '["acme", "acme"],,'), encoding="utf-8")
    twice = tiny_spec / ACME
    twice.write_text(
        twice.read_text("utf-8").replace('"regions": ["ca"]', '"region": ["ca"], "causes": []'),
        encoding="utf-8",
    )
    before = contents(tiny_spec)
    status, report = lint(tiny_spec, "--fix")
    assert (status, contents(tiny_spec)) == (cli.FINDINGS, before)
    assert [finding["rule"] for finding in report["findings"]] == ["duplicate-key", "shape", "invalid-json"]


def test_a_file_that_no_list_names_is_added(tiny_spec: Path) -> None:
    path = tiny_spec / "providers/other.json"
    text = (tiny_spec / ACME).read_text("utf-8").replace('"id": "acme"', '"id": "other"')
    path.write_text(text.replace("acme:", "other:"), encoding="utf-8")
    _, report = lint(tiny_spec, "--fix")
    assert {item["rule"] for item in report["fixed"]} == {"unlisted-provider"}
    assert '"providers": ["acme", "other"]' in (tiny_spec / ROOT).read_text("utf-8")


def test_what_could_mean_two_things_is_not_fixed(tiny_spec: Path) -> None:
    path = tiny_spec / ACME
    text = path.read_text("utf-8").replace('"id": "docs"', '"id": "new_docs"').replace('"docs"', '"new_docs"')
    path.write_text(text.replace('"source": "old_docs"', '"source": "ow_docs"'), encoding="utf-8")
    before = contents(tiny_spec)
    _, report = lint(tiny_spec, "--fix")
    assert contents(tiny_spec) == before
    [finding] = report["findings"]
    assert finding["rule"] == "dangling-reference"


def test_a_misspelled_suppression_is_kept_where_it_is_needed(tiny_spec: Path) -> None:
    edit(tiny_spec, ACME, "/vocabularies/0/codes/3/summary", "no sentence")
    suppression = {"rule": "sumary-wording", "at": "/vocabularies/0/codes/3/summary", "reason": "A test."}
    edit(tiny_spec, ACME, "/suppressions", [suppression])
    assert {finding["rule"] for finding in lint(tiny_spec)[1]["findings"]} == {
        "summary-wording",
        "unused-suppression",
    }
    assert lint(tiny_spec, "--fix")[1]["findings"] == []
    assert '"rule": "summary-wording"' in (tiny_spec / ACME).read_text("utf-8")


def test_the_report_says_what_was_fixed_and_what_could_be(tiny_spec: Path) -> None:
    edit(tiny_spec, ACME, "/vocabularies/0/codes/3/since", remove=True)
    out = io.StringIO()
    cli.main(["lint", "--spec", str(tiny_spec)], out)
    assert "1 of them can be fixed by `python -m codegen lint --fix`." in out.getvalue()
    out = io.StringIO()
    cli.main(["lint", "--fix", "--spec", str(tiny_spec)], out)
    assert out.getvalue().startswith("fixed[since-stated] spec/providers/acme.json#/vocabularies/0/codes/3: ")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def pointers(node: Any, at: str = "") -> list[str]:
    """Return the pointers of everything below a value."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    steps = [(at + "/" + str(key).replace("~", "~0").replace("/", "~1"), child) for key, child in items]
    return [pointer for step, child in steps for pointer in (step, *pointers(child, step))]


@pytest.mark.slow
@given(values, values, st.sampled_from([None, 1, 2]), st.data())
def test_a_patch_of_the_text_is_a_patch_of_the_value(
    value: Any, new: Any, indent: int | None, draw: st.DataObject
) -> None:
    document = {"top": value}
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    pointer = draw.draw(st.sampled_from(pointers(document)))
    *parents, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    parent: Any = document
    for step in parents:
        parent = parent[int(step) if isinstance(parent, list) else step]
    key: Any = int(last) if isinstance(parent, list) else last
    patch = Patch("set", pointer, new)
    if isinstance(parent[key], list):
        patch = Patch("append", pointer, new)
        parent[key].append(new)
    elif isinstance(parent[key], dict):
        patch = Patch("insert", pointer, new, key="another key")
        parent[key]["another key"] = new
    elif draw.draw(st.booleans()):
        patch = Patch("remove", pointer)
        del parent[key]
    else:
        parent[key] = new
    assert json.loads(patched(text, [patch])) == document


@given(values)
def test_what_is_dumped_is_the_same_value(value: Any) -> None:
    assert json.loads(dumped(value, width=20)) == value
    assert json.loads(dumped(value)) == value
