"""The package's data files: what `.info` and `.about()` read at run time."""

from __future__ import annotations

from typing import Any

from codegen.resolve.spec import ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.python.views import AxisEnum, axes
from codegen.views import decisions
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
    """Return `{axis: {term id: {summary}}}`, and as `unlisted` what to do about a code that is not listed."""
    found = {axis.id: _terms(axis) for axis in axes(spec.taxonomy)}
    return {**found, "unlisted": dump(spec.taxonomy.unlisted)}


def words(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{kind: {word: {summary, phrase}}}`."""
    shown = {"summary", "phrase"}
    return {
        kind: {word.id: word.model_dump(include=shown) for word in found}
        for kind, found in decisions.words(spec).items()
    }


def texts(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{voices: {key: voices}, uses: {key: key of its voices}}`, in the default language.

    A key is a code's id, a category, or either with a slash and what it is narrowed down to: the context of a
    code, the kind of challenge of a category. Voices are under the first key that has them.
    """
    found = {
        (f"{what}/{narrowed}" if narrowed else what): dump(item, {"category", "challenge", "codes"})
        for (what, narrowed), item in spec.voices.items()
    }
    first: dict[str, str] = {}
    uses = {key: first.setdefault(repr(item), key) for key, item in found.items()}
    return {"voices": {key: found[key] for key in first.values()}, "uses": uses}


def _terms(axis: AxisEnum) -> dict[str, Any]:
    return {term.value: {"summary": term.summary} for term in axis.terms}


def _vocabulary(vocabulary: ResolvedVocabulary) -> dict[str, Any]:
    about = dump(vocabulary, _ELSEWHERE)
    absent = vocabulary.absent
    return {
        **about,
        **({"absent": {**dump(absent, {"behavior"}), **flat_behavior(absent.behavior)}} if absent else {}),
        "codes": {code.name: code_record(code) for code in vocabulary.codes},
    }
