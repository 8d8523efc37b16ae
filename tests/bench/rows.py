"""All that is measured, in the order in which it is shown: functions, by name."""

from __future__ import annotations

MEASUREMENTS = (
    "tests.bench.generator:check_process",
    "tests.bench.generator:edits",
    "tests.bench.generator:check_growth",
    "tests.bench.generator:generation",
    "tests.bench.diff:comparison",
    "tests.bench.python_package:imports",
    "tests.bench.python_package:explaining",
    "tests.bench.python_package:classification",
    "tests.bench.python_package:decoding",
    "tests.bench.python_package:validation",
    "tests.bench.frames:joins",
    "tests.bench.frames:growth",
    "tests.bench.signatures:verification",
    "tests.bench.masking:masking",
    "tests.bench.scan:scanning",
    "tests.bench.node:calls",
    "tests.bench.node:sizes",
    "tests.bench.explorer:typing",
    "tests.bench.lighthouse:scores",
    "tests.bench.workshop:builds",
    "tests.bench.workshop:quick",
    "tests.bench.workshop:sizes",
    "tests.bench.serving:edits",
    "tests.bench.doubled:generation",
)
LONG = ("tests.bench.doubled:tests",)
"""What is measured only if it is asked for."""
