"""What the Python package costs: imports, classification, validation."""

from __future__ import annotations

import http
from collections.abc import Iterator

from linkcodes import classify, vocabulary

from bench.measure import REPO, call_ratio, import_seconds, per_second
from bench.results import BudgetRow, Comparison, ComparisonBar, Finding
from bench.validators import rates

PACKAGE = REPO / "build/python"
"""The package as a wheel installs it."""
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
            f"`{program}`, against `import http`", "3.0 x", measured, times[program] <= 3 * theirs
        )
    everything = f"from linkcodes.{names['provider']} import *"
    seconds = import_seconds(everything, PACKAGE)
    yield BudgetRow(f"`{everything}`", "", f"{seconds / theirs:.2f} x ({seconds * 1000:.1f} ms)", None)


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
        yield BudgetRow(f"{name}, against `HTTPStatus(404).phrase`", "3.0 x", f"{ratio:.2f} x", ratio <= 3)


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
            budget, holds = ("10 x", rate.ratio >= 10) if is_validator else ("", None)
            yield BudgetRow(what, budget, f"{rate.ratio:.1f} x", holds)


OURS = "linkcodes"
