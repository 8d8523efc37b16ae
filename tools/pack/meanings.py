"""Fills the tables of values and of their meanings: `codes`, `contexts`, `advice`, `actions`, `changes`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tools.pack.people import text_of
from tools.pack.published import Published, Record, id_of, key_of
from tools.pack.tables import BEHAVIOR

_MISSING = "missing"
_GUESSED = "L"
_TYPES = {str: "string", int: "integer", type(None): _MISSING}
_NUMBERS = ("min_delay_s", "max_attempts", "poll_s", "deadline_s")
_WORDS = (
    "effect", "attended", "unattended", "refresh", "until", "basis", "sentence", "unattended_sentence",
    "refresh_sentence", "differs_because", "connection",
)  # fmt: skip


def codes(published: Published) -> Iterator[Record]:
    """Yield a row for each value, with its default meaning."""
    several = Counter((row["vocabulary"], row["value"]) for row in published.meanings)
    text = text_of(published)
    for row in _defaults(published):
        yield {
            **row,
            **behavior(row),
            "key": key_of(row["vocabulary"], row["value"]),
            "value": "" if row["value"] is None else str(row["value"]),
            "value_type": _TYPES[type(row["value"])],
            "id": f"{row['vocabulary']}#{row['name'] or ''}",
            "meanings": several[row["vocabulary"], row["value"]],
            "listed": True,
            "has_behavior": row["category"] is not None,
            "valid_from": row["since"],
            "valid_to": row["deprecated_in"],
            "text_id": text(row),
        }


def _defaults(published: Published) -> Iterator[Record]:
    """Yield the default meaning of each value.

    A missing value has the key of the empty text. Where that is a value of its own, it has the key alone.
    """
    listed = {key_of(row["vocabulary"], row["value"]) for row in published.meanings if row["name"]}
    for row in published.meanings:
        if row["is_default"] and (row["name"] or key_of(row["vocabulary"], None) not in listed):
            yield row


def contexts(published: Published) -> Iterator[Record]:
    """Yield a row for each meaning of the values that have several."""
    recognized = {item.id: item.facts["recognize"] for item in published.subjects if item.context}
    text = text_of(published)
    for row in published.meanings:
        if row["context"]:
            yield {
                **row,
                **behavior(row),
                "id": id_of(row),
                "key": key_of(row["vocabulary"], row["value"]),
                "recognize": recognized[id_of(row)],
                "text_id": text(row),
            }


def behavior(row: Record) -> Record:
    """Return the columns that a program branches on.

    What a missing value means is as unsure as `classify` is of it: the field may be empty for another reason.
    """
    if row["category"] is None:
        return {column.name: None for column in BEHAVIOR}
    found = {column.name: row.get(column.name) for column in BEHAVIOR}
    confidence = row["confidence"] if row["name"] else _GUESSED
    return {
        **found,
        "action": row["actions"][0] if row["actions"] else None,
        "suspension_risk": bool(row["suspension_risk"]),
        "confidence": confidence,
    }


def advice(published: Published) -> Iterator[Record]:
    """Yield the advice for each meaning that is an outcome."""
    defaults = {*map(id_of, _defaults(published))}
    for row in published.advice:
        key, context = published.keys[row["id"]]
        yield {
            **_found(row, _WORDS),
            **{name: int(row[name]) if row[name] else None for name in _NUMBERS},
            "id": row["id"],
            "key": key,
            "context": context,
            "is_default": row["id"] in defaults,
            "then_action": row["then"] or None,
        }


def _found(row: Mapping[str, str], names: tuple[str, ...]) -> Record:
    return {name: row[name] or None for name in names}


def actions(published: Published) -> Iterator[Record]:
    """Yield each action of each meaning."""
    for row in published.meanings:
        id = id_of(row)
        for position, action in enumerate(row["actions"], 1):
            key, context = published.keys[id]
            yield {"id": id, "position": position, "key": key, "context": context, "action": action}


def changes(published: Published) -> Iterator[Record]:
    """Yield what later versions changed, once for each value."""
    for row in published.meanings:
        if row["is_default"] and row["name"]:
            for item in row["changed_in"]:
                version, _, change = item.partition("/")
                key = key_of(row["vocabulary"], row["value"])
                yield {"key": key, "version": version, "change": change}
