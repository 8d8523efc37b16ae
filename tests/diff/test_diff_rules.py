"""Rules about changes: each finds what its example says, and nothing that changed goes unnoticed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from codegen.compat.diff import ChangeFinding, SpecDiff, compare, rules
from codegen.compat.diff.illustrations import FOLDER, illustration
from codegen.compat.diff.known import RULED
from codegen.compat.diff.model import LEVELS
from codegen.compat.history.release import RecordedRelease
from codegen.compat.history.translate import translated
from codegen.text.edits import NodeEdit, edited
from tests.conftest import TESTS

IDS = [rule.id for rule in rules()]


def compared(old: dict[str, Any], new: dict[str, Any]) -> list[ChangeFinding]:
    return compare(SpecDiff(RecordedRelease(old), RecordedRelease(new)))


@pytest.mark.parametrize("rule", IDS)
def test_a_comparison_finds_what_the_example_says(rule: str) -> None:
    example = illustration(rule)
    found = [
        {"rule": each.rule.id, "subject": each.change.subject, "message": each.change.message}
        for each in compare(example.specs())
    ]
    assert found == example.expected
    assert rule in {each["rule"] for each in found}


@pytest.mark.parametrize("rule", IDS)
def test_nothing_is_found_where_nothing_changed(rule: str) -> None:
    before = illustration(rule)._replace(after=illustration(rule).before)
    assert compare(before.specs()) == []


def test_every_rule_says_what_why_and_to_whom() -> None:
    for rule in rules():
        assert rule.summary.endswith(".")
        assert rule.why.endswith((".", "?"))
        assert rule.level == max(rule.levels, key=LEVELS.index) != "none"
    assert len(IDS) == len(set(IDS))


def test_the_examples_are_in_files_like_the_rules() -> None:
    files = {path.stem: json.loads(path.read_bytes()) for path in FOLDER.glob("*.json")}
    bases = files.pop("bases")
    modules = {path.stem for path in (FOLDER.parent / "rules").glob("*.py")} - {"__init__"}
    assert files.keys() == modules
    for name, examples in files.items():
        module = import_module(f"codegen.compat.diff.rules.{name}")
        assert [*examples] == sorted(rule.id for rule in module.RULES)
    used = re.findall(r'"\$like": "(\w+)"', json.dumps([bases, files]))
    assert {*bases, "before"} == set(used)


ON_THE_PAGE = """

- Major for the data pack, answers at run time
- It cannot be accepted.

```diff
        "retry": "after_input",
-       "unattended_retry": false,
+       "unattended_retry": true,
        "phase": "failure",
```
"""


def test_the_page_has_every_rule_in_the_section_of_its_level(rendered: Callable[[str], Path]) -> None:
    page = (rendered("tiny") / "site/change-rules.md").read_text(encoding="utf-8")
    sections = {section.split(" ")[0].lower(): section for section in page.split("\n## ")[1:]}
    for rule in rules():
        assert f'<div id="{rule.id}" markdown>' in sections[rule.level]
        assert f"<code>{rule.id}</code></h3> <small>" in sections[rule.level]
    [rule] = [rule for rule in rules() if rule.id == "retry-loosened"]
    assert f"<small>{rule.summary}</small></summary>" in page
    assert f'<div id="{rule.id}" markdown>\n\n{rule.why}{ON_THE_PAGE}' in page
    assert page.count("\n```diff\n") == len(IDS)


def test_what_a_machine_acts_on_is_major_and_cannot_be_accepted() -> None:
    unsafe = {rule.id: rule.level for rule in rules() if not rule.acceptable}
    assert unsafe == dict.fromkeys(
        ("effect-loosened", "money-loosened", "plan-loosened", "retry-loosened"), "major"
    )


CODE: dict[str, Any] = {"id": "acme:s#A", "name": "A", "value": "A", "summary": "A.", "category": "succeeded"}
PARTS: dict[str, tuple[str, dict[str, Any]]] = {
    "vocabulary": ("vocabularies", {"id": "acme:s", "codes": [CODE]}),
    "payload": ("payloads", {"id": "acme:p", "body": {"type": "object"}}),
    "method": ("methods", {"id": "acme:m", "config": []}),
    "signature": ("signatures", {"id": "acme:g"}),
    "delivery": ("deliveries", {"id": "acme:d"}),
    "address": ("addresses", {"value": "https://a.example"}),
    "operation": ("operations", {"id": "login"}),
}
IDENTITY = {"id", "codes", "contexts", "same_value"}
"""Fields that name a record, and those that follow from others."""
VALUES: dict[str, tuple[Any, Any]] = {
    "config": ([], [{"name": "a", "type": "string", "required": True}]),
    "body": ({"type": "object"}, {"type": "array"}),
    "open": (True, False),
    "contexts": ([], []),
    "http_status": ([{"status": 400}], [{"status": 401}]),
    "wire_messages": ([{"text": "a"}], [{"text": "b"}]),
    "deprecated": ({"reason": "renamed", "replaced_by": "A"}, {"reason": "renamed", "replaced_by": "B"}),
    "money": ("never", "always"),
    "effect": ("read", "move_money"),
    "wait": ({"poll_s": 1}, {"poll_s": 2}),
    "unattended_retry": (False, True),
    "unattended_if_read": (False, True),
}


def spec_with(kind: str, key: str, value: Any) -> dict[str, Any]:
    """Return a spec in which one field of one part has a value."""
    if kind == "provider":
        return {"spec_version": "0.1.0", "providers": [{"id": "acme", key: value}]}
    if kind in ("code", "meaning"):
        context = {"id": "one", "category": "succeeded"} | ({key: value} if kind == "meaning" else {})
        code = CODE | ({"contexts": [context]} if kind == "meaning" else {key: value})
        part, record = PARTS["vocabulary"]
        record = {**record, "codes": [code]}
    else:
        part, record = PARTS[kind]
        record = {**record, key: value}
    return {"spec_version": "0.1.0", "providers": [{"id": "acme", part: [record]}]}


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, key) for kind, keys in RULED.items() for key in sorted(keys - IDENTITY)]
)
def test_each_field_that_is_said_to_be_a_rules_matter_is_one(kind: str, key: str) -> None:
    if (kind, key) == ("address", "value"):
        pytest.skip("it is what the record is found by")
    old, new = VALUES.get(key, ("a", "b"))
    found = compared(spec_with(kind, key, old), spec_with(kind, key, new))
    assert found, f"a {kind} with another {key} goes unnoticed"
    assert "unclassified-changed" not in {each.rule.id for each in found}


@pytest.mark.parametrize("kind", [*PARTS, "provider", "code", "meaning"])
def test_a_field_that_no_rule_knows_counts_as_the_worst(kind: str) -> None:
    found = compared(spec_with(kind, "mood", "a"), spec_with(kind, "mood", "b"))
    assert [(each.rule.id, each.level) for each in found] == [("unclassified-changed", "major")]


def test_a_fingerprint_follows_from_what_changed_alone() -> None:
    example = illustration("category-changed")
    [first] = compare(example.specs())
    more = copy.deepcopy(example.after)
    more["providers"].append({"id": "other", "name": "Other"})
    again = [
        each for each in compare(example._replace(after=more).specs()) if each.rule.id == "category-changed"
    ]
    assert [each.fingerprint for each in again] == [first.fingerprint]
    other = json.loads(json.dumps(example.after).replace("account_locked", "attempts_exhausted"))
    [changed] = compare(example._replace(after=other).specs())
    assert changed.fingerprint != first.fingerprint


def test_the_changes_of_the_first_release_are_found_that_no_one_was_told_of() -> None:
    """The extract is from the middle of the work on 0.1.0; edits make that of the commit that became it."""
    extract = json.loads((TESTS / "fixtures/diff/first-release.json").read_bytes())
    after = edited(extract["before"], [NodeEdit(**edit) for edit in extract["edits"]])
    changes = compared(translated(extract["before"]), translated(after))
    found = {(each.rule.id, each.change.subject): each for each in changes}
    renamed = found["name-renamed", "argyle:verification.channel#ENCOMPASS"]
    flipped = found["phase-changed", "lean:data_refresh.item_status#UNSUPPORTED"]
    assert (renamed.level, renamed.change.new) == ("major", "ENCOMPASS_LOS")
    assert (flipped.level, flipped.change.old, flipped.change.new) == ("major", "failure", "success")
    assert ("name-renamed", "flinks:pay.eft_return_code#RETURN_908") in found
