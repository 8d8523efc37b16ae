"""The public form of the spec: everything resolved, nothing left to look up."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any

from codegen.model.base import Model
from codegen.model.codes import Behavior
from codegen.model.diagrams import StateDiagram
from codegen.model.taxonomy import Taxonomy, without_rare
from codegen.model.wire import Signature, SignatureVector
from codegen.resolve.spec import (
    ResolvedCode,
    ResolvedMethod,
    ResolvedPayload,
    ResolvedProvider,
    ResolvedSpec,
    ResolvedVocabulary,
)
from codegen.views.texts import texts_documents

_LINKS = {
    "place",
    "places",
    "provider_id",
    "local_id",
    "vocabulary_id",
    "page",
    "same_value",
    "carried_by",
    "member",
    "examples",
}
_FOR_AUTHORS = {"schema_", "suppressions"}
_PARTS = {
    "vocabularies",
    "methods",
    "payloads",
    "signatures",
    "deliveries",
    "addresses",
    "scenarios",
    "flows",
    "state_diagrams",
    "surfaces",
    "gaps",
}

PRIVATE = frozenset({"accepted_drift"})
"""What of a source only those who keep the spec need."""


def document(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{spec_version, taxonomy, decisions, texts, providers}` with all names and links written out."""
    return {
        "spec_version": spec.spec_version,
        "taxonomy": _taxonomy(spec.taxonomy),
        "decisions": spec.decisions.model_dump(mode="json", exclude=_FOR_AUTHORS, exclude_unset=True),
        "texts": texts_documents(spec),
        "providers": [provider_document(provider) for provider in spec.providers],
    }


def _taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    record = dump(taxonomy)
    return {**record, "situations": [without_rare(item) for item in record["situations"]]}


def dump(model: Model, exclude: AbstractSet[str] = frozenset()) -> dict[str, Any]:
    """Return a model as JSON values, without the parts that are empty."""
    values = model.model_dump(mode="json", by_alias=True, exclude=set(exclude), exclude_none=True)
    return {key: value for key, value in values.items() if value not in ([], "") or key == "value"}


def code_record(code: ResolvedCode) -> dict[str, Any]:
    """Return a code with the effective behavior's fields beside its name and value."""
    record = dump(code, _LINKS | {"behavior", "contexts", "id"})
    behavior = code.effective_behavior
    contexts = [
        {**dump(context, {"behavior"}), **flat_behavior(context.behavior)} for context in code.contexts
    ]
    return {
        "id": code.id,
        **record,
        **(flat_behavior(behavior) if behavior else {}),
        **({"contexts": contexts} if contexts else {}),
        **({"same_value": list(code.same_value)} if code.same_value else {}),
        "page": code.page,
    }


def flat_behavior(behavior: Behavior) -> dict[str, Any]:
    """Return the behavior's fields under the names they have beside a code; null challenge included."""
    values = without_rare(behavior.model_dump(mode="json", exclude={"note", "note_for", "reason", "wait"}))
    wait = behavior.wait.model_dump(mode="json", exclude_defaults=True) if behavior.wait else None
    written = {"wait": wait, "behavior_note": behavior.note, "behavior_reason": behavior.reason}
    return {**values, **{name: value for name, value in written.items() if value}}


def provider_document(provider: ResolvedProvider) -> Mapping[str, Any]:
    """Return the part of the document that is about one provider; several views of a run look at it."""
    return _remembered(_Same(provider))


class _Same:
    """An object that equals itself alone: comparing two providers would take longer than writing them out."""

    def __init__(self, provider: ResolvedProvider) -> None:
        self.provider = provider

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.provider is other.provider

    def __hash__(self) -> int:
        return id(self.provider)


@lru_cache(maxsize=16)
def _remembered(same: _Same) -> Mapping[str, Any]:
    return _provider(same.provider)


def _provider(provider: ResolvedProvider) -> dict[str, Any]:
    head = dump(provider, {"schema_", "suppressions", "definitions", "parts", *_PARTS} | _LINKS)
    return {
        **head,
        "sources": [dump(item, PRIVATE) for item in provider.sources],
        "vocabularies": [_vocabulary(item) for item in provider.vocabularies],
        "methods": [_method(item) for item in provider.methods],
        "payloads": [_payload(item) for item in provider.payloads],
        "signatures": [_signature(item) for item in provider.signatures],
        "deliveries": [dump(item) for item in provider.deliveries],
        "addresses": [dump(item) for item in provider.addresses],
        "scenarios": [dump(item) for item in provider.scenarios],
        "surfaces": [dump(item) for item in provider.surfaces],
        "flows": [dump(item) for item in provider.flows],
        "state_diagrams": [_state_diagram(item) for item in provider.state_diagrams],
        "gaps": [dump(item) for item in provider.gaps],
    }


def _state_diagram(diagram: StateDiagram) -> dict[str, Any]:
    return {**dump(diagram), "states": [dump(item) for item in diagram.states]}


def _vocabulary(vocabulary: ResolvedVocabulary) -> dict[str, Any]:
    record = dump(vocabulary, _LINKS | {"codes", "absent"})
    absent = vocabulary.absent
    return {
        **record,
        "carried_by": [carrier._asdict() for carrier in vocabulary.carried_by],
        **({"absent": {**dump(absent, {"behavior"}), **flat_behavior(absent.behavior)}} if absent else {}),
        "page": vocabulary.page,
        "codes": [code_record(code) for code in vocabulary.codes],
    }


def _method(method: ResolvedMethod) -> dict[str, Any]:
    return {**dump(method, _LINKS), "value": method.member.value, "page": method.page}


def _payload(payload: ResolvedPayload) -> dict[str, Any]:
    return {**payload_record(payload), "page": payload.page}


def payload_record(payload: ResolvedPayload) -> dict[str, Any]:
    """Return a payload; a sign that asks for nothing else does not say so."""
    return {**dump(payload, _LINKS), "recognize": [dump(sign) for sign in payload.recognize]}


def _signature(signature: Signature) -> dict[str, Any]:
    jws = {"jws": dump(signature.jws)} if signature.jws else {}
    vectors = [vector_record(vector) for vector in signature.vectors]
    return {**dump(signature), **jws, "vectors": vectors}


def vector_record(vector: SignatureVector) -> dict[str, Any]:
    """Return a test vector; one with a secret says nothing of keys and claims."""
    return {name: value for name, value in dump(vector).items() if value or name not in ("keys", "claims")}
