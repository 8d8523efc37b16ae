"""usage: dataset.py GENERATED FOLDER

Writes into FOLDER the package linkcodes-dataset, for PyPI and for npm, ready to be packed: the data for
programs in any language, all codes as one table and as a SQLite database, the whole spec, the JSON Schemas.
The names of these files are a promise; packages/dataset/README.md lists them.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import project
from tools.pack import sqlite
from tools.pack.rows import pack

_REPO = Path(__file__).resolve().parents[1]
_COPIES = {
    "data/codes.csv": "codes.csv",
    "spec/linkcodes.json": "linkcodes.json",
    "jsonschema/tolerant": "schemas/tolerant",
    "jsonschema/strict": "schemas/strict",
}
_TABLES = frozenset({"codes", "contexts", "advice", "vocabularies", "providers", "about"})
"""The part of the data pack that is small enough for a package; a release has all of it."""


def write(generated: Path, folder: Path) -> None:
    """Write the package; a file of the data that is missing in `generated` is an error."""
    for source, target in _files(generated):
        place = folder / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    sqlite.write(pack(generated), folder / "codes.sqlite", _TABLES)
    (folder / "codes.json").write_text(_table(generated), encoding="utf-8", newline="\n")
    _write_manifests(generated, folder)


def _files(generated: Path) -> list[tuple[Path, str]]:
    beside = [*sorted((_REPO / "packages/dataset").glob("*.*")), _REPO / "LICENSE"]
    found = [(path, path.name) for path in beside]
    for source, target in _COPIES.items():
        paths = sorted((generated / source).glob("*.json")) or [generated / source]
        found += [(path, target if path == generated / source else f"{target}/{path.name}") for path in paths]
    return found


def _table(generated: Path) -> str:
    """Return `codes.json`, one row a line, so that two releases can be compared by any tool."""
    version = json.loads((generated / "spec/linkcodes.json").read_bytes())["spec_version"]
    lines = (generated / "data/codes.jsonl").read_text("utf-8").splitlines()
    columns, *table = map(json.loads, lines)
    rows = [json.dumps(dict(zip(columns, row, strict=True))) for row in table]
    return f'{{"spec_version": {json.dumps(version)}, "codes": [\n' + ",\n".join(rows) + "\n]}\n"


def _write_manifests(generated: Path, folder: Path) -> None:
    """Add what is known elsewhere to both manifests: version, keywords, authors and addresses."""
    manifest = json.loads((generated / "typescript/package.json").read_bytes())
    shared = {name: manifest[name] for name in ("version", "keywords")}
    package, toml = folder / "package.json", folder / "pyproject.toml"
    package.write_text(json.dumps(json.loads(package.read_bytes()) | shared), encoding="utf-8")
    project.fill(package)
    lines = f"[project]\n{project.toml_lines(project.setting(), manifest['keywords'])}"
    text = toml.read_text("utf-8").replace("[project]\n", lines, 1)
    toml.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    os.umask(0o022)  # modes do not depend on that of the builder, so that the tarball does not either
    write(Path(sys.argv[1]), Path(sys.argv[2]))
