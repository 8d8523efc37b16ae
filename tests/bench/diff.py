"""What a comparison of two large specs costs, beside reading them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from codegen.compat.diff import SpecDiff, compare
from codegen.compat.history.release import RecordedRelease
from codegen.compat.history.snapshot import DOCUMENT
from tests.bench.measure import REPO, sized
from tests.bench.results import BudgetRow, Finding

FACTOR = sized(22, 1)
"""How many times the providers are repeated: 22,400 codes and more."""


def comparison() -> Iterator[Finding]:
    """Read two specs of which every code differs, and compare them."""
    old = _enlarged(json.loads((REPO / DOCUMENT).read_bytes()))
    new = json.loads(json.dumps(old))
    codes = [code for each in new["providers"] for list_ in each["vocabularies"] for code in list_["codes"]]
    for number, code in enumerate(codes):
        code["summary"] += " More."
        if "phase" in code and number % 20 == 0:
            code["phase"] = "other"
    texts = json.dumps(old), json.dumps(new)
    read, sides = _cpu(lambda: [RecordedRelease(json.loads(text)) for text in texts])
    compared, _ = _cpu(lambda: compare(SpecDiff(*sides)))
    what = f"`codegen diff` of {len(codes):,} codes that all differ, CPU against reading both specs"
    yield BudgetRow(what, "3.0 x", f"{compared / read:.2f} x", compared <= 3 * read)


def _enlarged(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a spec with each provider several times, under other ids."""
    providers = []
    for number in range(FACTOR):
        for provider in spec["providers"]:
            text = json.dumps(provider).replace(f'"{provider["id"]}:', f'"{provider["id"]}{number}:')
            providers.append({**json.loads(text), "id": f"{provider['id']}{number}"})
    return {**spec, "providers": providers}


def _cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result
