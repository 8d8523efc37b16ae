"""The table of codes: complete, exact, and read back unharmed by any CSV or JSON Lines reader."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.output.render import Workshop
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.data.target import TARGET
from codegen.views.rows import MeaningRow
from tests.conftest import SPECS
from tests.specs import resolved

Rendered = Callable[[str], Path]
every_spec = pytest.mark.parametrize("spec", SPECS)


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def json_rows(text: str) -> list[dict[str, Any]]:
    assert text.isascii()
    assert text.endswith("]\n")
    columns, *lines = map(json.loads, text.splitlines())
    return [dict(zip(columns, line, strict=True)) for line in lines]


def tables(folder: Path) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    data = folder / "data"
    return (
        csv_rows((data / "codes.csv").read_bytes().decode("utf-8")),
        json_rows((data / "codes.jsonl").read_bytes().decode("utf-8")),
    )


def as_cell(value: Any) -> str:
    """Return what a value of the JSON form must look like in the CSV form."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


# ---------------------------------------------------------------- what the rows are


@every_spec
def test_the_rows_with_a_name_are_exactly_the_codes(spec: str, rendered: Rendered) -> None:
    codes = {
        (code.provider_id, code.vocabulary_id, code.name, code.value)
        for code in resolved(spec).codes.values()
    }
    sheet, lines = tables(rendered(spec))
    keys = ("provider", "vocabulary", "name", "value")
    assert {tuple(row[key] for key in keys) for row in lines if row["name"] is not None} == codes
    in_csv = {tuple(row[key] for key in keys) for row in sheet if row["name"]}
    assert in_csv == {(*code[:3], str(code[3])) for code in codes}


@every_spec
def test_each_value_has_exactly_one_default_row(spec: str, rendered: Rendered) -> None:
    _, lines = tables(rendered(spec))
    values = {(row["vocabulary"], row["value"]) for row in lines}
    defaults = Counter((row["vocabulary"], row["value"]) for row in lines if row["is_default"])
    assert defaults == Counter(values)


@every_spec
def test_each_meaning_has_its_own_row(spec: str, rendered: Rendered) -> None:
    _, lines = tables(rendered(spec))
    meanings = Counter((row["vocabulary"], row["name"], row["context"]) for row in lines)
    assert meanings == Counter(
        (code.vocabulary_id, code.name, context)
        for code in resolved(spec).codes.values()
        for context in ([each.id for each in code.contexts] if code.contexts else [None])
    ) + Counter(
        (vocabulary.id, None, None)
        for vocabulary in resolved(spec).vocabularies.values()
        if vocabulary.absent
    )


@every_spec
def test_every_row_carries_the_behavior_of_its_meaning(spec: str, rendered: Rendered) -> None:
    _, lines = tables(rendered(spec))
    for row in lines:
        code = resolved(spec).codes.get(f"{row['vocabulary']}#{row['name']}")
        absent = resolved(spec).vocabularies[row["vocabulary"]].absent
        meaning = (
            next((each for each in code.contexts if each.id == row["context"]), code) if code else absent
        )
        assert meaning is not None
        behavior = meaning.behavior
        expected = (
            behavior.model_dump(mode="json", include=set(MeaningRow._fields))
            if behavior
            else {"category": None, "actions": []}
        )
        expected |= {"suspension_risk": expected.get("suspension_risk") or None}
        assert {key: row[key] for key in expected} == expected
        assert row["summary"] == meaning.summary


@every_spec
def test_both_forms_hold_the_same_table(spec: str, rendered: Rendered) -> None:
    sheet, lines = tables(rendered(spec))
    assert sheet == [{key: as_cell(value) for key, value in row.items()} for row in lines]
    assert [list(row) for row in sheet] == [list(lines[0])] * len(lines)


def test_a_row_reads_like_this(rendered: Rendered) -> None:
    _, lines = tables(rendered("tiny"))
    row = next(row for row in lines if row["context"] == "credentials")
    assert row == {
        "provider": "acme", "vocabulary": "acme:link.status", "kind": "status",
        "name": "BAD_LOGIN", "value": "bad-login", "context": "credentials", "is_default": True,
        "situation": "wrong_login", "category": "credentials_invalid", "actor": "end_user",
        "actions": ["reenter_credentials"],
        "retry": "after_input", "unattended_retry": False, "phase": "failure", "ends": "none",
        "severity": "warning", "challenge": None, "partial": False, "operation": "login", "confidence": "M",
        "http_status": [400, 401], "summary": "The user typed a wrong name or password.",
        "stability": "documented", "since": "0.1.0", "changed_in": [],
        "deprecated": False, "deprecated_in": None, "replaced_by": None,
        "flags": ["ambiguous", "doc_conflict"], "page": "acme/link.status/BAD_LOGIN",
            "scope": None, "suspension_risk": None,
        }  # fmt: skip


def test_deprecated_codes_name_their_successor(rendered: Rendered) -> None:
    _, lines = tables(rendered("tiny"))
    assert [(row["name"], row["replaced_by"]) for row in lines if row["deprecated"]] == [("DONE", "OK")]


def test_integers_stay_integers(rendered: Rendered) -> None:
    _, lines = tables(rendered("tiny"))
    assert [row["value"] for row in lines if row["vocabulary"] == "acme:account.level"] == [0, 103]


def test_a_missing_value_has_a_row_of_its_own(rendered: Rendered) -> None:
    sheet, _ = tables(rendered("tiny"))
    (row,) = [row for row in sheet if not row["name"]]
    assert (row["vocabulary"], row["value"], row["category"]) == ("acme:link.status", "", "succeeded")
    assert (row["is_default"], row["http_status"], row["page"]) == ("true", "200", "acme/link.status/index")


def test_what_is_no_outcome_has_no_behavior(rendered: Rendered) -> None:
    sheet, _ = tables(rendered("tiny"))
    (row,) = [row for row in sheet if row["kind"] == "method"]
    columns = list(row)
    behavior = columns[columns.index("category") : columns.index("confidence") + 1]
    assert len(behavior) == 12
    assert not any(row[column] for column in behavior)


def test_a_status_of_the_whole_code_holds_for_its_contexts() -> None:
    tiny = resolved("tiny")
    code = tiny.codes["acme:link.status#BAD_LOGIN"]
    whole = code.model_copy(update={"http_status": code.contexts[0].http_status[:1]})
    statuses = {row["context"]: row["http_status"] for row in rendered_with(whole)}
    assert statuses == {"credentials": [400, 401], "handle": [400]}


# ---------------------------------------------------------------- whatever the texts hold


def rendered_with(*codes: Any) -> list[dict[str, Any]]:
    """Return the JSON rows of a spec whose only vocabulary has these codes, after comparing both forms."""
    tiny = resolved("tiny")
    vocabulary = tiny.vocabularies["acme:link.status"].model_copy(update={"codes": codes, "absent": None})
    provider = tiny.providers[0].model_copy(update={"vocabularies": (vocabulary,)})
    spec = ResolvedSpec.model_construct(**{**dict(tiny), "providers": (provider,)})
    sheet, lines, *_ = (output.text for output in TARGET.render(spec, Workshop(TARGET.folder)))
    rows = json_rows(lines)
    assert csv_rows(sheet) == [{key: as_cell(value) for key, value in row.items()} for row in rows]
    return rows


# A generated file has no carriage return: `codegen.output.verify` refuses it.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
awkward = st.sampled_from(
    ["", " ", ",", '"', '""', "a\nb", "\n", "\u2028", "\x00", "\ufeff", "=1+1", "-1", "\\", "é", "|"]
)


@settings(deadline=None)
@given(st.lists(st.tuples(texts | awkward, texts | awkward), min_size=1, max_size=4))
def test_any_text_is_read_back_as_it_was(pairs: list[tuple[str, str]]) -> None:
    code = resolved("tiny").codes["acme:link.status#OK"]
    codes = [code.model_copy(update={"value": value, "summary": summary}) for value, summary in pairs]
    assert [(row["value"], row["summary"]) for row in rendered_with(*codes)] == pairs


@pytest.mark.parametrize("literal", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"])
def test_wire_values_are_not_altered_to_please_spreadsheets(literal: str) -> None:
    code = resolved("tiny").codes["acme:link.status#OK"].model_copy(update={"value": literal})
    assert [row["value"] for row in rendered_with(code)] == [literal]
