"""Lint rules: each finds what it should, at the right place, alone.

The cases are the rule's own example, which its page shows, and those in tests/cases/lint.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.lint import Rows, illustration, lint, rules, setting, wording
from codegen.read.findings import Finding, Place
from codegen.read.load import load
from codegen.report.findings import findings_report
from codegen.targets.site.payloads import as_json
from tests.conftest import REPO, SPECS, TESTS
from tests.editing import edit

TURNED = [
    *(
        "nobody",
        "Nobody",
        "nobody's",
        "GOES" + " ON",
        "wants a",
        "stand",
        " for",
        " on",
        "mend",
        "ed",
        "one's",
        "own",
    ),
    *(
        "is told by",
        "full stop",
        " ",
        "\u017f",
        "\u212a",
        "ß",
        "İ",
        '"',
        "'",
        "/",
        "|",
        "#",
        "_",
        "x",
        "-",
        ".",
    ),
]

FILES = {path.stem: json.loads(path.read_bytes()) for path in (TESTS / "cases/lint").glob("*.json")}
FILED = {rule: cases for file in FILES.values() for rule, cases in file.items()}
CASES = [
    pytest.param(rule, case, id=f"{rule}: {case['name']}")
    for rule, cases in sorted(FILED.items())
    for case in cases
]


def apply(case: dict[str, Any], spec: Path) -> None:
    for item in setting(case.get("setting")):
        edit(spec, item.file, item.at, item.value, remove=item.remove)
    for step in case["edits"]:
        edit(spec, step["file"], step["at"], step.get("set"), remove=step.get("remove", False))


Notes = dict[str, Rows]


@pytest.fixture(scope="module")
def noted() -> Notes:
    """Return what lint notes of the parts of the tiny spec as it is."""
    notes: Notes = {}
    lint(load(SPECS["tiny"]), now=notes)
    return notes


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_rule_finds_it_and_says_how_to_fix_it(
    rule: str, case: dict[str, Any], tiny_spec: Path, noted: Notes
) -> None:
    apply(case, tiny_spec)
    loaded, notes = load(tiny_spec), dict[str, Rows]()
    findings = lint(loaded, noted, notes)
    assert lint(loaded) == lint(loaded, notes) == findings, "what was found before hides it"
    assert [finding.place.pointer for finding in findings if finding.rule == rule] == case["expect"]
    assert {finding.rule for finding in findings} == {rule}, "another rule finds something too"
    assert all(finding.message and finding.advice for finding in findings)


def illustrate(rule: str, half: Literal["bad", "good"], spec: Path) -> None:
    for step in illustration(rule).edits(half):
        edit(spec, step.file, step.at, step.value, remove=step.remove)


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_the_bad_example_breaks_its_rule_only(rule: str, tiny_spec: Path) -> None:
    illustrate(rule, "bad", tiny_spec)
    findings = lint(load(tiny_spec))
    assert {finding.rule for finding in findings} == {rule}
    file, pointer = illustration(rule).found.split("#")
    for finding in findings:
        assert finding.place.file == f"spec/{file}"
        assert (finding.place.pointer + "/").startswith(pointer + "/"), "it shows somewhere else"


@pytest.mark.slow
@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_the_good_example_breaks_no_rule(rule: str, tiny_spec: Path) -> None:
    illustrate(rule, "good", tiny_spec)
    assert lint(load(tiny_spec)) == []


def test_every_rule_says_why_and_has_an_example() -> None:
    for rule in rules():
        assert rule.why.endswith(".")
        assert rule.advice.endswith(".")
        assert illustration(rule.id).bad != illustration(rule.id).good


def test_every_rule_has_a_page(rendered: Callable[[str], Path]) -> None:
    folder = rendered("tiny") / "site/rules"
    assert {path.stem for path in folder.iterdir()} == {"index", *(rule.id for rule in rules())}
    listed = (folder / "index.md").read_text(encoding="utf-8")
    for rule in rules():
        assert f"({rule.id}.md)" in listed
        page = plain((folder / f"{rule.id}.md").read_text(encoding="utf-8"))
        example = illustration(rule.id)
        told = (rule.summary, rule.why, rule.advice, example.file)
        assert [text for text in told if plain(text) not in page] == []
        for half in (example.bad, example.good):
            assert plain(as_json(half)) in page


def plain(text: str) -> str:
    """Return the letters and digits of a text, without what marks and escapes them on a page."""
    return re.sub(r"\W", "", html.unescape(re.sub("</?(code|wbr)>", "", text)))


def test_the_examples_and_cases_are_in_files_like_the_rules() -> None:
    listed: dict[str, list[str]] = {}
    for rule in rules():
        listed.setdefault(rule.check.__module__.rsplit(".", 1)[1], []).append(rule.id)
    examples = (REPO / "codegen/lint/examples").glob("*.json")
    assert {path.stem: [*json.loads(path.read_bytes())] for path in examples} == listed
    assert {name: [*cases] for name, cases in FILES.items()} == listed
    assert all(FILED.values())


@pytest.mark.parametrize("name", ["tiny", "hostile", pytest.param("real", marks=pytest.mark.slow)])
def test_a_good_spec_has_no_findings(name: str) -> None:
    assert lint(load(SPECS[name])) == []


def test_an_overlay_needs_no_examples(tiny_spec: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "mine.json"
    text = (tiny_spec / "providers/acme.json").read_text(encoding="utf-8")
    overlay.write_text(text.replace('"id": "acme"', '"id": "mine"').replace("acme:", "mine:"))
    assert lint(load(tiny_spec, [overlay])) == []


def test_only_parts_that_changed_are_looked_at_again(tiny_spec: Path, noted: Notes) -> None:
    edit(tiny_spec, "providers/acme.json", "/gaps/0/summary", "Something else.")
    notes: Notes = {}
    lint(load(tiny_spec), noted, notes)
    assert len(noted.keys() & notes.keys()) == len(noted) - 1 == len(notes) - 1
    believed = {digest: [("f", "/p", "r", "message", "advice", "error")] for digest in notes}
    assert [finding.rule for finding in lint(load(tiny_spec), believed)] == ["r"] * len(notes)


@pytest.mark.parametrize(("path", "lasts"), [("issues/12", True), ("pull/3", True), ("issues", False)])
def test_a_thread_of_a_repository_has_an_address_that_lasts(path: str, lasts: bool, tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/sources/0/url", f"https://github.com/acme/docs/{path}")
    assert [finding.rule for finding in lint(load(tiny_spec))] == ([] if lasts else ["source-address"])


def test_a_suppression_accepts_exactly_one_finding(tiny_spec: Path) -> None:
    for code in (0, 1):
        edit(tiny_spec, "providers/acme.json", f"/vocabularies/0/codes/{code}/summary", "no sentence")
    suppression = {"rule": "summary-wording", "at": "/vocabularies/0/codes/0/summary", "reason": "A test."}
    edit(tiny_spec, "providers/acme.json", "/suppressions", [suppression])
    assert [str(finding.place) for finding in lint(load(tiny_spec))] == [
        "spec/providers/acme.json#/vocabularies/0/codes/1/summary"
    ]


def test_what_outputs_depend_on_cannot_be_suppressed(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/3/value", "OK")
    suppression = {"rule": "duplicate-value", "at": "/vocabularies/0/codes/3/value", "reason": "A test."}
    edit(tiny_spec, "providers/acme.json", "/suppressions", [suppression])
    assert [finding.rule for finding in lint(load(tiny_spec))] == ["unused-suppression", "duplicate-value"]


def test_all_findings_come_at_once(tiny_spec: Path) -> None:
    edit(tiny_spec, "spec.json", "/taxonomy/actors/0/summary", "no sentence")
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/0/behavior/phase", "failure")
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/3/value", "OK")
    found = [finding.rule for finding in lint(load(tiny_spec))]
    assert found == ["behavior-invariants", "duplicate-value", "summary-wording"]


def test_a_report_names_the_pages_of_the_rules_once(tiny_spec: Path) -> None:
    for code in (0, 1):
        edit(tiny_spec, "providers/acme.json", f"/vocabularies/0/codes/{code}/summary", "no sentence")
    text = findings_report(lint(load(tiny_spec)), "human", tiny_spec.parent)
    assert text.endswith("\nWhy, with an example, on the site: rules/summary-wording\n")
    assert "on the site" not in findings_report([], "human", tiny_spec.parent)
    fault = Finding(Place("spec/spec.json"), "invalid-json", "no JSON", "fix it")
    assert "on the site" not in findings_report([fault], "human", tiny_spec.parent)


@given(st.lists(st.sampled_from(TURNED), min_size=1, max_size=4).map("".join))
def test_the_first_look_for_turns_overlooks_none(text: str) -> None:
    """It is quick since it does not look at what is around; so it may find more, and never less."""
    found = wording._TURN.search(text)
    assert not found or wording._LIKELY.search(text.casefold())


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows.",
        "He GOES" + " ON.",
        "It \u017ftands for x.",
        "(le" + "st it fail)",
        "so it went" + " on",
    ],
)
def test_the_first_look_sees_a_turn_however_it_is_written(text: str) -> None:
    assert wording._TURN.search(text)
    assert [*wording.turns(text)]
    assert wording._may_have_turn(text)
