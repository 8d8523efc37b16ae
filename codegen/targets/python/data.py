"""The package's data files: what `.info` and `.about()` read at run time."""

from __future__ import annotations

import json
from typing import Any

from codegen.resolve.spec import ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.python.views import AxisView, axes
from codegen.views.document import PRIVATE, code_record, dump, flat_behavior

_ELSEWHERE = {
    "place",
    "places",
    "provider_id",
    "local_id",
    "type_name",
    "surface",
    "carried_by",
    "codes",
    "absent",
}


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


def texts(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{voices: [voices], uses: {key: number of its voices}}`, in the default language.

    A key is a code's id, a category, or either with a slash and what it is narrowed down to: the context of a
    code, the kind of challenge of a category.
    """
    found = [dump(item, {"category", "challenge", "codes"}) for item in spec.voices.values()]
    different = [item for number, item in enumerate(found) if item not in found[:number]]
    keys = (f"{what}/{narrowed}" if narrowed else what for what, narrowed in spec.voices)
    return {
        "voices": different,
        "uses": {key: different.index(item) for key, item in zip(keys, found, strict=True)},
    }


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
        **({"absent": {**dump(absent, {"behavior"}), **flat_behavior(absent.behavior)}} if absent else {}),
        "codes": {code.name: code_record(code) for code in vocabulary.codes},
    }
