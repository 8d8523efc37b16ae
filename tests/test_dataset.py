"""The data that both packages carry: under the promised names, readable, the same as what is generated."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest

from tests.conftest import REPO, published_rows
from tests.packages import Package
from tools import dataset

Files = dict[str, bytes]
"""The files of the data set, by their paths below `dataset/`."""


@pytest.fixture(scope="module")
def in_wheel(wheel: Path) -> Files:
    with zipfile.ZipFile(wheel) as archive:
        return below("linkcodes/dataset/", {name: archive.read(name) for name in archive.namelist()})


@pytest.fixture(scope="module")
def in_tarball(package: Callable[[str], Package]) -> Files:
    with tarfile.open(package("real").tarball) as archive:
        members = [(member.name, archive.extractfile(member)) for member in archive.getmembers()]
        return below("package/dataset/", {name: file.read() for name, file in members if file})


def below(folder: str, files: Files) -> Files:
    return {name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)}


@pytest.fixture
def carried(in_wheel: Files) -> Files:
    """The files of the wheel; those of the tarball are compared with them, byte by byte."""
    return in_wheel


def promised() -> set[str]:
    """Return the paths that the site's page promises, with each provider of the spec filled in."""
    page = (REPO / "site/docs/machines.md").read_text("utf-8")
    rows = re.findall(r"^\| (`dataset/.*?) \|", page, re.MULTILINE)
    paths = re.findall(r"`dataset/(\S+)`", " ".join(rows))
    assert len(paths) >= 6
    providers = json.loads((REPO / "spec/spec.json").read_bytes())["providers"]
    return {path.replace("<provider>", provider) for path in paths for provider in providers}


def test_it_is_what_the_page_promises(carried: Files) -> None:
    assert set(carried) == promised()


def test_the_table_has_every_row(carried: Files) -> None:
    table = json.loads(carried["codes.json"])
    assert list(table) == ["spec_version", "codes"]
    assert table["codes"] == published_rows(REPO / "generated/data")
    assert table["spec_version"] == json.loads(carried["linkcodes.json"])["spec_version"]
    rows = list(csv.DictReader(io.StringIO(carried["codes.csv"].decode("utf-8"), newline="")))
    assert [row["value"] for row in rows] == [
        "" if row["value"] is None else str(row["value"]) for row in table["codes"]
    ]


def test_the_database_has_the_answers(carried: Files) -> None:
    database = sqlite3.connect(":memory:")
    database.deserialize(carried["codes.sqlite"])
    asked = "select category, attended from codes join advice using (key) where codes.key = ? and is_default"
    key = "flinks:api.code=INVALID_LOGIN"
    assert database.execute(asked, (key,)).fetchall() == [("credentials_invalid", "ask_user/needs_input")]
    rows = published_rows(REPO / "generated/data")
    values = {(row["vocabulary"], "" if row["value"] is None else str(row["value"])) for row in rows}
    assert set(database.execute("select vocabulary, value from codes")) == values
    assert database.execute("pragma foreign_key_check").fetchall() == []
    database.close()


def test_every_schema_is_one(carried: Files) -> None:
    schemas = {name: json.loads(data) for name, data in carried.items() if name.startswith("schemas/")}
    for name, schema in schemas.items():
        jsonschema_rs.meta.validate(schema)
        assert schema["$defs"], name


def test_both_packages_carry_the_same(in_wheel: Files, in_tarball: Files) -> None:
    assert in_wheel == in_tarball


def test_the_manifest_lets_it_be_imported() -> None:
    package = json.loads((REPO / "generated/typescript/package.json").read_bytes())
    assert package["exports"]["./dataset/*"] == "./dataset/*"
    assert "dataset" in package["files"]


def test_what_is_missing_is_an_error(tmp_path: Path, rendered: Callable[[str], Path]) -> None:
    command = [sys.executable, str(REPO / "tools/dataset.py")]
    done = subprocess.run([*command, str(rendered("tiny")), str(tmp_path / "full")], check=False)
    assert done.returncode == 0
    assert (tmp_path / "full/schemas/tolerant/acme.schema.json").is_file()
    with pytest.raises(FileNotFoundError):
        dataset.write(tmp_path, tmp_path / "none")
