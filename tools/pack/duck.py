"""Writes the data pack as one DuckDB database, with macros that answer for a vocabulary and a value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from tools.pack.arrow import tables
from tools.pack.rows import Pack
from tools.pack.sql import create_table, quoted
from tools.pack.tables import TABLES, ColumnType

NAME = "linkcodes"
"""What the database must be called where it is attached: the macros find their tables by it."""
_TYPES: Mapping[ColumnType, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
_FORMAT = "v1.4.0"
"""The oldest version of DuckDB that can read it."""
_BLOCK = 16384
"""The smallest block: little is fetched over HTTP, and few bytes are unused."""
_MACROS = (
    ("key_of(of_vocabulary, of_value)", "of_vocabulary || '=' || CAST(of_value AS VARCHAR)"),
    ("is_listed(of_vocabulary, of_value)", "EXISTS (FROM {codes} AS code WHERE code.key = {key})"),
    *(
        (
            f"{column}_of(of_vocabulary, of_value)",
            f"(SELECT code.{column} FROM {{codes}} AS code WHERE code.key = {{key}})",
        )
        for column in ("action", "actor", "phase", "retry", "situation", "unattended_retry")
    ),
    (
        "category_of(of_vocabulary, of_value)",
        "(SELECT CASE WHEN count(*) = 0 THEN 'unknown' ELSE max(code.category) END "
        "FROM {codes} AS code WHERE code.key = {key})",
    ),
    (
        "classified(events)",
        "TABLE SELECT event.*, code.key IS NOT NULL AS listed, code.has_behavior, "
        "CASE WHEN code.key IS NULL THEN 'unknown' ELSE code.category END AS category, "
        "code.situation, code.actor, code.action, code.retry, code.unattended_retry, code.phase, "
        "code.severity, code.confidence, advice.attended, advice.unattended "
        "FROM query_table(events) AS event "
        "LEFT JOIN {codes} AS code ON code.key = event.vocabulary || '=' || CAST(event.value AS VARCHAR) "
        "LEFT JOIN {advice} AS advice ON advice.key = code.key AND advice.is_default",
    ),
)
"""`category_of` gives `unknown` for a value that is not listed, and nothing for one that is no outcome."""


def write(pack: Pack, path: Path) -> None:
    """Write the database; one that is there is replaced. The same pack gives the same bytes."""
    path.unlink(missing_ok=True)
    with duckdb.connect(config={"threads": 1}) as session:
        session.execute("SET force_compression = 'uncompressed'")  # the others leave bytes as they find them
        session.execute(
            f"ATTACH {_literal(str(path))} AS {NAME} (STORAGE_VERSION '{_FORMAT}', BLOCK_SIZE {_BLOCK})"
        )
        session.execute(f"USE {NAME}")
        _fill(session, pack)
        session.execute("CHECKPOINT")
        session.execute("USE memory")
        session.execute(f"DETACH {NAME}")
    path.write_bytes(without_identity(path.read_bytes()))


def _fill(session: duckdb.DuckDBPyConnection, pack: Pack) -> None:
    filled = tables(pack)
    for table in TABLES:
        session.execute(create_table(table, _TYPES, with_links=False))
        session.register("rows", filled[table.name])
        session.execute(f"INSERT INTO {quoted(table.name)} FROM rows")
        session.unregister("rows")
        session.execute(f"COMMENT ON TABLE {quoted(table.name)} IS {_literal(table.summary)}")
        for column in table.columns:
            place = f"{quoted(table.name)}.{quoted(column.name)}"
            session.execute(f"COMMENT ON COLUMN {place} IS {_literal(column.summary)}")
    parts = {
        "codes": f"{NAME}.codes", "advice": f"{NAME}.advice",
        "key": "of_vocabulary || '=' || CAST(of_value AS VARCHAR)",
    }  # fmt: skip
    for name, body in _MACROS:
        session.execute(f"CREATE MACRO {name} AS {body.format(**parts)}")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_HEADERS = (0, 4096, 8192)
_HEADER = 4096
_SUM = 8
_IDENTITY = slice(124, 140)
_FACTOR = 0xBF58476D1CE4E5B9
_WORD = (1 << 64) - 1


def without_identity(data: bytes) -> bytes:
    """Return a database without the random number that each one gets, which only encryption has a use for.

    Raises:
        ValueError: the headers are not as this version of DuckDB writes them.
    """
    identity, fixed = data[_IDENTITY], bytearray(data)
    for start in _HEADERS:
        header = data[start : start + _HEADER]
        if header[:_SUM] != _sum(header[_SUM:]):
            raise ValueError("DuckDB writes another header now; look at `without_identity` again")
        rest = header[_SUM:].replace(identity, bytes(len(identity)))
        fixed[start : start + _HEADER] = _sum(rest) + rest
    return bytes(fixed)


def _sum(data: bytes) -> bytes:
    """Return the checksum that DuckDB puts before a header."""
    found = 5381
    for start in range(0, len(data), _SUM):
        found ^= int.from_bytes(data[start : start + _SUM], "little") * _FACTOR & _WORD
    return found.to_bytes(_SUM, "little")
