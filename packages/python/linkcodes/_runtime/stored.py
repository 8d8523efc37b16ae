"""Reads outcomes back from their JSON form, where that says what was concluded and not what came."""

from __future__ import annotations

from typing import Any

from linkcodes._metadata.axes import TERMS
from linkcodes._metadata.wait import Wait
from linkcodes._runtime.results import Classification, Decoded, Given, Outcome
from linkcodes.runtime_terms import Certainty, Connection, MatchedBy, ReadFrom, Unread, Verdict
from linkcodes.taxonomy import Action, Effect, FlagId

_WORDS: dict[str, Any] = {
    **TERMS,
    "effect": Effect,
    "matched_by": MatchedBy,
    "certainty": Certainty,
    "connection": Connection,
}
_LISTS: dict[str, Any] = {"actions": Action, "flags": FlagId, "candidates": str}


def outcome_from(record: dict[str, Any]) -> Outcome:
    """Return the outcome that `Outcome.to_dict` has described; raise an error if it is something else."""
    return Outcome(
        verdict=Verdict(record["verdict"]),
        because=_classification(record["because"]),
        step=record["step"],
        contradictory=record["contradictory"],
        decoded=_decoded(record["decoded"]),
    )


def _decoded(record: dict[str, Any]) -> Decoded:
    certainty = record["certainty"]
    fields = {
        **{name: record[name] for name in Decoded._fields if name in record},
        "source": ReadFrom(record["source"]),
        "certainty": None if certainty is None else Certainty(certainty),
        "head": _classification(record["head"]),
        "classifications": tuple(map(_classification, record["classifications"])),
        "parts": tuple(map(_decoded, record["parts"])),
        "verdict": Verdict(record["verdict"]),
        "given": Given(**{**record["given"], "ignored": tuple(record["given"].get("ignored", ()))}),
        "unread": tuple(map(Unread, record.get("unread", ()))),
        "connection": Connection(record.get("connection", "unknown")),
        "data": None,
        "raw": None,
    }
    return Decoded(**fields)


def _classification(record: dict[str, Any] | None) -> Any:
    if record is None:
        return None
    words = {name: kind(record[name]) for name, kind in _WORDS.items() if record.get(name) is not None}
    lists = {name: tuple(map(kind, record[name])) for name, kind in _LISTS.items()}
    return Classification(**{**record, **words, **lists, "wait": Wait.read(record["wait"])})
