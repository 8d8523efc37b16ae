"""Compares live traffic with what is listed: new values, new fields, bodies of another shape, coverage.

`check` takes bodies from anywhere, `from_duckdb` and `from_spark` those that are in a table. None of them
keeps a body, and all that a report shows of one is masked by the rules of `linkcodes.redact`.
"""

from __future__ import annotations

from linkcodes._live._engines import from_duckdb, from_spark
from linkcodes._live._report import KINDS, LiveReport
from linkcodes._live._run import check
from linkcodes._live._samples import LiveBody

__all__ = ["KINDS", "LiveBody", "LiveReport", "check", "from_duckdb", "from_spark"]
