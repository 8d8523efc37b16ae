# ruff: noqa: PLC0415
"""Finds out whose frame it is, and has the module for that engine give each row its answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from importlib import import_module
from typing import Any

from linkcodes.frames._named import Column, found
from linkcodes.frames._questions import Asked, Question

Asking = Callable[[Asked, str], Question]
_MODULES = {
    "PANDAS": "_pandas",
    "POLARS": "_polars",
    "PYARROW": "_pyarrow",
    "DUCKDB": "_duckdb",
    "PYSPARK": "_pyspark",
    "PYSPARK_CONNECT": "_pyspark",
}
_CASELESS = {"_duckdb", "_pyspark"}
"""For these engines, names that differ in case alone are the same."""


def answered(frame: Any, asking: Asking, told: Mapping[str, object], prefix: str) -> Any:
    """Return a frame with the answers to a question about each of its rows."""
    nw = _narwhals()
    wrapped = nw.from_native(frame)
    module = _MODULES.get(wrapped.implementation.name)
    if module is None:
        raise TypeError(
            "linkcodes.frames takes frames of pandas, Polars, PyArrow, DuckDB and PySpark, "
            f"not of {wrapped.implementation.value}"
        )
    columns = wrapped.collect_schema().names()
    question = _asked(asking, told, columns, prefix)
    _refuse_clash(columns, question.fields, is_caseless=module in _CASELESS)
    answer = import_module(f"linkcodes.frames.{module}").answered
    native = answer(wrapped.to_native(), question)
    return nw.from_native(native) if isinstance(frame, nw.DataFrame | nw.LazyFrame) else native


def _narwhals() -> Any:
    try:
        import narwhals as nw
    except ImportError:
        message = "linkcodes.frames needs Narwhals; install linkcodes[frames]"
        raise ImportError(message, name="narwhals") from None
    return nw


def _asked(asking: Asking, told: Mapping[str, object], columns: Collection[str], prefix: str) -> Question:
    asked = {name: found(name, each, columns) for name, each in told.items() if each is not None}
    if not any(isinstance(each, Column) for each in asked.values()):
        raise ValueError("nothing differs from row to row: name at least one column")
    return asking(asked, prefix)


def _refuse_clash(columns: Collection[str], added: Iterable[str], is_caseless: bool) -> None:
    there = {name.lower() for name in columns} if is_caseless else set(columns)
    clash = [name for name in added if (name.lower() if is_caseless else name) in there]
    if clash:
        several = ", ".join(map(repr, clash))
        raise ValueError(f"the frame already has {several}; name a prefix, such as prefix='linkcodes_'")
