"""The data, as a package for PyPI and for npm: under the promised names, readable, what is generated."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from email.parser import Parser
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest

from tests.conftest import REPO, published_rows
from tests.packages import run
from tools import project
from tools.dataset import write

Files = dict[str, bytes]
"""The files of the data set, by their paths."""
README = (REPO / "packages/dataset/README.md").read_text("utf-8")


ABOUT = {"LICENSE", "README.md"}
"""What is no data; `package.json` and `__init__.py` are what makes a package of it."""


@pytest.fixture(scope="module")
def in_wheel(dataset: Path) -> Files:
    [wheel] = dataset.glob("linkcodes_dataset-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return below("linkcodes_dataset/", {name: archive.read(name) for name in archive.namelist()})


@pytest.fixture(scope="module")
def in_tarball(dataset: Path) -> Files:
    [tarball] = dataset.glob("linkcodes-dataset-*.tgz")
    with tarfile.open(tarball) as archive:
        members = [(member.name, archive.extractfile(member)) for member in archive.getmembers()]
        return below("package/", {name: file.read() for name, file in members if file})


def below(folder: str, files: Files) -> Files:
    return {name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)}


@pytest.fixture
def carried(in_wheel: Files) -> Files:
    """The data in the wheel; that in the tarball is compared with it, byte by byte."""
    return {name: data for name, data in in_wheel.items() if name != "__init__.py"}


def promised() -> set[str]:
    """Return the paths that README and site promise, with each provider of the spec filled in."""
    page = (REPO / "site/docs/machines.md").read_text("utf-8").partition("## As a package")[2]
    paths, of_site = (
        re.findall(r"`(\S+)`", " ".join(re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)))
        for text in (README, page.partition("## ")[0])
    )
    assert paths == of_site
    assert len(paths) >= 5
    providers = json.loads((REPO / "spec/spec.json").read_bytes())["providers"]
    return {path.replace("<provider>", provider) for path in paths for provider in providers}


def test_it_is_what_the_readme_promises(carried: Files) -> None:
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


def test_both_packages_carry_the_same(carried: Files, in_tarball: Files) -> None:
    data = {name: content for name, content in in_tarball.items() if name not in {*ABOUT, "package.json"}}
    assert data == carried


def test_both_have_the_version_and_the_authors_of_the_others(dataset: Path, in_tarball: Files) -> None:
    manifest = json.loads((REPO / "generated/typescript/package.json").read_bytes())
    package, known = json.loads(in_tarball["package.json"]), project.setting()
    [wheel] = dataset.glob("linkcodes_dataset-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode())
    assert metadata["Version"] == package["version"] == manifest["version"]
    assert set(metadata["Keywords"].split(",")) == set(package["keywords"]) >= {"mx", "enable-banking"}
    assert package["contributors"] == known["authors"]
    assert metadata["Author"] == ", ".join(author["name"] for author in known["authors"])


def test_what_a_pyproject_is_told_is_what_is_known() -> None:
    known = {
        "repository": "https://forge.example/a/b",
        "site": "",
        "authors": [{"name": 'A "B"', "email": "c"}],
    }
    told = tomllib.loads(project.toml_lines(known, ["one", "two"]))
    assert told == {"keywords": ["one", "two"], "authors": known["authors"], "urls": project.urls(known)}


@pytest.fixture(scope="module")
def application(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which both packages are installed."""
    folder = tmp_path_factory.mktemp("application")
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    [tarball] = dataset.glob("linkcodes-dataset-*.tgz")
    run("npm", "install", "--offline", "--cache", folder / "cache", tarball, cwd=folder)
    [wheel] = dataset.glob("linkcodes_dataset-*.whl")
    options = ("--no-index", "--no-deps", "--quiet", "--target", folder / "python")
    run(sys.executable, "-m", "pip", "install", *options, wheel, cwd=folder)
    return folder


@pytest.mark.parametrize(
    ("language", "command"),
    [
        ("python", [sys.executable, "-W", "error", "-c"]),
        ("js", ["node", "--disable-warning=ExperimentalWarning", "--input-type=module", "-e"]),
    ],
)
def test_the_examples_of_the_readme_print_what_they_say(
    application: Path, language: str, command: list[str]
) -> None:
    [program] = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    printed = run(*command, program, cwd=application, env={"PYTHONPATH": str(application / "python")})
    said = re.findall(r"(?:print|console\.log)\(.*\);?  ?(?:#|//) (.*)$", program, re.MULTILINE)
    assert printed.splitlines() == said != []


def test_the_folder_where_it_was_says_where_it_is() -> None:
    with pytest.raises(ModuleNotFoundError, match="pip install linkcodes-dataset"):
        files("linkcodes.dataset")


def test_what_is_missing_is_an_error(tmp_path: Path, rendered: Callable[[str], Path]) -> None:
    command = [sys.executable, str(REPO / "tools/dataset.py")]
    done = subprocess.run([*command, str(rendered("tiny")), str(tmp_path / "full")], check=False)
    assert done.returncode == 0
    assert (tmp_path / "full/schemas/tolerant/acme.schema.json").is_file()
    with pytest.raises(FileNotFoundError):
        write(tmp_path, tmp_path / "none")
