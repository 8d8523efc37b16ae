"""What masking costs in Python and in Node: a large payload beside reading it, a log line beside a regex."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from linkcodes import redact

from codegen.read.examples import load_examples
from codegen.read.reader import Reader
from tests.bench.logs import mixed_lines
from tests.bench.measure import REPO, call_ratio, output, sized
from tests.bench.results import BudgetRow, Finding

BYTES = sized(14_000_000, 20_000)
LINES = sized(20_000, 50)
PLAIN = re.compile(r"((?:password|token|secret|cookie)[\"']?\s*[:=]\s*[\"']?)[^\s\"',}&]+", re.IGNORECASE)
"""What one writes for lack of anything better."""
_ID = re.compile(r"[A-Za-z0-9-]*\d[A-Za-z0-9-]{16,}")
_BUDGETS = (
    ("Python", "`json.loads`", 26, "regex", 7),
    ("Node", "`JSON.parse`", 15, "regex", 83),
)
"""A fifth of what 0.2.0 took on these texts: 132 and 35 times as long in Python, 75 and 416 times in Node."""


def masking() -> Iterator[Finding]:
    """`redact` of 14 MB of JSON and of a line of a log."""
    payload, lines = _payload(), [*islice(mixed_lines(), LINES)]
    for (language, reading, most, regex, most_of_line), ratios in zip(
        _BUDGETS, (_in_python(payload, lines), _in_node(payload, lines)), strict=True
    ):
        for what, against, budget, ratio in (
            (f"{BYTES // 1_000_000} MB of JSON", reading, most, ratios[0]),
            ("a line of a log", f"a plain {regex}", most_of_line, ratios[1]),
        ):
            title = f"`redact` of {what} in {language}, time against {against}"
            yield BudgetRow(title, f"{budget} x", f"{ratio:.1f} x", ratio <= budget)


def _in_python(payload: str, lines: list[str]) -> tuple[float, float]:
    large = call_ratio(lambda: redact(payload), lambda: json.loads(payload), rounds=sized(3, 1), calls=1)
    small = call_ratio(
        lambda: [redact(line) for line in lines],
        lambda: [PLAIN.sub(r"\1•••", line) for line in lines],
        rounds=sized(3, 1),
        calls=1,
    )
    return large, small


def _in_node(payload: str, lines: list[str]) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.json")
        texts.write_text(json.dumps([payload, lines]), encoding="utf-8")
        large, small = json.loads(output(["node", REPO / "tests/bench/masking.mjs", texts, PLAIN.pattern]))
    return float(large), float(small)


def _payload() -> str:
    """Return a list of payloads as the providers send them, each with ids of its own."""
    chance = random.Random(5)
    accepted = (item.value for item in load_examples(Reader(REPO / "spec")) if item.verdict == "accept")
    bodies = [json.dumps(value) for value in accepted if isinstance(value, dict)]
    found: list[str] = []
    size = 0
    while size < BYTES:
        found.append(_ID.sub(lambda match: _like(match[0], chance), chance.choice(bodies)))
        size += len(found[-1])
    return f"[{','.join(found)}]"


def _like(text: str, chance: random.Random) -> str:
    """Return another id of the same form."""
    letters = "abcdef" if "-" in text else "abcdefghijklmnopqrstuvwxyz"
    kinds = ((str.isdigit, "0123456789"), (str.islower, letters), (str.isupper, letters.upper()))
    return "".join(
        next((chance.choice(signs) for is_kind, signs in kinds if is_kind(char)), char) for char in text
    )
