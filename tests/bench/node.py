"""What the npm package costs: calls a second in Node, and bytes in a bundle."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.bench.measure import BUILD, REPO, output
from tests.bench.results import BudgetRow, Comparison, ComparisonBar, Finding
from tests.bench.sizes import bundle, zipped
from tests.bench.web import validator_sizes

ONE_CONSTANT = {
    "http-status-codes": """
import { StatusCodes } from "http-status-codes";
console.log(StatusCodes.NOT_FOUND);
""",
    "statuses": 'import statuses from "statuses"; console.log(statuses.code["not found"]);',
    "linkcodes": """
import * as SecondaryStatus from "linkcodes/lean/secondary-status";
console.log(SecondaryStatus.INVALID_MFA);
""",
}
LISTENER = """
import { listen } from "linkcodes/listener";
import { connectEvent } from "linkcodes/flinks/events";
import { connectErrorCodeBehavior } from "linkcodes/flinks/behavior";
listen(connectEvent, {
  origin: location.origin,
  onEvent: ({ codes }) => codes.map(({ value }) => console.log(connectErrorCodeBehavior(value).category)),
});
"""
PLAN = """
import { connectErrorCodePlan } from "linkcodes/flinks/plan";
import { texts } from "linkcodes/texts/en/flinks";
console.log(connectErrorCodePlan(location.href), texts);
"""
RECEIVE = 'import { receive } from "linkcodes/SOURCE"; console.log(receive);'
HOOKS = {
    "react-plaid-link, which opens one widget": """
import { usePlaidLink } from "react-plaid-link";
console.log(usePlaidLink);
""",
    "useLink, which hears one widget": """
import { useLink } from "linkcodes/react";
import { connectEvent } from "linkcodes/flinks/events";
console.log(useLink, connectEvent);
""",
    "useLinkOutcome, with plan and texts": """
import { useLinkOutcome } from "linkcodes/react";
import { createRuntime } from "linkcodes/engine";
import { connectEvent } from "linkcodes/flinks/events";
import { rules } from "linkcodes/flinks/rules";
import { texts } from "linkcodes/texts/en/flinks";
console.log(useLinkOutcome, connectEvent, createRuntime([rules]), texts);
""",
}
DECODE = "decode, a callback"
CLASSIFY = 'import { classify } from "linkcodes/SOURCE"; console.log(classify);'
RUNTIME = 'import { decode } from "linkcodes/SOURCE"; console.log(decode(location.href));'
_READERS = (
    ("`classify`", CLASSIFY, "classify", "runtime"),
    ("`decode`", RUNTIME, "runtime", "runtime"),
    ("`receive`", RECEIVE, "webhooks", "webhooks"),
)
"""What reads, a program that does it, and the module that it needs: of one provider, and of all."""


def calls() -> Iterator[Finding]:
    """Classifying and validating in Node, against a bare Map and Ajv."""
    speeds = _script("classify.mjs")
    yield BudgetRow("`decode` of a callback in Node", "", f"{speeds.pop(DECODE):,.0f} a second", None)
    ratio = speeds.pop("JSON.parse, a webhook") / speeds.pop("decode, a webhook")
    what = "`decode` of an 80-byte webhook in Node, against `JSON.parse`"
    yield BudgetRow(what, "8.0 x", f"{ratio:.1f} x", ratio <= 8)
    yield _speeds("Classifying a code in Node", speeds, first="Map lookup")
    rates = _script("validators.mjs")
    for size in ("small", "large"):
        chosen = {
            name.removeprefix(f"{size}: "): rate for name, rate in rates.items() if name.startswith(size)
        }
        yield _speeds(f"Validating a {size} payload in Node", chosen, first="Ajv, compiled before")
        ratio = chosen["Ajv standalone"] / chosen["linkcodes, yes or no"]
        what = f"yes or no to a {size} payload in Node, time against Ajv standalone"
        yield BudgetRow(what, "1.3 x", f"{ratio:.2f} x", ratio <= 1.3)


def sizes() -> Iterator[Finding]:
    """What constants, the listener, the runtime and the validators cost a web page."""
    one = {name: len(bundle(program)) for name, program in ONE_CONSTANT.items()}
    bars = (ComparisonBar(name, size, name == "linkcodes") for name, size in one.items())
    yield Comparison("One constant, bundled and minified", "bytes", more_is_better=False, bars=tuple(bars))
    yield _limit("one TypeScript constant, bundled and minified", one["linkcodes"], 100)
    listener = zipped(bundle(LISTENER))
    yield _limit("listener with Flinks Connect events and classification, gzip", listener, 3072)
    yield _limit("the same with plan and text, gzip", zipped(bundle(LISTENER + PLAN)), 10_000)
    yield from _readers()
    title = "A React hook for a widget, gzip, without React"
    yield Comparison(title, "bytes", more_is_better=False, bars=tuple(_hooks()))
    yield from validator_sizes()


def _readers() -> Iterator[BudgetRow]:
    """What classifying, decoding and receiving cost, by the providers whose data they need."""
    for what, program, module, whole in _READERS:
        for provider in sorted(path.parent.name for path in (BUILD / "npm/dist").glob(f"*/{module}.js")):
            size = zipped(bundle(program.replace("SOURCE", f"{provider}/{module}")))
            yield _limit(f"{what} for {provider} alone, gzip", size, 30_000)
        size = zipped(bundle(program.replace("SOURCE", whole)))
        yield BudgetRow(f"{what} for all providers, gzip", "", f"{size:,} bytes", None)


def _hooks() -> Iterator[ComparisonBar]:
    for name, program in HOOKS.items():
        yield ComparisonBar(name, zipped(bundle(program)), name.startswith("use"))


def _limit(what: str, size: int, budget: int) -> BudgetRow:
    return BudgetRow(what, f"{budget:,} bytes", f"{size:,} bytes", size <= budget)


def _speeds(title: str, rates: dict[str, float], first: str) -> Comparison:
    """Compare calls a second; the one called `first` is what the others are measured by."""
    names = [first, *(name for name in rates if name != first)]
    bars = tuple(ComparisonBar(name, rates[name], not name.startswith(("Map", "Ajv"))) for name in names)
    return Comparison(title, "per second", more_is_better=True, bars=bars)


def _script(name: str) -> dict[str, float]:
    rates: dict[str, float] = json.loads(output(["node", REPO / "tests/bench" / name]))
    return rates
