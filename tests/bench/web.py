"""What the validators of the npm package cost a web page, in bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.bench.measure import REPO
from tests.bench.results import BudgetRow
from tests.bench.sizes import bundle, zipped

BUDGET = 15 * 1024


def validator_sizes() -> Iterator[BudgetRow]:
    """All validators of each provider, the strict ones, and the one of a single payload."""
    spec = json.loads((REPO / "generated/spec/linkcodes.json").read_bytes())
    for provider in (provider["id"] for provider in spec["providers"] if provider["payloads"]):
        size = zipped(bundle(_all_of(provider)))
        what = f"all validators of {provider}, gzip"
        yield BudgetRow(what, f"{BUDGET:,} bytes", f"{size:,} bytes", size <= BUDGET)
        strict = zipped(bundle(_all_of(f"{provider}/strict")))
        yield BudgetRow(f"the same, strict, with all codes of {provider}", "", f"{strict:,} bytes", None)
    one = zipped(bundle(ONE_PAYLOAD))
    yield BudgetRow("the validator of Flinks Connect's events alone, gzip", "", f"{one:,} bytes", None)


def _all_of(path: str) -> str:
    return f'import {{ validate }} from "linkcodes/validate/{path}"; console.log(validate);'


ONE_PAYLOAD = """
import { validateConnectEvent } from "linkcodes/validate/flinks";
addEventListener("message", ({ data }) => console.log(validateConnectEvent(data).valid));
"""
