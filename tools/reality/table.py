"""The table of what the packages are worth to those who paste: by provider and by what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from codegen.model.reality import Knowledge, PastedBody
from tools.reality.asked import answer, denies
from tools.reality.judge import JUDGMENTS, faults, judged

KNOWLEDGE: tuple[Knowledge, ...] = get_args(Knowledge)
DENIES = "denies"
Counts = Mapping[str, Counter[str]]
"""How often each judgment was made, by knowledge; and how often a code was denied."""


class JudgedAnswer(NamedTuple):
    """What an answer about a body is worth."""

    body: PastedBody
    known: Knowledge
    judgment: str
    faults: Sequence[str]


def results(bodies: Iterable[PastedBody]) -> Iterator[JudgedAnswer]:
    """Yield what is answered about each body with each knowledge."""
    for body in bodies:
        for known in KNOWLEDGE:
            said = answer(body, known)
            wrong = [f"{field}: {said[field]!r}" for field in faults(body, said)]
            yield JudgedAnswer(body, known, judged(body, said), wrong)


def counted(found: Iterable[JudgedAnswer]) -> Counts:
    """Return how often each judgment was made."""
    counts: dict[str, Counter[str]] = {known: Counter() for known in KNOWLEDGE}
    for result in found:
        counts[result.known][result.judgment] += 1
        if result.known == "paste" and denies(result.body):
            counts["paste"][DENIES] += 1
    return counts


def lines(found: Sequence[JudgedAnswer]) -> Iterator[str]:
    """Yield a Markdown table, a line a provider."""
    heads = [f"{known}: {'/'.join(JUDGMENTS)}" for known in KNOWLEDGE]
    yield _row("provider", "bodies", *heads, DENIES)
    yield _row(*["---"] * (len(heads) + 3))
    for provider in (*dict.fromkeys(result.body.provider for result in found), "all"):
        own = [result for result in found if provider in ("all", result.body.provider)]
        counts = counted(own)
        cells = [" / ".join(str(counts[known][each]) for each in JUDGMENTS) for known in KNOWLEDGE]
        yield _row(provider, str(len(own) // len(KNOWLEDGE)), *cells, str(counts["paste"][DENIES]))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
