"""View of the tables on the hand-written pages about how linkcodes decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codegen.model.decisions import (
    AnswerWord,
    ConnectionRow,
    DecisionRow,
    DecisionWord,
    OutcomeRow,
    RetryRow,
    VerdictRow,
    When,
    Words,
)
from codegen.model.pauses import Pauses
from codegen.model.taxonomy import Operation, Situation, Taxonomy, Wait
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec

PAGES = {
    "how-it-decides": ("situations", "effects", "operations", "matched_by"),
    "how-it-reads": ("source", "certainty", "unread", "head"),
    "how-it-concludes": ("verdict", "by_phase", "of_payload", "connection", "connection_rows", "finality"),
    "how-it-plans": ("retry", "reason", "decision", "pauses"),
}
"""The tables of each page."""
_DELAYS = {
    "always": "as the situation and the provider say, else 0",
    "after_pause": "as the situation and the provider say, where the retry mode has a pause",
    "if_asked": "as the provider says",
    "never": "none",
}
_ALONE = {
    "always": "yes",
    "if_allowed": "as `unattended_retry` says",
    "if_read": "where it only reads",
    "never": "no",
}


class PageTable(NamedTuple):
    """A table in words: a marker of the page is replaced by it."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pieces(spec: ResolvedSpec) -> Iterator[tuple[str, tuple[PageTable, ...]]]:
    """Yield the file of each page's tables, and these tables."""
    found = {table.name: table for table in _tables(spec)}
    for page, names in PAGES.items():
        yield f"pieces/{page}.md", tuple(found[name] for name in names)


def _tables(spec: ResolvedSpec) -> Iterator[PageTable]:
    decisions = spec.decisions
    yield from _of_taxonomy(spec.taxonomy)
    yield from _meanings(decisions.words)
    yield _decisions(decisions.words.decision)
    yield PageTable("retry", _RETRY, tuple(map(_retry, decisions.retry)))
    yield _pauses(spec)
    yield PageTable(
        "connection_rows", ("when", "`connection`"), tuple(map(_connection, decisions.connection))
    )
    yield PageTable("by_phase", ("when", "`verdict`"), tuple(map(_verdict, decisions.verdict.by_phase)))
    yield PageTable("of_payload", _OF_PAYLOAD, tuple(map(_outcome, decisions.verdict.of_payload)))
    order = tuple((name, _order(rows)) for name, rows in decisions.head)
    yield PageTable("head", ("compared", "order"), order)
    yield PageTable("finality", ("order",), ((_order(decisions.finality),),))


_RETRY = ("when", "`actions` begin with", "`decision`", "`reason`")
_OF_PAYLOAD = ("when", "verdict of", "`because`", "also")


def _of_taxonomy(taxonomy: Taxonomy) -> Iterator[PageTable]:
    """Yield the words of the taxonomy that say more than what they mean."""
    head = ("situation", "who acts, what comes first", "retry", "wait")
    yield PageTable("situations", head, tuple(map(_situation, taxonomy.situations)))
    yield PageTable(
        "effects", ("`effect`", "meaning"), tuple((f"`{item.id}`", item.summary) for item in taxonomy.effects)
    )
    operations = tuple(_operation(item) for item in taxonomy.operations if item.effect)
    yield PageTable(
        "operations", ("`operation`", "`effect`", "user absent", "stored", "also repairs"), operations
    )


def _situation(item: Situation) -> tuple[str, ...]:
    alone = "\na server may try alone where it only reads" if item.unattended_retry else ""
    marks = {"only points to another field": item.envelope, "certain what was done": item.outcome_certain}
    meaning = "\n".join((f"`{item.id}`", item.summary, item.why, *(text for text in marks if marks[text])))
    return meaning, f"`{item.actor}`\n`{item.actions[0]}`", f"`{item.retry}`{alone}", _wait(item.wait)


_SECONDS = {"min_delay_s": "pause", "poll_s": "look every", "deadline_s": "at most"}


def _wait(wait: Wait | None) -> str:
    if wait is None:
        return ""
    parts = [f"{text} {getattr(wait, key)} s" for key, text in _SECONDS.items() if getattr(wait, key)]
    parts += [f"{wait.max_attempts} attempts"] if wait.max_attempts else []
    parts += [f"then `{wait.then}`"] if wait.then else []
    return ", ".join(parts)


def _operation(item: Operation) -> tuple[str, ...]:
    restores = ", ".join(f"`{name}`" for name in item.restores)
    return f"`{item.id}`\n{item.summary}", f"`{item.effect}`", *_marks(item), restores


def _marks(item: Operation) -> tuple[str, ...]:
    return "yes" if item.user_absent else "", "yes" if item.stored else ""


def _meanings(words: Words) -> Iterator[PageTable]:
    """Yield what each word means, and by which rule it is given if no table gives it."""
    for key, rungs in (
        ("matched_by", words.matched_by),
        ("source", words.source),
        ("certainty", words.certainty),
        ("unread", words.unread),
    ):
        rules = ((f"`{word.id}`", _meaning(word), word.holds_when) for word in rungs)
        yield PageTable(key, (f"`{key}`", "meaning", "applies when"), tuple(rules))
    verdicts = ((f"`{word.id}`", _meaning(word), _word(word.phase)) for word in words.verdict)
    yield PageTable("verdict", ("`verdict`", "meaning", "phase"), tuple(verdicts))
    connections = ((f"`{word.id}`", _meaning(word)) for word in words.connection)
    yield PageTable("connection", ("`connection`", "meaning"), tuple(connections))
    reasons = ((f"`{word.id}`", _meaning(word)) for word in words.reason)
    yield PageTable("reason", ("`reason`", "meaning"), tuple(reasons))


def _meaning(word: AnswerWord) -> str:
    """Return what a word means, and below it what people read in its place."""
    return f"{word.summary}\n“{word.phrase}”"


def _decisions(words: Iterable[DecisionWord]) -> PageTable:
    head = ("`decision`", "meaning", "`delay_s`", "`attempts_left`", "`unattended`", "`sentence`")
    rows = (
        (
            f"`{word.id}`",
            _meaning(word),
            _DELAYS[word.delay],
            "counted" if word.counts_attempts else "0",
            _ALONE[word.unattended],
            f"`{word.sentence}`",
        )
        for word in words
    )
    return PageTable("decision", head, tuple(rows))


_UNITS = {"seconds": "seconds to wait", "unix_seconds": "seconds since 1970"}


def _pauses(spec: ResolvedSpec) -> PageTable:
    """Return what answers say about when to try again, provider by provider."""
    said = [(provider, provider.pauses) for provider in spec.providers if provider.pauses]
    rows = [
        (provider.name, f"`{what}`", means, _cited(provider, sources))
        for provider, pauses in said
        for what, means, sources in _said(pauses)
    ]
    return PageTable("pauses", ("provider", "header or text", "means", "sources"), tuple(rows))


def _said(pauses: Pauses) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for header in pauses.headers:
        left = f", unless `{header.left}` is above 0" if header.left else ""
        yield header.name, f"{_UNITS[header.unit]}{left}", header.sources
    yield from ((item.text, "seconds to wait", item.sources) for item in pauses.messages)
    yield from ((item.text, "the limit of a day", item.sources) for item in pauses.daily)


def _cited(provider: ResolvedProvider, ids: Iterable[str]) -> str:
    return "\n".join(f"{source.title} ({source.retrieved})" for source in map(provider.source, ids))


def _retry(row: RetryRow) -> tuple[str, ...]:
    first = f"`{row.first}`" if row.first else "its next action" if row.takes_next else ""
    return _when(row), first, f"`{row.decision}`", f"`{row.reason}`"


def _connection(row: ConnectionRow) -> tuple[str, ...]:
    return _when(row), f"`{row.connection}`"


def _verdict(row: VerdictRow) -> tuple[str, ...]:
    return _when(row), f"`{row.verdict}`"


def _outcome(row: OutcomeRow) -> tuple[str, ...]:
    marks = {"`contradictory`": row.contradictory, "the detail is the `step`": row.detail_is_step}
    also = ", ".join(text for text, applies in marks.items() if applies)
    return _when(row), row.verdict_of, row.because, also


def _when(row: DecisionRow) -> str:
    """Return the conditions of a row, and below them why it is so."""
    return "\n".join(text for text in (_conditions(row.when), row.why) if text)


def _conditions(when: When) -> str:
    return ", ".join(_asked(name, values) for name, values in when.conditions.items()) or "else"


def _asked(name: str, values: tuple[str | bool | None, ...]) -> str:
    if isinstance(values[0], bool):
        return f"`{name}`" if values[0] else f"not `{name}`"
    return f"`{name}` is {' or '.join(map(_word, values))}"


def _word(word: str | bool | None) -> str:
    return "none" if word is None else f"`{word}`"


def _order(rows: Iterable[DecisionRow]) -> str:
    return "\n".join(f"({number}) {_conditions(row.when)}" for number, row in enumerate(rows, 1))
