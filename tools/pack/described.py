"""Writes what the data pack is as a Frictionless data package: columns, types, keys, links, digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tools.pack.rows import Pack, version_of
from tools.pack.tables import TABLES, PackColumn, PackTable

_TYPES = {"text": "string", "integer": "integer", "boolean": "boolean", "date": "date"}
_KEYS = {table.name: table.key for table in TABLES}


def write(pack: Pack, folder: Path) -> None:
    """Write `datapackage.json`; the CSV files are there already."""
    text = json.dumps(described(pack, folder), indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def described(pack: Pack, folder: Path) -> dict[str, Any]:
    """Return the description of a pack whose files are in a folder."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "linkcodes",
        "title": "linkcodes: the data pack",
        "version": version_of(pack),
        "licenses": [{"name": "MIT", "path": "https://opensource.org/license/mit"}],
        "resources": [_resource(table, folder) for table in TABLES],
    }


def _resource(table: PackTable, folder: Path) -> dict[str, Any]:
    path = f"csv/{table.name}.csv"
    data = (folder / path).read_bytes()
    return {
        "name": table.name,
        "description": table.summary,
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"lineTerminator": "\n"},
        "schema": _schema(table),
    }


def _schema(table: PackTable) -> dict[str, Any]:
    links = [
        {"fields": [*link.columns], "reference": {"resource": link.table, "fields": [*_KEYS[link.table]]}}
        for link in table.links
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": [*table.key],
        **({"foreignKeys": links} if links else {}),
    }


def _field(column: PackColumn) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.summary,
    }
    if column.required:  # then an empty cell is the empty text
        found |= {"constraints": {"required": True}, "missingValues": []}
    return found
