"""What a tree of this repository published: resolved spec, vectors, plans, columns, identifiers."""

from __future__ import annotations

import csv
import io
import itertools
import json
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from codegen.compat.history.answers import AnsweringPackage, advice
from codegen.compat.history.release import RecordedRelease
from codegen.compat.history.translate import translated
from codegen.compat.history.untrusted import read_document
from codegen.read.findings import UsageError
from codegen.text.vectors import read_vectors

DOCUMENT = "generated/spec/linkcodes.json"
_FOLDERS = ("generated", "packages/python")
_KEYS = (("id",), ("vocabulary", "value", "context"), ("vocabulary", "name", "context"))
"""Columns that may make a row of the data pack unique, the shortest first."""


def of_revision(repo: Path, revision: str) -> RecordedRelease:
    """Return what a commit published; raise UsageError if git has no such commit or nothing is in it."""
    commit = commit_of(repo, revision)
    listed = _git(repo, "ls-tree", "--name-only", commit, *_FOLDERS).decode().split()
    archive = _git(repo, "archive", "--format=tar", commit, *listed) if "generated" in listed else b""
    with TemporaryDirectory(prefix="linkcodes-") as name:
        tree = Path(name)
        if archive:
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(tree, filter="data")
        if not (tree / DOCUMENT).is_file():
            raise UsageError(f"{revision} has no {DOCUMENT}; name a revision that has one")
        return of_tree(tree, f"{revision}:{DOCUMENT}")


def of_tree(tree: Path, name: str) -> RecordedRelease:
    """Return what a tree published; its package is asked for its plans."""
    document = translated(read_document(tree / DOCUMENT, name))
    vectors = vectors_of(tree / "generated/conformance")
    package = AnsweringPackage.of_tree(tree)
    return RecordedRelease(
        document,
        vectors,
        advice(package, vectors.get("classify", []), document) if package else {},
        tables_of(tree / "generated/data"),
        schema_ids_of(tree / "generated/jsonschema"),
    )


def vectors_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the conformance vectors of a tree by kind."""
    files = sorted(folder.glob("*.json"))
    return {path.stem: read_vectors(path) for path in files}


def tables_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the columns and the key of each table of the data pack."""
    return {path.name: _table(path) for path in sorted(folder.glob("*")) if path.suffix in (".csv", ".jsonl")}


def schema_ids_of(folder: Path) -> list[str]:
    """Return the identifiers of the schemas in a folder: of files, and of what a provider's file defines."""
    found: set[str] = set()
    for path in folder.glob("*/**/*.json"):
        schema = json.loads(path.read_bytes())
        identity = schema.get("$id", "")
        found.add(identity)
        if path.parent.name in ("strict", "tolerant"):
            found |= {_identity(identity, name) for name in schema.get("$defs", {}) if ":" not in name}
    return sorted(found - {""})


def commit_of(repo: Path, revision: str) -> str:
    """Return the commit that a revision names; raise UsageError if there is none."""
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is no revision; name a commit, a branch or a tag")
    return _git(repo, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()


def date_of(repo: Path, commit: str) -> str:
    """Return the day of a commit."""
    return _git(repo, "show", "--no-patch", "--format=%cs", commit).decode().strip()


def _identity(provider: str, payload: str) -> str:
    """Return the identifier of one payload's schema, as the site publishes it."""
    base, _, flavor = provider.partition("::")
    return f"{base}:{payload}" + (f":{flavor}" if flavor else "")


def _git(repo: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(repo), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("git is not installed; compare with a recorded release or with a file") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no such revision"]
        raise UsageError(f"git {arguments[0]} {arguments[-1]}: {said[0]}")
    return done.stdout


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of the data pack."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text, newline="")))
    lines = [json.loads(line) for line in text.splitlines()]
    if not lines or isinstance(lines[0], dict):
        return lines  # as releases up to 0.1.0 have them
    columns, *rows = lines
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _table(path: Path) -> dict[str, Any]:
    rows = rows_of(path)
    columns = {name: _type(row.get(name) for row in rows) for name in (rows[0] if rows else {})}
    return {"columns": columns, "key": _key(columns, rows)}


def _type(values: Any) -> str:
    """Return the types of a column's values, those that are missing aside."""
    names: Mapping[type, str] = {str: "text", bool: "boolean", int: "integer", float: "number", list: "list"}
    return "|".join(sorted({names[type(value)] for value in values if value is not None}))


def _key(columns: Mapping[str, str], rows: list[dict[str, Any]]) -> list[str]:
    for key in _KEYS:
        if set(key) <= set(columns):
            seen = [tuple(row[name] for name in key) for row in rows]
            if len(set(seen)) == len(seen):
                return list(key)
    widest = itertools.chain.from_iterable(_KEYS)
    return sorted(set(widest) & set(columns))
