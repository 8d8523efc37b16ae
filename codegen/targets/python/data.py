"""The package's data files: what `.info` and `.about()` read at run time."""

from __future__ import annotations

import json
from typing import Any

from codegen.document import PRIVATE, code_record, dump, flat_behaviour
from codegen.resolve import ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.python.views import AxisView, axes

_ELSEWHERE = {"place", "provider_id", "local_id", "type_name", "carried_by", "codes", "absent"}


def provider(provider: ResolvedProvider) -> dict[str, Any]:
    """Return `{sources: {id: source}, vocabularies: {id: {..., codes: {name: code}}}}`."""
    return {
        "sources": {source.id: dump(source, PRIVATE) for source in provider.sources},
        "vocabularies": {item.id: _vocabulary(item) for item in provider.vocabularies},
    }


def taxonomy(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{axis: {term id: {summary}}}`; categories have their default actor and actions too."""
    categories = {item.id: dump(item, {"id"}) for item in spec.taxonomy.categories}
    return {**{axis.id: _terms(axis) for axis in axes(spec.taxonomy)}, "categories": categories}


def as_json(value: dict[str, Any]) -> str:
    """Return JSON with a line for each value, so that a change of the spec is as small a change here."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _terms(axis: AxisView) -> dict[str, Any]:
    return {term.value: {"summary": term.summary} for term in axis.terms}


def _vocabulary(vocabulary: ResolvedVocabulary) -> dict[str, Any]:
    about = dump(vocabulary, _ELSEWHERE)
    absent = vocabulary.absent
    return {
        **about,
        **({"absent": {**dump(absent, {"behaviour"}), **flat_behaviour(absent.behaviour)}} if absent else {}),
        "codes": {code.name: code_record(code) for code in vocabulary.codes},
    }
