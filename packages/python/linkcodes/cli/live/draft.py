"""Drafts an overlay for the spec of what is new: entries with blanks that a person fills in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from linkcodes import __version__, vocabulary
from linkcodes._runtime.rules import book

_SCHEMA = "../generated/jsonschema/spec.schema.json"
_OUTCOMES = ("status", "error", "state")
"""The kinds of vocabularies whose codes need a behavior."""
_MONEY = "always"
"""What a vocabulary says of itself whose codes all report on money."""
_HIDDEN = "•••"
_REST = "…"
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
Finding = Mapping[str, Any]
Draft = dict[str, Any]


def draft(findings: Iterable[Finding]) -> Draft | None:
    """Return an overlay with the new values and fields; None if there are none. No body is in it."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    owners: dict[str, list[Finding]] = {}
    for item in findings:
        if _can_be_drafted(item):
            owners.setdefault(item["payload"].partition(":")[0], []).append(item)
    if not owners:
        return None
    return {"$schema": _SCHEMA, "additions": [_addition(*owner, today) for owner in owners.items()]}


def _can_be_drafted(item: Finding) -> bool:
    """Say whether something is new and has a name; what was masked has none."""
    if item["kind"] == "new-value":
        return item["value"] not in (None, _REST)
    return item["kind"] == "new-field" and not item["pointer"].endswith((_HIDDEN, _REST))


def _blank(what: str) -> str:
    return f"TODO: {what}"


def _addition(provider: str, findings: list[Finding], today: str) -> Draft:
    source = f"live-check-{today}"
    codes: dict[str, dict[str | int, list[Finding]]] = {}
    for item in findings:
        if item["kind"] == "new-value":
            codes.setdefault(item["vocabulary"], {}).setdefault(item["value"], []).append(item)
    return {
        "provider": provider,
        "sources": [_source(source, today)],
        "codes": [_codes(*several, source) for several in codes.items()],
        "fields": [_field(item, source) for item in findings if item["kind"] == "new-field"],
    }


def _source(id: str, today: str) -> Draft:
    return {
        "id": id,
        "url": _blank("the address where the recording, or the ticket about it, can be found"),
        "title": "Recorded traffic, compared with the spec by linkcodes live-check",
        "publisher": _blank("who recorded it"),
        "kind": "captured",
        "access": "saved_copy",
        "retrieved": today,
    }


def _codes(name: str, values: Mapping[str | int, list[Finding]], source: str) -> Draft:
    listed = vocabulary(name)
    taken = set(listed.__members__)
    kind = listed.about().kind
    behavior = _behavior(name) if kind in _OUTCOMES else None
    made = []
    for value, findings in values.items():
        symbol = _symbol(value, taken)
        taken.add(symbol)
        made.append(_code(symbol, value, _evidence(findings, source, "value"), behavior))
    return {"vocabulary": name, "codes": made}


def _behavior(vocabulary: str) -> Draft:
    provider, _, local = vocabulary.partition(":")
    owner = book(provider)
    operation = _blank("what was being done, in a word of `operations` in spec.json that moves money")
    return {
        "situation": _blank("what happened, in a word of `situations` in spec.json"),
        **({"operation": operation} if owner and owner.money[local] == _MONEY else {}),
        "confidence": "M",
    }


def _code(name: str, value: str | int, evidence: Draft, behavior: Draft | None) -> Draft:
    fixes = [_blank("what the application should do or show.")]
    return {
        "name": name,
        "value": value,
        "since": __version__,
        "stability": "observed",
        "summary": _blank("say in one sentence what it means."),
        **({"behavior": behavior, "fixes": fixes} if behavior else {}),
        "evidence": [evidence],
    }


def _field(item: Finding, source: str) -> Draft:
    types = [{"type": name} for name in item["types"]]
    body = types[0] if len(types) == 1 else {"anyOf": types} if types else {}
    return {
        "payload": item["payload"],
        "pointer": item["pointer"],
        "body": {**body, "description": _blank("say what the field says.")},
        "evidence": [_evidence([item], source, "fields")],
    }


def _evidence(findings: list[Finding], source: str, supports: str) -> Draft:
    note = " ".join(map(_sighting, findings))
    return {"source": source, "supports": [supports], "confidence": "M", "note": note}


def _sighting(item: Finding) -> str:
    times = "Once" if item["count"] == 1 else f"{item['count']:,} times"
    between = f", from {item['first_seen']} to {item['last_seen']}" if item["first_seen"] else ""
    return f"{times} at `{item['pointer']}` of `{item['payload']}`{between}."


def _symbol(value: str | int, taken: set[str]) -> str:
    """Suggest the name of a code; a person has to look at it."""
    name = "_".join(word.upper() for word in _WORDS.findall(str(value)))
    name = name if name[:1].isalpha() else f"CODE_{name}".rstrip("_") if name else "EMPTY"
    numbered = (f"{name}_{number}" for number in count(2))
    return name if name not in taken else next(other for other in numbered if other not in taken)
