"""What the site contains for programs: copies of pages, tables, schemas and the files for language models."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest

from codegen.targets.machine import records
from tests.conftest import REPO, published_rows
from tests.sites import ADDRESS, codes, documented, parsed, words

SPEC_NAMES = ["tiny", "hostile", "real"]
PAGE = (REPO / "site/docs/machines.md").read_text(encoding="utf-8")
Trees = Callable[[str], Path]


def record_of(site: Path, page: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((site / f"{page}.json").read_bytes())
    return record


# ---------------------------------------------------------------- copies


@pytest.mark.parametrize("name", SPEC_NAMES)
def test_each_code_has_both_copies_beside_its_page(name: str, rendered: Trees, built: Trees) -> None:
    site = built(name)
    for code in codes(rendered(name)):
        record = record_of(site, code["page"])
        assert {key: record[key] for key in ("id", "name", "value", "summary")} == {
            key: code[key] for key in ("id", "name", "value", "summary")
        }
        assert all((site / record["links"][form]).is_file() for form in ("html", "json", "markdown"))


def test_a_record_says_all_that_the_spec_knows_of_a_code(rendered: Trees, built: Trees) -> None:
    for code in codes(rendered("real")):
        record = record_of(built("real"), code["page"])
        known = {key: value for key, value in code.items() if key not in ("page", "contexts")}
        assert {key: record.get(key) for key in known} == known, code["id"]
        for context, own in zip(code.get("contexts", ()), record.get("contexts", ()), strict=True):
            assert {key: own[key] for key in context} == context


def test_every_source_that_a_record_names_is_in_it(rendered: Trees, built: Trees) -> None:
    for code in codes(rendered("real")):
        record = record_of(built("real"), code["page"])
        listed = {source["id"]: source for source in record["sources"]}
        assert set(named_sources({key: record[key] for key in record if key != "sources"})) <= set(listed)
        assert all(source["url"] and source["retrieved"] for source in listed.values())


def named_sources(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from named_sources(child)
    if isinstance(node, dict):
        yield from [node["source"]] if isinstance(node.get("source"), str) else []
        for name, child in node.items():
            yield from child if name == "sources" else named_sources(child)


def test_each_meaning_has_the_plans_of_the_table_of_advice(rendered: Trees, built: Trees) -> None:
    with (rendered("real") / "data/advice.csv").open(encoding="utf-8", newline="") as file:
        table = {row["id"]: row for row in csv.DictReader(file)}
    for code in codes(rendered("real")):
        record = record_of(built("real"), code["page"])
        default = f"@{record['default_context']}" if "default_context" in record else ""
        places = [(default, record), *((f"@{one['id']}", one) for one in record.get("contexts", ()))]
        for place, one in places:
            row = table.get(record["id"] + place)
            assert ("plan" in one) == (row is not None)
            for name, plan in one.get("plan", {}).items():
                sentence = "sentence" if name == "attended" else f"{name}_sentence"
                assert row and f"{plan['decision']}/{plan['reason']}" == row[name]
                assert plan["sentence"] == row[sentence]


def test_a_record_explains_its_words_and_has_texts_for_each_meaning(rendered: Trees, built: Trees) -> None:
    for code in codes(rendered("real")):
        record = record_of(built("real"), code["page"])
        for one in (record, *record.get("contexts", ())):
            if "category" in one:
                assert one["category"] in record["terms"]["category"]
                assert set(one["actions"]) <= set(record["terms"]["actions"])
                assert {"id", "end_user", "support", "developer"} == set(one["texts"])
            assert {flag["id"] for flag in one.get("flags", ())} <= set(
                record.get("terms", {}).get("flags", ())
            )


@pytest.mark.parametrize("name", SPEC_NAMES)
def test_fields_come_in_the_documented_order(name: str, rendered: Trees, built: Trees) -> None:
    for code in codes(rendered(name)):
        for fields, one in meanings(record_of(built(name), code["page"])):
            assert list(one) == [field for field in fields if field in one], code["id"]
    table = PAGE[PAGE.index("{ #fields ") : PAGE.index("## All codes")]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == documented_order()


def meanings(record: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    yield records.CODE, record
    yield from ((records.CONTEXT, context) for context in record.get("contexts", ()))


def documented_order() -> list[str]:
    return list(records.CODE)


def test_a_field_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="new_field"):
        records.ordered({"id": "a", "new_field": 1}, records.CODE)


def test_parts_and_categories_have_copies(rendered: Trees, built: Trees) -> None:
    document, site = documented(rendered("real")), built("real")
    for provider in document["providers"]:
        assert record_of(site, f"{provider['id']}/index")["name"] == provider["name"]
        for part in (*provider["vocabularies"], *provider["payloads"]):
            assert record_of(site, part["page"])["id"] == part["id"]
        for part in provider["payloads"]:
            schemas = record_of(site, part["page"])["schemas"]
            assert sorted(schemas) == ["strict", "tolerant"]
            assert all((site / path).is_file() for path in schemas.values())
    found = record_of(site, "categories/credentials_invalid")["codes"]
    wanted = [code["id"] for code in codes(rendered("real")) if "credentials_invalid" in categories(code)]
    assert [code["id"] for code in found] == wanted


def categories(code: dict[str, Any]) -> set[str]:
    return {one["category"] for one in (code, *code.get("contexts", ())) if "category" in one}


def test_every_path_in_a_copy_leads_somewhere(built: Trees) -> None:
    site = built("real")
    broken = [
        f"{path.relative_to(site)}: {target}"
        for path in (*site.rglob("*.md"), site / "llms.txt")
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8"))
        if "://" not in target and not (path.parent / target).is_file()
    ]
    assert broken == []


@pytest.mark.parametrize("name", ["tiny", "hostile"])
def test_the_markdown_shows_the_text_and_no_markup(name: str, rendered: Trees, built: Trees) -> None:
    for code in codes(rendered(name)):
        source = (built(name) / f"{code['page']}.md").read_text(encoding="utf-8")
        assert source.startswith("# `")
        shown = markdown.markdown(source)
        assert "<script" not in shown and "<b" not in shown, code["id"]
        assert "{ ." not in source, "attribute lists are for the site"


def test_a_page_names_its_copies(built: Trees) -> None:
    page = parsed(built("real") / "lean/linksdk.secondary_status/INVALID_MFA.html")
    alternates = {
        attributes["type"]: attributes["href"]
        for tag, attributes, _ in page.tags
        if tag == "link" and "alternate" in (attributes.get("rel") or "").split()
    }
    assert alternates == {"application/json": "INVALID_MFA.json", "text/markdown": "INVALID_MFA.md"}


# ---------------------------------------------------------------- tables, schemas, models, crawlers


@pytest.mark.parametrize("name", SPEC_NAMES)
def test_the_three_tables_hold_the_same_rows(name: str, built: Trees) -> None:
    site = built(name)
    table = json.loads((site / "codes.json").read_bytes())
    assert table["codes"] == published_rows(site)
    with (site / "codes.csv").open(encoding="utf-8", newline="") as file:
        assert [row["page"] for row in csv.DictReader(file)] == [row["page"] for row in table["codes"]]


@pytest.mark.parametrize("name", SPEC_NAMES)
def test_each_schema_lies_where_its_id_says(name: str, rendered: Trees, built: Trees) -> None:
    site = built(name)
    catalog = json.loads((site / "schemas/index.json").read_bytes())
    assert len(catalog) == len([*(rendered(name) / "jsonschema").rglob("*.schema.json")])
    for urn, path in catalog.items():
        assert json.loads((site / path).read_bytes())["$id"] == urn
        assert path == f"schemas/{urn.removeprefix('urn:linkcodes:').replace(':', '/')}.schema.json"


def test_the_files_for_language_models_name_every_part(rendered: Trees, built: Trees) -> None:
    overview = (built("real") / "llms.txt").read_text("utf-8")
    full = (built("real") / "llms-full.txt").read_text("utf-8")
    assert re.match(r"# linkcodes\n\n> ", overview)
    for provider in documented(rendered("real"))["providers"]:
        for vocabulary in provider["vocabularies"]:
            assert f"[{vocabulary['id']}]({vocabulary['page']}.md)" in overview
            assert f"({vocabulary['id']})\n" in full
    assert sum(full.count(f"- `{value}`") for value in ("INVALID_MFA", "invalid_mfa")) == 4
    assert len(full) < 400_000, "more than a model reads at once"


def test_the_map_is_there_if_the_address_is_known(built: Trees, tmp_path: Path) -> None:
    robots = (built("tiny") / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ADDRESS}sitemap.xml" in robots
    (tmp_path / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "LINKCODES_SITE_URL"}
    finish = [sys.executable, str(REPO / "site/finish.py"), *[str(built("tiny"))] * 2, str(tmp_path)]
    subprocess.run(finish, env=environment, check=True)
    assert not (tmp_path / "sitemap.xml").exists()
    assert not (tmp_path / "robots.txt").exists()


# ---------------------------------------------------------------- the page about it


EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_on_the_page_run_on_the_built_site(example: str, built: Trees) -> None:
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=built("real"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == re.findall(r"^# (.*)$", example, re.MULTILINE)


def test_a_finished_page_has_no_indentation_but_in_code(built: Trees) -> None:
    page = (built("real") / "machines.html").read_text("utf-8")
    outside = re.sub(r"<(pre|script)\b.*?</\1>", "-", page, flags=re.DOTALL)
    assert not re.search(r"\n[ \t]|\n\n", outside)
    assert "    record = " not in page and "found = [row for row" in words(
        parsed(built("real") / "machines.html").text
    )
