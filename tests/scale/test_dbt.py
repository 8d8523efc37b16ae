"""The dbt package, used by a project as its users use it, on DuckDB: seeds, macro, tests, freshness.

Run by `make test-scale`, in an environment that has dbt.
"""

from __future__ import annotations

import csv
import json
from contextlib import chdir
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from tools.pack import dbt, text_files
from tools.pack.rows import Pack, pack
from tools.pack.tables import TABLES

REPO = Path(__file__).resolve().parents[2]
PROJECT = """
name: shop
version: "1.0.0"
profile: shop
seed-paths: [seeds]
seeds:
  shop: { +column_types: { vocabulary: varchar, value: varchar } }
"""
PROFILE = """
shop:
  target: test
  outputs: { test: { type: duckdb, path: shop.duckdb, threads: 1, keep_open: false } }
"""
MODELS = """
models:
  - name: lenient
    columns:
      - name: value
        data_tests:
          - linkcodes.listed: { name: few_are_unlisted, arguments: { vocabulary: vocabulary, at_most: 0.5 } }
          - linkcodes.listed: { name: all_are_listed, arguments: { vocabulary: vocabulary } }
          - linkcodes.listed:
              name: warns_of_unlisted
              arguments: { vocabulary: vocabulary }
              config: { severity: warn }
"""


@pytest.fixture(scope="module")
def rows() -> Pack:
    return pack(REPO / "generated")


def records(rows: Pack, name: str) -> list[dict[str, Any]]:
    [table] = [table for table in TABLES if table.name == name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows[name]]


@pytest.fixture(scope="module")
def project(rows: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that depends on the package and has events: each key once, as many unlisted ones, nulls."""
    folder = tmp_path_factory.mktemp("dbt")
    text_files.write(rows, folder / "csv")
    dbt.write(rows, folder / "csv", folder / "linkcodes")
    shop = folder / "shop"
    (shop / "models").mkdir(parents=True)
    (shop / "seeds").mkdir()
    (shop / "dbt_project.yml").write_text(PROJECT, "utf-8")
    (shop / "profiles.yml").write_text(PROFILE, "utf-8")
    (shop / "packages.yml").write_text("packages: [{ local: ../linkcodes }]\n", "utf-8")
    (shop / "models/models.yml").write_text(MODELS, "utf-8")
    (shop / "models/lenient.sql").write_text("select * from {{ ref('event') }}\n", "utf-8")
    (shop / "models/answered.sql").write_text("{{ linkcodes.classified(ref('event')) }}\n", "utf-8")
    listed = [(row["vocabulary"], row["value"]) for row in records(rows, "codes") if row["value"]]
    events = [*listed, *((vocabulary, f"{value}!") for vocabulary, value in listed[1:]), ("any:thing", "")]
    with (shop / "seeds/event.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("vocabulary", "value"), *events])
    run(shop, "deps")
    return shop


def run(project: Path, *arguments: str, succeeds: bool = True) -> None:
    """Run a command of dbt, in this process, since dbt takes longer to start than to do most of them."""
    options = ("--no-use-colors", "--no-send-anonymous-usage-stats", "--log-level-file", "none")
    with chdir(project):
        done = dbtRunner().invoke([*options, *arguments, "--profiles-dir", "."])
    assert done.success is succeeds, done.exception or done.result


def results(project: Path, name: str = "run_results") -> dict[str, tuple[str, int | None]]:
    """Return the status of everything that the last command ran, and how many rows a test found."""
    found = json.loads((project / f"target/{name}.json").read_text("utf-8"))["results"]
    return {item["unique_id"].split(".")[2]: (item["status"], item.get("failures")) for item in found}


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    run(project, "seed")
    run(project, "run")
    return project


def test_the_seeds_keep_their_promises(built: Path) -> None:
    run(built, "test", "--select", "package:linkcodes", "--indirect-selection", "cautious")
    statuses = results(built)
    assert len(statuses) > 40
    assert {status for status, _ in statuses.values()} == {"pass"}
    assert any("unique" in name for name in statuses)
    assert any("accepted_values" in name for name in statuses)
    assert any("relationships" in name for name in statuses)


def test_the_macro_answers_as_the_table_does_and_multiplies_nothing(built: Path, rows: Pack) -> None:
    with duckdb.connect(str(built / "shop.duckdb"), read_only=True) as session:
        answered = session.sql(
            "select vocabulary, value, listed, has_behavior, category, action from answered"
        )
        found = answered.fetchall()
        [(events,)] = session.sql("select count(*) from event").fetchall()
    assert len(found) == events
    codes = {(row["vocabulary"], row["value"]): row for row in records(rows, "codes")}
    for vocabulary, value, listed, has_behavior, category, action in found:
        row = codes.get((vocabulary, value))
        assert listed is (row is not None)
        expected = (row["has_behavior"], row["category"], row["action"]) if row else (None, "unknown", None)
        assert (has_behavior, category, action) == expected


def test_unlisted_values_fail_only_above_the_threshold(built: Path, rows: Pack) -> None:
    run(built, "test", "--select", "lenient", succeeds=False)
    unlisted = sum(bool(row["value"]) for row in records(rows, "codes")) - 1
    assert results(built) == {
        "few_are_unlisted": ("pass", 0),
        "all_are_listed": ("fail", unlisted),
        "warns_of_unlisted": ("warn", unlisted),
    }


@pytest.mark.parametrize(("days", "status"), [(100_000, "pass"), (0, "warn")])
def test_freshness_is_that_of_the_documentation(built: Path, days: int, status: str) -> None:
    run(built, "source", "freshness", "--vars", json.dumps({"linkcodes_stale_after_days": days}))
    assert results(built, "sources") == {"linkcodes": (status, None)}


def test_a_seed_that_is_not_as_promised_is_found(built: Path) -> None:
    with duckdb.connect(str(built / "shop.duckdb")) as session:
        session.sql("begin")
        session.sql("insert into linkcodes_contexts select * from linkcodes_contexts limit 1")
        session.sql("commit")
    run(built, "test", "--select", "linkcodes_contexts", succeeds=False)
    assert [name for name, (status, _) in results(built).items() if status == "fail"] == [
        "unique_linkcodes_contexts_id"
    ]
