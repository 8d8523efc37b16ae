"""What the Python package costs: imports, classification, validation."""

from __future__ import annotations

import http
import json
import time
from collections.abc import Iterator

from linkcodes import classify, decode, vocabulary

from tests.bench.measure import PACKAGE, PYTHON, call_ratio, import_seconds, per_second, process_extra
from tests.bench.results import BudgetRow, Comparison, ComparisonBar, Finding
from tests.bench.validators import rates

IMPORTS = (
    "import http",
    "import linkcodes.{provider}",
    "from linkcodes.{provider} import {name}",
    "import pydantic",
)


def imports() -> Iterator[Finding]:
    """Importing a provider's enums, against importing http and pydantic."""
    enum = vocabulary("lean:linksdk.secondary_status")
    names = {"provider": enum.vocabulary.split(":")[0], "name": enum.__name__}
    programs = [program.format(**names) for program in IMPORTS]
    times = {program: import_seconds(program, PACKAGE) for program in programs}
    theirs = times["import http"]
    bars = (
        ComparisonBar(program, seconds * 1000, "linkcodes" in program) for program, seconds in times.items()
    )
    yield Comparison("Importing, above bare Python", "ms", more_is_better=False, bars=tuple(bars))
    for program in programs[1:3]:
        measured = f"{times[program] / theirs:.2f} x ({times[program] * 1000:.1f} ms)"
        yield BudgetRow(
            f"`{program}`, against `import http`", "1.5 x", measured, times[program] <= 1.5 * theirs
        )
    everything = f"from linkcodes.{names['provider']} import *"
    seconds = import_seconds(everything, PACKAGE)
    yield BudgetRow(f"`{everything}`", "", f"{seconds / theirs:.2f} x ({seconds * 1000:.1f} ms)", None)


def explaining() -> Iterator[Finding]:
    """`linkcodes explain`, a process of its own, against bare Python."""
    explain = [PYTHON, "-m", "linkcodes.cli", "explain", "INVALID_CREDENTIALS"]
    seconds = process_extra(explain, [PYTHON, "-c", "pass"], PACKAGE)
    what = "`linkcodes explain`, above bare Python, CPU"
    yield BudgetRow(what, "100 ms", f"{seconds * 1000:.0f} ms", seconds <= 0.1)


def classification() -> Iterator[Finding]:
    """Classifying a known code, against HTTPStatus(404).phrase."""
    enum = vocabulary("lean:linksdk.secondary_status")
    ways = {
        "http.HTTPStatus(404).phrase": lambda: http.HTTPStatus(404).phrase,
        "classify(...), a known code": lambda: classify(
            "lean", "INVALID_MFA", vocabulary="linksdk.secondary_status"
        ),
        "parse(...).info.category": lambda: enum.parse("INVALID_MFA").info.category,
        "classify(...), not listed": lambda: classify(
            "lean", "BRAND_NEW", vocabulary="linksdk.secondary_status"
        ),
    }
    bars = (ComparisonBar(name, per_second(way), not name.startswith("http")) for name, way in ways.items())
    yield Comparison("Classifying a code in Python", "per second", more_is_better=True, bars=tuple(bars))
    baseline, known, parsed, _ = ways.values()
    for name, way in (("`classify()` of a known code", known), ("`parse().info.category`", parsed)):
        ratio = call_ratio(way, baseline)
        yield BudgetRow(f"{name}, against `HTTPStatus(404).phrase`", "1.0 x", f"{ratio:.2f} x", ratio <= 1)


WEBHOOK = '{"event":"accounts.connected","name":"n","data":{"account":"a1","user":"u1"}}'
WORST = {
    "an unfinished list": '{"a":[' * 20 + "1," * 2_400_000,
    "many objects": "[" + '{"status":"ERROR","secondary_status":"INVALID_MFA"},' * 90_000 + "{}]",
    "many words": "A_B " * 1_200_000,
    "many addresses": "a://b?c=d " * 490_000,
}


def decoding() -> Iterator[Finding]:
    """Decoding a small webhook, against json.loads, and the worst texts of five megabytes."""
    ratio = call_ratio(lambda: decode(WEBHOOK), lambda: json.loads(WEBHOOK))
    yield BudgetRow(
        "`decode()` of an 80-byte webhook, against `json.loads`", "8.0 x", f"{ratio:.1f} x", ratio <= 8
    )
    for name, text in WORST.items():
        start = time.process_time()
        decode(text)
        seconds = time.process_time() - start
        yield BudgetRow(f"`decode()` of 5 MB, {name}", "0.50 s", f"{seconds:.2f} s", seconds <= 0.5)


def validation() -> Iterator[Finding]:
    """Validating payloads, against jsonschema, fastjsonschema, jsonschema-rs, msgspec and pydantic."""
    found = rates()
    for body in dict.fromkeys(rate.body for rate in found):
        bars = tuple(
            ComparisonBar(rate.name, rate.per_second, OURS in rate.name)
            for rate in found
            if rate.body == body
        )
        yield Comparison(f"Validating {body} in Python", "per second", more_is_better=True, bars=bars)
    for rate in found:
        if rate.name.startswith(OURS):
            what = f"{rate.name}, {rate.body}, throughput against `jsonschema`"
            is_validator = rate.name.endswith("validate")  # the models make objects, too
            budget, is_met = ("25 x", rate.ratio >= 25) if is_validator else ("", None)
            yield BudgetRow(what, budget, f"{rate.ratio:.1f} x", is_met)


OURS = "linkcodes"
