"""usage: dataset.py GENERATED FOLDER

Writes into FOLDER the data that both packages carry below `dataset/`, for programs in any language: all codes
as one table and as a SQLite database, the whole spec, the JSON Schemas. The names of these files are a
promise; site/docs/machines.md lists them.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.pack import sqlite
from tools.pack.rows import pack

_COPIES = {
    "data/codes.csv": "codes.csv",
    "spec/linkcodes.json": "linkcodes.json",
    "jsonschema/tolerant": "schemas/tolerant",
    "jsonschema/strict": "schemas/strict",
}
_TABLES = frozenset({"codes", "contexts", "advice", "vocabularies", "providers", "about"})
"""The part of the data pack that is small enough to be in every installation; a release has all of it."""


def write(generated: Path, folder: Path) -> None:
    """Write the data set; a file of it that is missing in `generated` is an error."""
    for source, target in _files(generated):
        place = folder / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    sqlite.write(pack(generated), folder / "codes.sqlite", _TABLES)
    (folder / "codes.json").write_text(_table(generated), encoding="utf-8", newline="\n")


def _files(generated: Path) -> list[tuple[Path, str]]:
    found = []
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


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
