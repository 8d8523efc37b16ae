"""The files of the data pack: the same bytes from the same sources, safe to open, described as they are."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.ipc
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import REPO
from tests.test_emit import tree
from tools.pack import duck, page
from tools.pack.__main__ import write
from tools.pack.rows import Pack, pack
from tools.pack.tables import TABLES
from tools.pack.text_files import GUARD, guarded

Rendered = Callable[[str], Path]
ROWS = {"text": "string", "integer": "int64", "boolean": "bool", "date": "date32[day]"}


@pytest.fixture(scope="module")
def rows() -> Pack:
    return pack(REPO / "generated")


def test_two_builds_are_the_same_bytes(data_pack: Path, tmp_path: Path) -> None:
    """The second one runs in a process of its own, in another folder, and replaces what is there."""
    stray = tmp_path / "an'other/data/parquet/stray.parquet"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"old")
    folder = stray.parents[1]
    command = [sys.executable, "-m", "tools.pack", str(REPO / "generated"), str(folder)]
    subprocess.run(command, cwd=REPO, env={**os.environ, "PYTHONHASHSEED": "7"}, check=True)
    one, two = tree(data_pack), tree(folder)
    assert one.keys() == two.keys()
    assert [path for path in one if (data_pack / path).read_bytes() != (folder / path).read_bytes()] == []


@pytest.mark.parametrize("spec", ["tiny", "hostile"])
def test_a_pack_of_any_spec_can_be_built(spec: str, rendered: Rendered, tmp_path: Path) -> None:
    write(rendered(spec), tmp_path / "data")
    expected = {name: len(rows) for name, rows in pack(rendered(spec)).items()}
    with duckdb.connect(str(tmp_path / "data/linkcodes.duckdb"), read_only=True) as session:
        counts = {name: session.sql(f"select count(*) from {name}").fetchall()[0][0] for name in expected}
    assert counts == expected


# ---------------------------------------------------------------- all formats have the same cells


def test_parquet_and_arrow_have_the_rows_and_their_types(data_pack: Path, rows: Pack) -> None:
    for table in TABLES:
        parquet = pyarrow.parquet.read_table(data_pack / f"parquet/{table.name}.parquet")
        with pyarrow.ipc.open_file(data_pack / f"arrow/{table.name}.arrow") as file:
            arrow = file.read_all()
        for found in (parquet, arrow):
            assert [tuple(row.values()) for row in found.to_pylist()] == rows[table.name]
            assert [str(field.type) for field in found.schema] == [
                ROWS[column.type] for column in table.columns
            ]
            assert [field.nullable for field in found.schema] == [
                not column.required for column in table.columns
            ]
            assert found.schema.metadata[b"linkcodes.spec_version"].decode() == rows["about"][0][0]


def test_the_databases_have_the_rows(data_pack: Path, rows: Pack) -> None:
    lite = sqlite3.connect(f"file:{data_pack / 'linkcodes.sqlite'}?mode=ro", uri=True)
    with duckdb.connect(str(data_pack / "linkcodes.duckdb"), read_only=True) as duck_session:
        for table in TABLES:
            key = ", ".join(f'"{name}"' for name in table.key)
            query = f'select * from "{table.name}" order by {key}'
            assert duck_session.sql(query).fetchall() == rows[table.name]
            as_text = [
                tuple(str(cell) if hasattr(cell, "year") else cell for cell in row)
                for row in rows[table.name]
            ]
            assert lite.execute(query).fetchall() == as_text  # SQLite has no type for days
    lite.close()


# ---------------------------------------------------------------- CSV


def unguarded(cell: str) -> str:
    return cell.removeprefix(GUARD)


@given(st.text() | st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'", "''=1", ""]))
def test_no_cell_is_a_formula_and_each_can_be_read_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


@pytest.mark.slow
@pytest.mark.parametrize("spec", ["tiny", "hostile", "real"])
def test_the_csv_files_have_every_cell(spec: str, rendered: Rendered, tmp_path: Path) -> None:
    write(rendered(spec), tmp_path)
    for name, found in pack(rendered(spec)).items():
        with (tmp_path / f"csv/{name}.csv").open(encoding="utf-8", newline="") as file:
            _, *lines = csv.reader(file, strict=True)
        assert [[*map(unguarded, line)] for line in lines] == [[*map(as_text, row)] for row in found]
        assert not [cell for line in lines for cell in line if re.match(r"[=+\-@\t\r]", cell)]


def as_text(cell: Any) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def test_the_key_is_never_guarded(rows: Pack) -> None:
    assert all(guarded(row[0]) == row[0] for row in rows["codes"])


# ---------------------------------------------------------------- descriptions


def test_the_data_package_describes_the_files(data_pack: Path) -> None:
    described = json.loads((data_pack / "datapackage.json").read_bytes())
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert described["version"] == json.loads((REPO / "spec/spec.json").read_bytes())["spec_version"]
    assert [*resources] == [path.stem for table in TABLES for path in [data_pack / f"csv/{table.name}.csv"]]
    for resource in resources.values():
        data = (data_pack / resource["path"]).read_bytes()
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert data.decode("utf-8").splitlines()[0].split(",") == fields
        assert {*resource["schema"]["primaryKey"]} <= {*fields}
        for link in resource["schema"].get("foreignKeys", ()):
            target = resources[link["reference"]["resource"]]
            assert link["reference"]["fields"] == target["schema"]["primaryKey"]
            assert {*link["fields"]} <= {*fields}


def test_a_column_tells_what_it_is_in_duckdb(data_pack: Path) -> None:
    with duckdb.connect(str(data_pack / "linkcodes.duckdb"), read_only=True) as session:
        query = (
            "select table_name, column_name, comment from duckdb_columns() where database_name = 'linkcodes'"
        )
        comments = {(table, column): comment for table, column, comment in session.sql(query).fetchall()}
    assert comments == {
        (table.name, column.name): column.summary for table in TABLES for column in table.columns
    }


@pytest.mark.parametrize("name", ["snowflake.sql", "clickhouse.sql"])
def test_a_load_file_names_every_table_and_column_and_says_that_it_was_not_run(
    name: str, data_pack: Path
) -> None:
    text = (data_pack / "load" / name).read_text("utf-8")
    assert text.startswith("-- Not run by the tests")
    made = dict(re.findall(r"^CREATE OR REPLACE TABLE linkcodes_(\w+) \(\n(.*?)^\) ", text, re.M | re.S))
    for table in TABLES:
        assert re.findall(r"^  (\w+) [A-Z]", made[table.name], re.M)[: len(table.columns)] == [
            column.name for column in table.columns
        ]
        assert f"{table.name}.parquet" in text


def test_bigquery_has_a_schema_of_each_table(data_pack: Path) -> None:
    script = (data_pack / "load/bigquery/load.sh").read_text("utf-8")
    assert "Not run by the tests" in script
    [names] = re.findall(r"^for table in (.*); do$", script, re.M)
    assert names.split() == [table.name for table in TABLES]
    for table in TABLES:
        schema = json.loads((data_pack / f"load/bigquery/{table.name}.json").read_bytes())
        assert [field["name"] for field in schema] == [column.name for column in table.columns]
        assert [field["mode"] == "REQUIRED" for field in schema] == [
            column.required for column in table.columns
        ]


# ---------------------------------------------------------------- the page


def test_the_page_draws_every_link_once() -> None:
    drawn = re.findall(r"^  (\w+) \|\|--o\{ (\w+) : has$", page.diagram(), re.M)
    assert sorted(drawn) == sorted((link.table, table.name) for table in TABLES for link in table.links)


def test_the_page_has_a_place_for_every_piece() -> None:
    places = re.compile(r"^<!-- generated: (\w+) -->$", re.M)
    text = (REPO / f"site/docs/{page.PAGE}.md").read_text("utf-8")
    assert places.findall(text) == places.findall(page.pieces())
    assert all(f"### {table.name} " in page.pieces() for table in TABLES)


def test_the_examples_of_the_readme_run(data_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    join, macros = re.findall(r"^```sql\n(.*?)^```", page.README.read_text("utf-8"), re.M | re.S)
    monkeypatch.chdir(data_pack)
    with duckdb.connect() as session:
        session.execute(
            "create table event as select 'flinks:api.code' as vocabulary, 'INVALID_LOGIN' as value"
        )
        session.execute(macros)
        assert len(session.fetchall()) == 1
        session.execute("set search_path = 'memory.main,linkcodes.main'")
        assert session.sql(join).fetchall() == [
            ("flinks:api.code", "INVALID_LOGIN", True, True, "credentials_invalid")
        ]


# ---------------------------------------------------------------- DuckDB


def test_a_header_of_another_kind_is_refused(data_pack: Path) -> None:
    data = bytearray((data_pack / "linkcodes.duckdb").read_bytes())
    data[20] ^= 1
    with pytest.raises(ValueError, match="DuckDB writes another header now"):
        duck.without_identity(bytes(data))


class FileHandler(BaseHTTPRequestHandler):
    """Answers with a file, or with the part of it that is asked for, as a server of files does."""

    data = b""

    def do_HEAD(self) -> None:
        self._answer(b"", len(self.data), 200)

    def do_GET(self) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        part = self.data[int(asked[1]) : int(asked[2]) + 1] if asked else self.data
        self._answer(part, len(part), 206 if asked else 200)

    def _answer(self, body: bytes, length: int, status: int) -> None:
        self.send_response(status)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(data_pack: Path) -> Iterator[str]:
    """The address of the database on a server of this machine."""
    handler = type("Handler", (FileHandler,), {"data": (data_pack / "linkcodes.duckdb").read_bytes()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/linkcodes.duckdb"
        server.shutdown()


def test_the_database_can_be_attached_over_http(address: str) -> None:
    with duckdb.connect() as session:
        try:
            session.execute("load httpfs")
        except duckdb.Error:
            pytest.skip("the extension httpfs is not installed")
        session.execute(f"attach '{address}' as linkcodes (read_only)")
        query = "select linkcodes.category_of('flinks:api.code', 'INVALID_LOGIN')"
        assert session.sql(query).fetchall() == [("credentials_invalid",)]
