"""One JSON record a page: everything that the page says, with nothing left to look up but the fields
that carry a code, which the record of its vocabulary has for all its codes.

Paths in a record begin at the root of the site. The order of a record's fields is fixed; fields that contain
nothing are left out, except `challenge` of a behavior, which is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from codegen.model.codes import Absent, Behavior
from codegen.model.columns import TERMS
from codegen.model.taxonomy import Category
from codegen.model.texts import Voices
from codegen.resolve.spec import (
    ResolvedCode,
    ResolvedPayload,
    ResolvedProvider,
    ResolvedSpec,
    ResolvedVocabulary,
)
from codegen.views.advice import AdviceRow
from codegen.views.document import PRIVATE, code_record, dump, flat_behavior
from codegen.views.flavors import STRICT, TOLERANT
from codegen.views.voices import voices_for

Record = dict[str, Any]

BEHAVIOR = (
    "situation", "category", "actor", "actions", "retry", "unattended_retry", "unattended_if_read", "phase",
    "ends", "severity", "challenge", "partial", "scope", "suspension_risk", "operation", "effect", "wait",
    "confidence",
    "behavior_reason", "behavior_note", "verdict", "names_operation", "connection", "plan",
)  # fmt: skip
FACTS = ("causes", "fixes", "reproduce", "http_status", "wire_messages", "flags")
CODE = (
    "spec_version", "id", "provider", "vocabulary", "kind", "wire", "name", "value", "summary", "description",
    *BEHAVIOR, "default_context", "contexts", "texts", *FACTS, "scenarios", "synonyms",
    "same_value", "stability", "since", "changed_in", "deprecated", "deprecated_in",
    "regions", "platforms", "evidence", "sources",
    "terms", "links",
)  # fmt: skip
"""The fields of a code's record, in their order."""
CONTEXT = (
    "id", "recognize", "operations", "signs", "summary", "description", *BEHAVIOR, "texts", *FACTS,
    "evidence",
)  # fmt: skip
"""The fields of one of several meanings, in their order."""

_AXES = tuple(column for column in (*BEHAVIOR, "flags") if column in TERMS)


def code(spec: ResolvedSpec, item: ResolvedCode, plans: Mapping[str, AdviceRow]) -> Record:
    """Return the record of a code; `plans` are those of all meanings, by the id of code and context."""
    vocabulary = spec.vocabularies[item.vocabulary_id]
    provider = _provider_of(spec, item.provider_id)
    contexts = [_context(spec, item, raw, plans) for raw in code_record(item).get("contexts", ())]
    record = {
        **code_record(item),
        "spec_version": spec.spec_version,
        "provider": item.provider_id,
        "vocabulary": item.vocabulary_id,
        "kind": vocabulary.kind,
        "wire": vocabulary.wire,
        "contexts": contexts,
        **_connection(plans, item.id, item.default_context),
        "plan": _plan(plans, item.id, item.default_context),
        "texts": _texts(spec, item.id, item.default_context, item.effective_behavior),
        "scenarios": [dump(scenario) for scenario in provider.scenarios if item.id in scenario.outcomes],
        "terms": _terms(spec, [code_record(item), *contexts]),
        "links": _links(item.page) | {"vocabulary": f"{vocabulary.page}.json"},
    }
    del record["page"]
    return ordered({**record, "sources": _sources(provider, _cited(record))}, CODE)


def vocabulary(spec: ResolvedSpec, item: ResolvedVocabulary) -> Record:
    """Return the record of a vocabulary; its codes are short, each leads to its own record."""
    private = {
        "place",
        "places",
        "provider_id",
        "local_id",
        "page",
        "carried_by",
        "codes",
        "absent",
        "evidence",
    }
    return {
        "spec_version": spec.spec_version,
        "provider": item.provider_id,
        **dump(item, private),
        **({"absent": _absent(spec, item.absent)} if item.absent else {}),
        "carried_by": [carrier._asdict() for carrier in item.carried_by],
        "codes": [_short(one) for one in item.codes],
        "evidence": [dump(one) for one in item.evidence],
        "sources": _sources(_provider_of(spec, item.provider_id), [one.source for one in item.evidence]),
        "links": _links(item.page),
    }


def provider(spec: ResolvedSpec, item: ResolvedProvider) -> Record:
    """Return the record of a provider: what there is of it, and where."""
    return {
        "spec_version": spec.spec_version,
        "id": item.id,
        "name": item.name,
        "homepage": item.homepage,
        "summary": item.summary,
        **({"description": item.description} if item.description else {}),
        "vocabularies": [
            {"id": one.id, "kind": one.kind, "summary": one.summary, "codes": len(one.codes),
             **_copies(one.page)}
            for one in item.vocabularies
        ],
        "payloads": [
            {"id": one.id, "channel": one.channel, "summary": one.summary, **_copies(one.page)}
            for one in item.payloads
        ],
        "methods": [
            {"id": one.id, "summary": one.member.summary, "html": f"{one.page}.html"} for one in item.methods
        ],
        "sources": [dump(one, PRIVATE) for one in item.sources],
        "links": _links(item.page),
    }  # fmt: skip


def payload(spec: ResolvedSpec, item: ResolvedPayload) -> Record:
    """Return the record of a payload, with its examples; `schemas` say which paths hold its JSON Schemas."""
    private = {"place", "places", "provider_id", "local_id", "page", "body", "examples"}
    return {
        "spec_version": spec.spec_version,
        "provider": item.provider_id,
        **dump(item, private),
        "recognize": [dump(sign) for sign in item.recognize],
        "examples": [example.value for example in item.examples if example.verdict == "accept"],
        "schemas": {
            flavor.name: f"schemas/{(item.id + flavor.suffix).replace(':', '/')}.schema.json"
            for flavor in (TOLERANT, STRICT)
        },
        "sources": _sources(_provider_of(spec, item.provider_id), [one.source for one in item.evidence]),
        "links": _links(item.page),
    }


_UNLISTED = "unknown"
"""The category of what is not listed, of which alone it is known what to do."""


def category(spec: ResolvedSpec, item: Category) -> Record:
    """Return the record of a category: what applies to it, what to tell people, and all its codes."""
    codes = [one for one in spec.codes.values() if item.id in _categories(one)]
    shown = {**dump(item), **(dump(spec.taxonomy.unlisted) if item.id == _UNLISTED else {})}
    return {
        "spec_version": spec.spec_version,
        **shown,
        "texts": _texts_of(spec.voices[item.id, None]),
        "codes": [{"id": one.id, **_short(one)} for one in codes],
        "terms": _terms(spec, [shown]),
        "links": _links(f"categories/{item.id}"),
    }


def ordered(record: Mapping[str, Any], fields: tuple[str, ...]) -> Record:
    """Return a record with its fields in this order, without those that are empty.

    Raises:
        ValueError: there is a field that has no place in the order.
    """
    strange = record.keys() - set(fields)
    if strange:
        raise ValueError(f"fields without a place in the record: {', '.join(sorted(strange))}")
    return {name: record[name] for name in fields if record.get(name) not in ([], {}) and name in record}


def _context(spec: ResolvedSpec, item: ResolvedCode, raw: Record, plans: Mapping[str, AdviceRow]) -> Record:
    behavior = next(context.behavior for context in item.contexts if context.id == raw["id"])
    texts, plan = _texts(spec, item.id, raw["id"], behavior), _plan(plans, item.id, raw["id"])
    connection = _connection(plans, item.id, raw["id"])
    return ordered({**raw, **connection, "plan": plan, "texts": texts}, CONTEXT)


def _connection(plans: Mapping[str, AdviceRow], code_id: str, context: str | None) -> Record:
    """Return what the connection is; nothing for what is no outcome."""
    row = plans.get(f"{code_id}@{context}" if context else code_id)
    return {"connection": row.connection} if row else {}


def _plan(plans: Mapping[str, AdviceRow], code_id: str, context: str | None) -> Record:
    """Return what is planned with a user, without one, and in a refresh; nothing for what is no outcome."""
    row = plans.get(f"{code_id}@{context}" if context else code_id)
    if row is None:
        return {}
    shown = {
        "attended": (row.attended, row.sentence),
        "unattended": (row.unattended, row.unattended_sentence),
        "refresh": (row.refresh, row.refresh_sentence),
    }
    return {
        name: {**dict(zip(("decision", "reason"), plan.split("/"), strict=True)), "sentence": sentence}
        for name, (plan, sentence) in shown.items()
    }


def _absent(spec: ResolvedSpec, absent: Absent) -> Record:
    behavior = absent.behavior
    texts = _texts(spec, "", None, behavior)
    return {**dump(absent, {"behavior"}), **flat_behavior(behavior), "texts": texts}


def _texts(spec: ResolvedSpec, code_id: str, context: str | None, behavior: Behavior | None) -> Record:
    if not behavior:
        return {}
    return _texts_of(voices_for(spec, code_id, context, (behavior.category, behavior.challenge)))


def _texts_of(texts: Voices) -> Record:
    return {"id": texts.key, **dump(texts, {"id", "category", "challenge", "codes", "when"})}


def _short(item: ResolvedCode) -> Record:
    behavior = item.effective_behavior
    return {
        "name": item.name,
        "value": item.value,
        "summary": item.summary,
        **({name: getattr(behavior, name) for name in ("category", "actor", "retry")} if behavior else {}),
        **({"deprecated": True} if item.deprecated else {}),
        **_copies(item.page),
    }


def _categories(item: ResolvedCode) -> set[str]:
    return {behavior.category for _, behavior in item.meanings if behavior}


def _cited(node: Any) -> list[str]:
    """Return the id of every source that anything in a record names."""
    found: list[str] = []
    if isinstance(node, dict):
        found += filter(None, (node.get("source"),))
        found += node.get("sources", ())
        node = [child for name, child in node.items() if name != "sources"]
    if isinstance(node, list):
        for child in node:
            if isinstance(child, dict | list):
                found += _cited(child)
    return found


def _sources(item: ResolvedProvider, ids: Iterable[str]) -> list[Record]:
    return [dump(item.source(one), PRIVATE) for one in dict.fromkeys(ids)]


def _terms(spec: ResolvedSpec, records: list[Record]) -> Record:
    """Return what the words of the taxonomy in these records mean: `{axis: {id: meaning}}`."""
    found = {axis: _meanings(getattr(spec.taxonomy, TERMS[axis]), axis, records) for axis in _AXES}
    return {axis: words for axis, words in found.items() if words}


def _meanings(terms: Iterable[Any], axis: str, records: list[Record]) -> Record:
    used = {word for record in records for word in _words(record.get(axis))}
    return {term.id: term.summary for term in terms if term.id in used}


def _words(value: Any) -> list[str]:
    """Return the ids of terms in the value of a field: one, a list of them, flags, or nothing."""
    if isinstance(value, list | tuple):
        return [word["id"] if isinstance(word, dict) else word for word in value]
    return [value] if value else []


def _links(page: str) -> Record:
    return {"html": f"{page}.html", **_copies(page)}


def _copies(page: str) -> Record:
    return {"markdown": f"{page}.md", "json": f"{page}.json"}


def _provider_of(spec: ResolvedSpec, provider_id: str) -> ResolvedProvider:
    return next(item for item in spec.providers if item.id == provider_id)
