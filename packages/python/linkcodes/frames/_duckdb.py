"""Answers for the rows of a relation of DuckDB: its combinations, answered, are joined to it."""

from __future__ import annotations

from typing import Any

import duckdb

from linkcodes.frames._questions import Question

_ASKED = "_linkcodes_asked"
_ANSWERS = "_linkcodes_answers"


def answered(frame: duckdb.DuckDBPyRelation, question: Question) -> duckdb.DuckDBPyRelation:
    """Return a relation, of the same connection, with the answer to a question about each row."""
    relation: Any = frame
    columns = ", ".join(map(_quoted, question.columns))
    asked = relation.query(_ASKED, f"select distinct {columns} from {_ASKED}")
    _linkcodes_answers = _answers(asked, question)  # DuckDB finds it by this name
    keys = [(_quoted(name), _key(place)) for place, name in enumerate(question.columns)]
    on = " and ".join(f"{_ASKED}.{name} is not distinct from {_ANSWERS}.{key}" for name, key in keys)
    added = ", ".join(f"{_ANSWERS}.{_quoted(name)}" for name in question.fields)
    found: duckdb.DuckDBPyRelation = relation.query(
        _ASKED, f"select {_ASKED}.*, {added} from {_ASKED} left join {_ANSWERS} on {on}"
    )
    return found


def _answers(asked: duckdb.DuckDBPyRelation, question: Question) -> Any:
    """Return the combinations as they are, so that they keep their types, with their answers."""
    pa = _pyarrow()
    found = asked.to_arrow_table()
    types = {str: pa.string(), bool: pa.bool_()}
    rows = zip(*(column.to_pylist(maps_as_pydicts="lossy") for column in found.columns), strict=True)
    answers = question.answers(rows)
    table = found.rename_columns([_key(place) for place in range(len(question.columns))])
    for name, kind in question.fields.items():
        table = table.append_column(name, pa.array(answers[name], type=types[kind]))
    return table


def _pyarrow() -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415
    except ImportError:
        raise ImportError("for relations of DuckDB, install pyarrow as well", name="pyarrow") from None
    return pa


def _key(place: int) -> str:
    return f"_linkcodes_key_{place}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
