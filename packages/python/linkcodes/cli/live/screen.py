"""The report on live traffic for people, on a screen or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from linkcodes.cli import blocks
from linkcodes.cli.blocks import joined, literal, printable

_TOP = 30
"""Findings, and vocabularies, that people are shown."""
LABELS = {
    "new-value": "value not listed",
    "new-field": "field not listed",
    "invalid": "breaks the schema",
    "not-strict": "breaks the strict schema",
}


def parts(record: Mapping[str, Any]) -> Iterator[blocks.Block]:
    """Yield the report."""
    yield blocks.Paragraph(summary(record))
    if record["findings"]:
        yield blocks.Heading("New or wrong")
        rows = [_finding(item, record) for item in record["findings"][:_TOP]]
        yield blocks.DataTable(("Count", "What", "Where", "Value or fault", "Last seen"), rows)
        yield from _left_out(len(record["findings"]) - _TOP, "findings")
    if record["payloads"]:
        yield blocks.Heading("Recognized")
        head = ("Payload", "Bodies", "Valid", "Valid strictly", "First seen", "Last seen")
        yield blocks.DataTable(head, [_payload(item) for item in record["payloads"]])
    met = seen_coverage(record)
    if met:
        yield blocks.Heading("Coverage by vocabulary")
        rows = [(item["vocabulary"], f"{item['seen']} of {item['listed']}", share(item)) for item in met]
        yield blocks.DataTable(("Vocabulary", "Values seen", "Share"), rows[:_TOP])
        yield blocks.Paragraph(_not_seen(record), faint=True)


def summary(record: Mapping[str, Any]) -> str:
    """Return how much was read, and what came of it, in one line."""
    bodies = record["bodies"]
    some = [
        f"{bodies[kind]:,} {kind}" for kind in ("recognized", "unrecognized", "unreadable") if bodies[kind]
    ]
    read = "1 body" if bodies["read"] == 1 else f"{bodies['read']:,} bodies"
    found, failing = len(record["findings"]), len(record["failing"])
    fails = f"{failing:,} {'fails' if failing == 1 else 'fail'}"
    wrong = f"New or wrong: {found:,}, of which {fails}" if found else "Nothing is new or wrong"
    between = f" From {record['first_seen']} to {record['last_seen']}." if record["first_seen"] else ""
    return f"{joined([read, *some], ', ')}. {wrong}.{between}"


def seen_coverage(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the coverage of the vocabularies of which a value was seen, the least covered last."""
    met = [item for item in record["coverage"] if item["seen"]]
    return sorted(met, key=lambda item: (-item["seen"] / item["listed"], item["vocabulary"]))


def share(item: Mapping[str, Any]) -> str:
    """Return which part of a vocabulary was seen."""
    return f"{item['seen'] / item['listed']:.0%}"


def told(item: Mapping[str, Any]) -> str:
    """Return what is new or wrong, in words."""
    if item["kind"] == "new-value":
        value = "a value that is masked" if item["value"] is None else literal(item["value"])
        return f"{value} is not in {item['vocabulary']}"
    if item["kind"] == "new-field":
        return f"of type {' or '.join(item['types'])}" if item["types"] else "of another type"
    return printable(item["message"])


def _finding(item: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[str, ...]:
    mark = "" if item["fingerprint"] in record["failing"] else " (does not fail)"
    where = joined([item["payload"], literal(item["pointer"]) if item["pointer"] else None], " ")
    return f"{item['count']:,}", LABELS[item["kind"]] + mark, where, told(item), item["last_seen"] or ""


def _payload(item: Mapping[str, Any]) -> tuple[str, ...]:
    counts = (f"{item[name]:,}" for name in ("count", "valid", "valid_strict"))
    return item["payload"], *counts, item["first_seen"] or "", item["last_seen"] or ""


def _not_seen(record: Mapping[str, Any]) -> str:
    missed = sum(len(item["not_seen"]) for item in record["coverage"])
    listed = sum(item["listed"] for item in record["coverage"])
    return f"Of {listed:,} values that these providers have, {missed:,} were not seen. JSON names them."


def _left_out(more: int, what: str) -> Iterator[blocks.Block]:
    if more > 0:
        yield blocks.Paragraph(f"Left out: {more:,} more {what}. JSON has them all.", faint=True)
