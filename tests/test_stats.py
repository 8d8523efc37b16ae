"""Counts: what the spec contains, as the verb prints it and as the coverage page shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from codegen.views.stats import statistics
from tests.conftest import SPECS
from tests.editing import edit
from tests.specs import resolved
from tests.test_cli import codegen


def counted(spec: Path) -> dict[str, dict[str, int]]:
    """Return the totals by breakdown and line, from the JSON that the verb prints."""
    status, text = codegen("stats", "--spec", spec, "--format", "json")
    assert status == 0
    return {key: {line["name"]: line["total"] for line in lines} for key, lines in json.loads(text).items()}


def test_the_tiny_spec_counts_like_this() -> None:
    found = counted(SPECS["tiny"])
    assert found["holdings"] | {"examples": 0} == {
        "vocabularies": 4, "codes": 8, "codes with behavior": 4, "methods": 1, "payloads, whole": 3,
        "payloads, envelope only": 0, "examples": 0, "signatures": 1, "rules of delivery": 1, "addresses": 1,
        "sandbox recipes": 1, "surfaces": 2, "flows and state diagrams": 2, "gaps": 2, "sources": 2,
    }  # fmt: skip
    assert found["vocabulary"]["acme:link.status"] == 4
    assert found["category"] == {"succeeded": 3, "credentials_invalid": 1, "provider_error": 2}
    assert found["confidence"] == {"H": 4, "M": 1, "L": 1}
    assert found["stability"] == {"documented": 7, "observed": 1}
    assert found["source_age"] == {"2026-01": 1, "2025-06": 1}
    assert found["flag"] == {"ambiguous": 2, "doc_conflict": 1}


def test_providers_of_one_name_are_counted_apart(tiny_spec: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "mine.json"
    text = (tiny_spec / "providers/acme.json").read_text(encoding="utf-8")
    overlay.write_text(text.replace('"id": "acme"', '"id": "mine"').replace("acme:", "mine:"))
    _, text = codegen("stats", "--spec", tiny_spec, "--overlay", overlay, "--format", "json")
    codes = next(line for line in json.loads(text)["holdings"] if line["name"] == "codes")
    assert codes == {"name": "codes", "acme": 8, "mine": 8, "total": 16}


def test_each_meaning_of_a_code_and_a_missing_value_count(tiny_spec: Path) -> None:
    before = counted(tiny_spec)["category"]["provider_error"]
    context = "/vocabularies/0/codes/2/contexts/1/behavior/category"
    edit(tiny_spec, "providers/acme.json", context, "credentials_invalid")
    assert counted(tiny_spec)["category"]["provider_error"] == before - 1


def test_lines_stand_in_the_order_of_the_taxonomy_and_the_newest_month_first() -> None:
    spec = resolved("real")
    lines = {item.id: [line.name for line in item.lines] for item in statistics(spec).breakdowns}
    order = [term.id for term in spec.taxonomy.categories]
    assert lines["category"] == sorted(lines["category"], key=order.index)
    assert lines["source_age"] == sorted(lines["source_age"], reverse=True)


def test_people_get_tables_with_bars() -> None:
    status, text = codegen("stats", "--spec", SPECS["tiny"])
    assert status == 0
    assert re.search(r"^acme:link\.status +4 +4 +█{30}$", text, re.MULTILINE)
    holdings = text.split("\n\n")[0]
    assert re.search(r"^payloads, envelope only +0 +0$", holdings, re.MULTILINE)
    assert "█" not in holdings, "vocabularies and sources are not to be compared by length"


def test_the_longest_bar_of_the_page_is_full_and_the_others_are_in_proportion(rendered: object) -> None:
    page = (rendered("tiny") / "site" / "coverage.md").read_text(encoding="utf-8")  # type: ignore[operator]
    chart = page.split("{ #vocabulary ")[1].split("\n## ")[0]
    assert re.findall(r"width: ([\d.]+)%", chart) == ["100.00", "25.00", "50.00", "25.00"]
