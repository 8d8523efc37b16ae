"""One spec, one truth: the finished outputs of all targets hold the same codes.

Each reader below looks at what users get, never at the spec or at the generator: it imports the Python
package, runs the TypeScript package in Node, and reads the schemas, the pages, the tables and the document.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PACKAGE, REPO, published_rows
from tests.packages import Package

Entry = tuple[str, str, str, str | int]
"""provider, vocabulary, name, value"""
GENERATED = REPO / "generated"

PYTHON = """
import json, linkcodes
print(json.dumps([[v.vocabulary, m.name, m.value] for v in linkcodes.vocabularies() for m in v]))
"""
TYPESCRIPT = """
import { readFileSync } from "node:fs";
const kebab = (name) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
const found = { objects: [], modules: [] };
for (const [id, provider, type] of JSON.parse(readFileSync(0))) {
  const all = await import(`linkcodes/${provider}`);
  for (const [name, value] of Object.entries(all[type])) found.objects.push([id, name, value]);
  const flat = await import(`linkcodes/${provider}/${kebab(type)}`);
  for (const [name, value] of Object.entries(flat))
    if (typeof value !== "function") found.modules.push([id, name, value]);
}
console.log(JSON.stringify(found));
"""


def entries(rows: list[list[Any]]) -> set[Entry]:
    found = [(row[0].split(":")[0], row[0], row[1], row[2]) for row in rows]
    assert len(found) == len(set(found)), "something is there twice"
    return set(found)


@cache
def document() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((GENERATED / "spec/linkcodes.json").read_bytes())
    return content


def vocabularies() -> list[dict[str, Any]]:
    return [vocabulary for provider in document()["providers"] for vocabulary in provider["vocabularies"]]


@pytest.fixture(scope="session")
def truth() -> set[Entry]:
    rows = [[one["id"], code["name"], code["value"]] for one in vocabularies() for code in one["codes"]]
    assert len(rows) > 100
    return entries(rows)


@pytest.fixture(scope="session")
def npm(package: Callable[[str], Package], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which `linkcodes` can be imported by Node."""
    folder = tmp_path_factory.mktemp("npm")
    (folder / "node_modules").mkdir()
    (folder / "node_modules/linkcodes").symlink_to(package("real").folder)
    return folder


@pytest.mark.slow
def test_python(truth: set[Entry]) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    done = subprocess.run([sys.executable, "-c", PYTHON], env=environment, capture_output=True, check=True)
    assert entries(json.loads(done.stdout)) == truth


@pytest.fixture(scope="session")
def typescript(npm: Path) -> dict[str, Any]:
    (npm / "read.mjs").write_text(TYPESCRIPT, encoding="utf-8")
    wanted = json.dumps([[one["id"], one["id"].split(":")[0], one["type_name"]] for one in vocabularies()])
    done = subprocess.run(["node", npm / "read.mjs"], input=wanted.encode(), capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("form", ["objects", "modules"])
def test_typescript(form: str, typescript: dict[str, Any], truth: set[Entry]) -> None:
    assert entries(typescript[form]) == truth


def test_csv(truth: set[Entry]) -> None:
    with (GENERATED / "data/codes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["is_default"] == "true" and row["name"]]
    assert entries([[row["vocabulary"], row["name"], row["value"]] for row in rows]) == {
        (provider, vocabulary, name, str(value)) for provider, vocabulary, name, value in truth
    }


def test_json_lines(truth: set[Entry]) -> None:
    rows = [row for row in published_rows(GENERATED / "data") if row["is_default"] and row["name"]]
    assert entries([[row["vocabulary"], row["name"], row["value"]] for row in rows]) == truth


def test_site(truth: set[Entry], rendered: Callable[[str], Path]) -> None:
    """The page of a code lies under its name, and shows its wire value as the title."""
    found = []
    for vocabulary in vocabularies():
        folder = rendered("real") / "site" / vocabulary["id"].replace(":", "/", 1)
        for page in sorted(folder.glob("*.md")):
            if page.stem != "index":
                title = re.search(
                    r"^# (?:<code>|`)(.*?)(?:</code>|`)", page.read_text(encoding="utf-8"), re.M
                )
                assert title, page
                text = html.unescape(re.sub(r"<[^>]*>", "", title[1]))
                found.append([vocabulary["id"], page.stem, text])
    assert entries(found) == {(p, v, name, str(value)) for p, v, name, value in truth}


@pytest.mark.parametrize("flavor", ["strict", "tolerant"])
def test_schemas(flavor: str, truth: set[Entry]) -> None:
    """Every vocabulary that a payload carries has the same values there."""
    listed: dict[str, set[str | int]] = {}
    for _, vocabulary, _, value in truth:
        listed.setdefault(vocabulary, set()).add(value)
    found: set[str] = set()
    for path in sorted((GENERATED / "jsonschema" / flavor).rglob("*.schema.json")):
        for named, values in enums(json.loads(path.read_bytes())):
            assert values == set().union(*(listed[name] for name in named)), path
            found |= named
    assert found == {one["id"] for one in vocabularies() if one["carried_by"]}


def enums(schema: Any) -> list[tuple[set[str], set[str | int]]]:
    """Return (vocabulary ids, values) for each coded field: its `$comment` names the vocabularies."""
    found: list[tuple[set[str], set[str | int]]] = []
    ids = {one["id"] for one in vocabularies()}
    nodes = [schema]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            words = set(re.findall(r"[\w:.]+\w", str(node.get("$comment", ""))))
            if named := words & ids:
                found.append((named, set(known_values(node, schema))))
            nodes += node.values()
        elif isinstance(node, list):
            nodes += node
    return found


def known_values(node: dict[str, Any], schema: dict[str, Any]) -> list[str | int]:
    for branch in (node, *node.get("anyOf", ())):
        if "$ref" in branch:
            return list(schema["$defs"][branch["$ref"].removeprefix("#/$defs/")]["enum"])
        if "enum" in branch:
            return list(branch["enum"])
    return []


BEHAVIOR = [
    *("category", "actor", "actions", "retry", "unattended_retry"),
    *("phase", "ends", "severity", "challenge", "partial", "operation"),
]
PYTHON_BEHAVIOR = """
import json, linkcodes, sys
fields = json.load(sys.stdin)
print(json.dumps({f"{v.vocabulary}#{m.name}": [getattr(m.info, field) for field in fields]
  for v in linkcodes.vocabularies() for m in v if m.info.category}))
"""
TYPESCRIPT_BEHAVIOR = """
import { readFileSync } from "node:fs";
const camel = (name) => name[0].toLowerCase() + name.slice(1);
const { fields, codes } = JSON.parse(readFileSync(0));
const found = {};
for (const [id, type, value] of codes) {
  const info = (await import(`linkcodes/${id.split(":")[0]}/info`))[camel(type) + "Info"](value);
  found[id] = fields.map((field) => info[field] ?? null);
}
console.log(JSON.stringify(found));
"""


def test_behavior_is_the_same_in_python_and_typescript(npm: Path) -> None:
    """What a program branches on, code by code, as each package answers it."""
    codes = [(one, code) for one in vocabularies() for code in one["codes"] if "category" in code]
    wanted = {code["id"]: [code.get(field) for field in BEHAVIOR] for _, code in codes}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    python = [sys.executable, "-c", PYTHON_BEHAVIOR]
    question = json.dumps(BEHAVIOR).encode()
    done = subprocess.run(python, input=question, env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout) == wanted
    (npm / "behave.mjs").write_text(TYPESCRIPT_BEHAVIOR, encoding="utf-8")
    asked = [[code["id"], one["type_name"], code["value"]] for one, code in codes]
    question = json.dumps({"fields": BEHAVIOR, "codes": asked}).encode()
    done = subprocess.run(["node", npm / "behave.mjs"], input=question, capture_output=True, check=True)
    assert json.loads(done.stdout) == wanted


def test_the_readers_see_a_difference(truth: set[Entry], rendered: Callable[[str], Path]) -> None:
    """A reader that found the same everywhere, whatever it reads, would prove nothing."""
    rows = [row for row in published_rows(rendered("tiny") / "data") if row["is_default"] and row["name"]]
    assert not entries([[row["vocabulary"], row["name"], row["value"]] for row in rows]) & truth
