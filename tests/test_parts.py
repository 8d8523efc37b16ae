"""Parts of a provider: several files are read as one, and each finding names the file that it is in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.lint import lint
from codegen.read.findings import InputError
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.views.document import document
from tests.editing import edit
from tests.specs import resolved

HEAD, PART = "providers/acme.json", "providers/acme/widget.json"


@pytest.fixture
def split(tiny_spec: Path) -> Path:
    """Return the tiny spec with all that follows the first vocabulary in a part."""
    head: dict[str, Any] = json.loads((tiny_spec / HEAD).read_bytes())
    part = {key: head.pop(key) for key in ("payloads", "definitions", "methods", "signatures", "deliveries")}
    part["vocabularies"], head["vocabularies"] = head["vocabularies"][1:], head["vocabularies"][:1]
    head["parts"] = ["widget"]
    (tiny_spec / "providers/acme").mkdir()
    (tiny_spec / PART).write_text(json.dumps(part), encoding="utf-8")
    (tiny_spec / HEAD).write_text(json.dumps(head), encoding="utf-8")
    return tiny_spec


def findings(spec: Path) -> list[str]:
    """Return what loading or linting finds, as `file#pointer rule`."""
    try:
        return [f"{finding.place} {finding.rule}" for finding in lint(load(spec))]
    except InputError as error:
        return [f"{finding.place} {finding.rule}" for finding in error.findings]


def test_a_split_provider_is_the_same_provider(split: Path) -> None:
    assert findings(split) == []
    assert document(resolve(load(split))) == document(resolved("tiny"))


def test_a_finding_names_the_file_of_the_part(split: Path) -> None:
    edit(split, PART, "/vocabularies/0/codes/0/summary", "no sentence")
    edit(split, HEAD, "/vocabularies/0/codes/0/summary", "no sentence")
    edit(split, PART, "/definitions/LinkBank/properties/id/description", remove=True)
    assert findings(split) == [
        f"spec/{HEAD}#/vocabularies/0/codes/0/summary summary-wording",
        f"spec/{PART}#/definitions/LinkBank/properties/id payload-body",
        f"spec/{PART}#/vocabularies/0/codes/0/summary summary-wording",
    ]


def test_a_part_is_checked_like_any_file(split: Path) -> None:
    edit(split, PART, "/vocabularies/1/codes/0/nonsense", 1)
    assert findings(split) == [f"spec/{PART}#/vocabularies/1/codes/0/nonsense shape"]


def test_a_suppression_of_a_part_covers_the_part(split: Path) -> None:
    edit(split, PART, "/vocabularies/0/codes/0/summary", "no sentence")
    edit(split, HEAD, "/vocabularies/0/codes/0/summary", "no sentence")
    at = "/vocabularies/0/codes/0/summary"
    edit(split, PART, "/suppressions", [{"rule": "summary-wording", "at": at, "reason": "A test."}])
    assert findings(split) == [f"spec/{HEAD}#{at} summary-wording"]


def test_names_must_not_meet_across_files(split: Path) -> None:
    edit(split, PART, "/vocabularies/0/id", "acme:link.status")
    assert f"spec/{PART}#/vocabularies/0/id name-collision" in findings(split)


def test_one_definition_in_two_files(split: Path) -> None:
    edit(split, HEAD, "/definitions", {"LinkBank": {"type": "object"}})
    assert findings(split) == [f"spec/{PART}#/definitions/LinkBank duplicate-definition"]


def test_a_part_that_nobody_names(split: Path) -> None:
    (split / "providers/acme/more.json").write_text("{}", encoding="utf-8")
    assert findings(split) == [f"spec/{HEAD}#/parts unlisted-part"]


def test_a_part_named_twice(split: Path) -> None:
    edit(split, HEAD, "/parts", ["widget", "widget"])
    assert findings(split) == [f"spec/{HEAD}#/parts/1 duplicate-part"]


def test_a_part_that_is_not_there(split: Path) -> None:
    (split / PART).unlink()
    assert f"spec/{PART} missing-file" in findings(split)
