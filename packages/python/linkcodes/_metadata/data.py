"""Reads the package's data on first use, and keeps what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from linkcodes._metadata.axes import TERMS
from linkcodes._metadata.wait import Wait
from linkcodes._packaged import packaged, packaged_record, usual_since
from linkcodes.info import (
    Changed,
    CodeInfo,
    ContextInfo,
    Deprecated,
    Evidence,
    Flag,
    HttpStatusFact,
    Meaning,
    Sign,
    Source,
    VocabularyInfo,
    WireMessage,
)
from linkcodes.runtime_terms import Verdict
from linkcodes.taxonomy import (
    AccessKind,
    Action,
    Confidence,
    Effect,
    FlagId,
    Operation,
    SourceKind,
    Stability,
)

Record = Mapping[str, Any]
T = TypeVar("T")


@cache
def code_info(vocabulary: str, name: str) -> CodeInfo:
    """Return what is known about a listed code."""
    provider = _provider_of(vocabulary)
    record = packaged_record(provider, f"{vocabulary}#{name}") or _vocabulary(vocabulary)["codes"][name]
    sources = _sources(provider)
    return CodeInfo(
        **_meaning(record, sources),
        provider=_provider_of(vocabulary),
        vocabulary=vocabulary,
        name=name,
        value=record["value"],
        contexts=tuple(_context(item, sources) for item in record.get("contexts", ())),
        default_context=record.get("default_context"),
        regions=_texts(record, "regions"),
        platforms=_texts(record, "platforms"),
        synonyms=_texts(record, "synonyms"),
        same_value=_texts(record, "same_value"),
        verdict=_optional(record.get("verdict"), Verdict),
        names_operation=_optional(record.get("names_operation"), Operation),
        stability=Stability(record.get("stability", "documented")),
        since=record.get("since") or usual_since(provider),
        changed_in=tuple(_changed(item) for item in record.get("changed_in", ())),
        deprecated=_optional(record.get("deprecated"), _deprecated),
        deprecated_in=record.get("deprecated_in"),
        page=page_of(vocabulary, name),
    )


def page_of(vocabulary: str, name: str) -> str:
    """Return the path of a code's page on the reference site, without suffix."""
    return f"{vocabulary.replace(':', '/')}/{name}"


@cache
def unknown_info(vocabulary: str) -> CodeInfo:
    """Return what to assume about a code that the vocabulary does not list; no server may retry it alone."""
    taxonomy = packaged("taxonomy")
    unknown = {**taxonomy["categories"]["unknown"], **taxonomy["unlisted"]}
    alone = {"unattended_retry": False, "unattended_if_read": False}
    return CodeInfo(
        **_meaning({**unknown, "category": "unknown", **alone}, {}),
        provider=_provider_of(vocabulary),
        vocabulary=vocabulary,
        name=None,
        value=None,
        contexts=(),
        default_context=None,
        regions=(),
        platforms=(),
        synonyms=(),
        same_value=(),
        verdict=None,
        names_operation=None,
        stability=None,
        since=None,
        changed_in=(),
        deprecated=None,
        deprecated_in=None,
        page=None,
    )


@cache
def vocabulary_info(vocabulary: str) -> VocabularyInfo:
    """Return what is known about a vocabulary."""
    record = _vocabulary(vocabulary)
    provider = _provider_of(vocabulary)
    sources = _sources(provider)
    plain = ("id", "kind", "wire", "value_type", "open", "summary", "page")
    return VocabularyInfo(
        **{key: record[key] for key in plain},
        since=record.get("since") or usual_since(provider),
        provider=provider,
        description=record.get("description"),
        absent=_optional(record.get("absent"), lambda item: Meaning(**_meaning(item, sources))),
        flags=_flags(record),
        evidence=_evidence(record, sources),
    )


@cache
def term_summary(axis: str, term: str) -> str:
    """Return what a term of the taxonomy means."""
    summary: str = packaged("taxonomy")[axis][term]["summary"]
    return summary


class _Sources(dict[str, Source]):
    """The sources of a provider by their ids; each is read when it is first needed."""

    def __init__(self, provider: str) -> None:
        super().__init__()
        self._provider = provider

    def __missing__(self, id: str) -> Source:
        record = packaged_record(self._provider, id) or packaged(self._provider)["sources"][id]
        self[id] = _source(record)
        return self[id]


@cache
def _sources(provider: str) -> _Sources:
    return _Sources(provider)


def _provider_of(vocabulary: str) -> str:
    return vocabulary.partition(":")[0]


def _vocabulary(vocabulary: str) -> Record:
    record: Record = packaged(_provider_of(vocabulary))["vocabularies"][vocabulary]
    return record


def _meaning(record: Record, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return the arguments that every kind of Meaning takes."""
    plain = ("summary", "description", "unattended_retry", "unattended_if_read", "partial")
    return {
        **{key: record.get(key) for key in (*plain, "behavior_reason", "behavior_note")},
        "suspension_risk": record.get("suspension_risk", False) if "category" in record else None,
        "effect": _optional(record.get("effect"), Effect),
        "wait": _optional(record.get("wait"), Wait.read),
        **{key: _texts(record, key) for key in ("causes", "fixes", "reproduce")},
        **{key: _optional(record.get(key), kind) for key, kind in TERMS.items()},
        "actions": tuple(map(Action, record.get("actions", ()))),
        "http_status": tuple(
            HttpStatusFact(
                status=item["status"], sources=_texts(item, "sources"), alone=item.get("alone", False)
            )
            for item in record.get("http_status", ())
        ),
        "wire_messages": tuple(
            WireMessage(
                text=item["text"],
                placeholders=_texts(item, "placeholders"),
                sources=_texts(item, "sources"),
            )
            for item in record.get("wire_messages", ())
        ),
        "flags": _flags(record),
        "evidence": _evidence(record, sources),
    }


def _context(record: Record, sources: Mapping[str, Source]) -> ContextInfo:
    return ContextInfo(
        **_meaning(record, sources),
        id=record["id"],
        recognize=record["recognize"],
        operations=tuple(map(Operation, record.get("operations", ()))),
        signs=tuple(_sign(item) for item in record.get("signs", ())),
    )


def _sign(record: Record) -> Sign:
    return Sign(**{key: record.get(key) for key in Sign._fields})


def _texts(record: Record, key: str) -> tuple[str, ...]:
    return tuple(record.get(key, ()))


def _flags(record: Record) -> tuple[Flag, ...]:
    return tuple(Flag(id=FlagId(item["id"]), note=item["note"]) for item in record.get("flags", ()))


def _evidence(record: Record, sources: Mapping[str, Source]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            source=sources[source],
            supports=tuple(supports.split()),
            confidence=Confidence(confidence),
            note=note[0] if note else None,
        )
        for source, supports, confidence, *note in record.get("evidence", ())
    )


def _source(record: Record) -> Source:
    return Source(
        **{key: record[key] for key in ("id", "title", "url", "publisher", "retrieved")},
        kind=SourceKind(record["kind"]),
        access=AccessKind(record["access"]),
        edition=record.get("edition"),
        content_date=record.get("content_date"),
    )


def _changed(record: Record) -> Changed:
    return Changed(version=record["version"], changes=_texts(record, "changes"))


def _deprecated(record: Record) -> Deprecated:
    return Deprecated(
        reason=record["reason"],
        since=record.get("since"),
        replaced_by=record.get("replaced_by"),
        note=record.get("note"),
        except_platforms=_texts(record, "except_platforms"),
    )


def _optional(value: Any, convert: Callable[[Any], T]) -> T | None:
    return None if value is None else convert(value)
