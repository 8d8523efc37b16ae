"""All that is measured, in the order in which it is shown: functions, by name."""

from __future__ import annotations

MEASUREMENTS = (
    "bench.generator:check_process",
    "bench.generator:edits",
    "bench.generator:check_growth",
    "bench.generator:generation",
    "bench.diff:comparison",
    "bench.python_package:imports",
    "bench.python_package:explaining",
    "bench.python_package:classification",
    "bench.python_package:decoding",
    "bench.python_package:validation",
    "bench.frames:joins",
    "bench.frames:growth",
    "bench.signatures:verification",
    "bench.masking:masking",
    "bench.scan:scanning",
    "bench.node:calls",
    "bench.node:sizes",
    "bench.explorer:typing",
    "bench.lighthouse:scores",
    "bench.workshop:builds",
    "bench.workshop:quick",
    "bench.workshop:sizes",
    "bench.serving:edits",
    "bench.doubled:generation",
)
LONG = ("bench.doubled:tests",)
"""What is measured only if it is asked for."""
