"""The data pack: one row a key, the answers of `classify`, and no join that multiplies rows or guesses."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from linkcodes import classify
from linkcodes.texts import voices

from tests.conftest import REPO, SPECS
from tools.pack import meanings, sqlite
from tools.pack.published import Published
from tools.pack.rows import pack
from tools.pack.tables import BEHAVIOR, TABLES

Rendered = Callable[[str], Path]
every_spec = pytest.mark.parametrize("spec", SPECS)
TYPES = {"text": str, "integer": int, "boolean": bool, "date": date}


@cache
def records(generated: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of all tables by the names of their columns."""
    rows = pack(generated)
    return {
        table.name: [
            dict(zip((column.name for column in table.columns), row, strict=True)) for row in rows[table.name]
        ]
        for table in TABLES
    }


@pytest.fixture(scope="module")
def real() -> dict[str, list[dict[str, Any]]]:
    return records(REPO / "generated")


# ---------------------------------------------------------------- tables, keys and links


@every_spec
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_two_rows_have_the_same_key(spec: str, table: Any, rendered: Rendered) -> None:
    rows = records(rendered(spec))[table.name]
    assert rows or spec != "real"
    keys = Counter(tuple(row[name] for name in table.key) for row in rows)
    assert [key for key, count in keys.items() if count > 1 or None in key] == []


@every_spec
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_have_the_type_of_their_column(spec: str, table: Any, rendered: Rendered) -> None:
    for row in records(rendered(spec))[table.name]:
        for column in table.columns:
            cell = row[column.name]
            if column.required or cell is not None:
                assert type(cell) is TYPES[column.type], (column.name, row)


@every_spec
def test_every_link_leads_to_a_row(spec: str, rendered: Rendered) -> None:
    found = records(rendered(spec))
    keys = {
        table.name: {tuple(row[name] for name in table.key) for row in found[table.name]} for table in TABLES
    }
    for table in TABLES:
        for link in table.links:
            wanted = {tuple(row[name] for name in link.columns) for row in found[table.name]}
            assert wanted <= keys[link.table], (table.name, link)


@every_spec
def test_codes_has_every_value_and_nothing_else(spec: str, rendered: Rendered) -> None:
    published = Published(rendered(spec))
    rows = records(rendered(spec))["codes"]
    values = {
        (row["vocabulary"], "" if row["value"] is None else str(row["value"])) for row in published.meanings
    }
    assert {(row["vocabulary"], row["value"]) for row in rows} == values
    assert all(row["key"] == f"{row['vocabulary']}={row['value']}" and row["listed"] for row in rows)
    assert all(row["has_behavior"] is (row["category"] is not None) for row in rows)


@every_spec
def test_each_value_has_one_default_in_each_table_that_says_so(spec: str, rendered: Rendered) -> None:
    found = records(rendered(spec))
    several = {row["key"] for row in found["codes"] if row["meanings"] > 1}
    outcomes = {row["key"] for row in found["codes"] if row["has_behavior"]}
    for table, keys in (("contexts", several), ("advice", outcomes)):
        assert Counter(row["key"] for row in found[table] if row["is_default"]) == Counter(keys)


def test_a_number_is_text_and_says_what_it_was(rendered: Rendered) -> None:
    rows = {row["key"]: row for row in records(rendered("tiny"))["codes"]}
    row = rows["acme:account.level=103"]
    assert (row["value"], row["value_type"]) == ("103", "integer")
    missing = rows["acme:link.status="]
    assert (missing["value_type"], missing["name"], missing["category"]) == ("missing", None, "succeeded")


def test_an_empty_text_that_is_listed_wins_over_a_missing_value(rendered: Rendered) -> None:
    published = Published(rendered("tiny"))
    known = next(row for row in published.meanings if row["vocabulary"] == "acme:link.status")
    published.meanings.append({**known, "name": "EMPTY", "value": "", "context": None, "is_default": True})
    [row] = [row for row in meanings.codes(published) if row["key"] == "acme:link.status="]
    assert (row["name"], row["value_type"]) == ("EMPTY", "string")


def test_deprecated_values_say_since_when_and_what_to_use(rendered: Rendered) -> None:
    [row] = [row for row in records(rendered("tiny"))["codes"] if row["deprecated"]]
    assert (row["name"], row["replaced_by"], row["valid_from"]) == ("DONE", "OK", "0.1.0")


# ---------------------------------------------------------------- the answers of the package


def answer(found: Any) -> dict[str, Any]:
    """Return what `classify` says in the columns of the pack."""
    columns = {column.name: getattr(found, column.name, None) for column in BEHAVIOR}
    if found.category is None:
        columns = dict.fromkeys(columns)
    else:
        columns["action"] = found.actions[0] if found.actions else None
    others = {"context": found.context, "summary": found.summary, "page": found.page}
    return {**columns, **others, "listed": found.known, "text_id": voices(found).id}


@pytest.mark.slow
def test_every_key_has_the_answer_of_classify(real: dict[str, list[dict[str, Any]]]) -> None:
    differing = []
    for row in real["codes"]:
        values = [row["value"], *([int(row["value"])] if row["value_type"] == "integer" else [])]
        for value in values:
            found = classify(row["provider"], value, vocabulary=row["vocabulary"])
            expected = answer(found) | {"id": found.id or f"{row['vocabulary']}#"}
            differing += [(row["key"], name) for name, cell in expected.items() if row[name] != cell]
    assert differing == []


def test_the_actions_are_those_of_classify(real: dict[str, list[dict[str, Any]]]) -> None:
    actions: dict[str, list[str]] = {}
    for row in real["actions"]:
        actions.setdefault(row["id"], []).append(row["action"])
    for row in real["codes"]:
        if row["has_behavior"]:
            found = classify(row["provider"], row["value"], vocabulary=row["vocabulary"])
            id = row["id"] + (f"@{row['context']}" if row["context"] else "")
            assert actions[id] == [*map(str, found.actions)], id


# ---------------------------------------------------------------- joins

UNLISTED = [
    ("any:thing", "X"),
    ("flinks:api.code", "BRAND_NEW"),
    ("flinks:api.code", None),
    ("any:thing", ""),
]
JOIN = """
select event.vocabulary, event.value, code.key is not null as listed, code.has_behavior, code.category
from event left join {codes} as code on code.key = event.vocabulary || '=' || event.value
"""


def events(real: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str | None]]:
    """Return all keys as warehouses have them, three times each, and what is not listed."""
    return [(row["vocabulary"], row["value"]) for row in real["codes"] for _ in range(3)] + UNLISTED


def expected(real: dict[str, list[dict[str, Any]]]) -> Counter[tuple[Any, ...]]:
    codes = {(row["vocabulary"], row["value"]): row for row in real["codes"]}
    return Counter(
        (*event, True, codes[event]["has_behavior"], codes[event]["category"])
        if event in codes
        else (*event, False, None, None)
        for event in events(real)
    )


@pytest.fixture
def session(data_pack: Path, real: dict[str, list[dict[str, Any]]]) -> duckdb.DuckDBPyConnection:
    """A session that is where the pack is, and has events."""
    found = duckdb.connect()
    found.execute(f"set file_search_path = '{data_pack}'")
    found.execute("create table event (vocabulary varchar, value varchar)")
    frame = pd.DataFrame(events(real), columns=["vocabulary", "value"], dtype="object")
    found.register("frame", frame)
    found.execute("insert into event from frame")
    return found


@pytest.mark.parametrize("codes", ["'parquet/codes.parquet'", "'csv/codes.csv'", "linkcodes.codes"])
def test_a_join_in_duckdb_tells_the_three_cases(
    codes: str, session: duckdb.DuckDBPyConnection, data_pack: Path, real: dict[str, list[dict[str, Any]]]
) -> None:
    session.execute(f"attach '{data_pack / 'linkcodes.duckdb'}' as linkcodes (read_only)")
    assert Counter(session.sql(JOIN.format(codes=codes)).fetchall()) == expected(real)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_merge_in_pandas_tells_the_three_cases(
    form: str, data_pack: Path, real: dict[str, list[dict[str, Any]]]
) -> None:
    path = data_pack / f"{form}/codes.{form}"
    codes = pd.read_parquet(path) if form == "parquet" else pd.read_csv(path)
    frame = pd.DataFrame(events(real), columns=["vocabulary", "value"])
    frame["key"] = frame["vocabulary"] + "=" + frame["value"]
    merged = frame.merge(codes[["key", "listed", "has_behavior", "category"]], on="key", how="left")
    merged["listed"] = merged["listed"].eq(True)
    rows = merged[["vocabulary", "value", "listed", "has_behavior", "category"]].astype(object)
    found = rows.where(rows.notna(), None).itertuples(index=False, name=None)
    assert Counter(found) == expected(real)


def test_a_join_in_sqlite_tells_the_three_cases(
    data_pack: Path, real: dict[str, list[dict[str, Any]]]
) -> None:
    database = sqlite3.connect(f"file:{data_pack / 'linkcodes.sqlite'}?mode=ro", uri=True)
    database.execute("create temp table event (vocabulary text, value text)")
    database.executemany("insert into event values (?, ?)", events(real))
    found = Counter(database.execute(JOIN.format(codes="codes")).fetchall())
    database.close()
    assert found == expected(real)  # 1 equals True


def test_a_child_table_says_how_often_it_repeats_a_key(data_pack: Path) -> None:
    """The advice for the meaning in `codes` is one row; joining it does not multiply either."""
    with duckdb.connect(str(data_pack / "linkcodes.duckdb"), read_only=True) as session:
        joined = "codes left join advice on advice.key = codes.key and advice.is_default"
        counts = session.sql(f"select count(*), count(distinct codes.key), count(advice.id) from {joined}")
        [(rows, keys, advised)] = counts.fetchall()
        [(outcomes,)] = session.sql("select count(*) from codes where has_behavior").fetchall()
    assert rows == keys
    assert advised == outcomes


# ---------------------------------------------------------------- macros


def test_the_macros_answer_as_the_table_does(
    session: duckdb.DuckDBPyConnection, data_pack: Path, real: dict[str, list[dict[str, Any]]]
) -> None:
    session.execute(f"attach '{data_pack / 'linkcodes.duckdb'}' as linkcodes (read_only)")
    columns = ("category", "situation", "actor", "action", "retry", "unattended_retry", "phase")
    asked = ", ".join(f"linkcodes.{column}_of(vocabulary, value)" for column in columns)
    query = f"select vocabulary, value, linkcodes.is_listed(vocabulary, value), {asked} from event"
    codes = {(row["vocabulary"], row["value"]): row for row in real["codes"]}
    answers = session.sql(query).fetchall()
    assert len(answers) == len(events(real))
    for vocabulary, value, listed, *cells in answers:
        row = codes.get((vocabulary, value))
        assert listed is (row is not None)
        assert cells == ([row[column] for column in columns] if row else ["unknown"] + [None] * 6)


def test_a_number_finds_its_code(session: duckdb.DuckDBPyConnection, data_pack: Path) -> None:
    session.execute(f"attach '{data_pack / 'linkcodes.duckdb'}' as linkcodes (read_only)")
    query = "select linkcodes.category_of('flinks:fdx.error', 401), linkcodes.key_of('a', 401)"
    assert session.sql(query).fetchall() == [("invalid_request", "a=401")]


def test_classified_keeps_every_row(
    session: duckdb.DuckDBPyConnection, data_pack: Path, real: dict[str, list[dict[str, Any]]]
) -> None:
    session.execute(f"attach '{data_pack / 'linkcodes.duckdb'}' as linkcodes (read_only)")
    columns = "vocabulary, value, listed, has_behavior, nullif(category, 'unknown') as category"
    found = session.sql(f"select {columns} from linkcodes.classified('event')").fetchall()
    assert Counter(found) == expected(real)


# ---------------------------------------------------------------- SQLite


def test_the_database_is_whole(data_pack: Path) -> None:
    database = sqlite3.connect(f"file:{data_pack / 'linkcodes.sqlite'}?mode=ro", uri=True)
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("pragma foreign_key_check").fetchall() == []
    names = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    database.close()
    assert names == {table.name for table in TABLES}


def test_some_tables_alone_are_a_database_too(tmp_path: Path, rendered: Rendered) -> None:
    sqlite.write(pack(rendered("tiny")), tmp_path / "some.sqlite", {"about", "providers"})
    database = sqlite3.connect(tmp_path / "some.sqlite")
    assert database.execute("select provider from providers").fetchall() == [("acme",)]
    assert database.execute("select count(*) from sqlite_master where type = 'table'").fetchall() == [(2,)]
    database.close()
