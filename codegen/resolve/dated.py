"""Adds to a resolved spec what is known of the past of its codes.

That follows from a comparison of the resolved spec with earlier releases, so it comes last. What has no past
stays the object that it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar, cast

from codegen.model.base import Model
from codegen.resolve.past import ChangedCodes, deprecated_in
from codegen.resolve.spec import (
    ResolvedCode,
    ResolvedMethod,
    ResolvedProvider,
    ResolvedSpec,
    ResolvedVocabulary,
)

ModelT = TypeVar("ModelT", bound=Model)


def with_past(spec: ResolvedSpec, changed: ChangedCodes) -> ResolvedSpec:
    """Return the spec in which each code says which versions changed it."""
    providers = tuple(_provider(provider, changed) for provider in spec.providers)
    origins = {id: _origin(f"{id}:", origin, changed) for id, origin in spec.origins.items()}
    return _again(spec, providers=providers, origins=origins)


def _origin(prefix: str, origin: str, changed: ChangedCodes) -> str:
    own = sorted((id, versions) for id, versions in changed.items() if id.startswith(prefix))
    return hashlib.sha256(repr((origin, own)).encode()).hexdigest()


def _provider(provider: ResolvedProvider, changed: ChangedCodes) -> ResolvedProvider:
    vocabularies = tuple(_vocabulary(item, changed) for item in provider.vocabularies)
    if _are_same(vocabularies, provider.vocabularies):
        return provider
    members = {code.id: code for vocabulary in vocabularies for code in vocabulary.codes}
    methods = tuple(_method(item, members[item.code]) for item in provider.methods)
    return _again(provider, vocabularies=vocabularies, methods=methods)


def _vocabulary(vocabulary: ResolvedVocabulary, changed: ChangedCodes) -> ResolvedVocabulary:
    codes = tuple(_code(code, changed) for code in vocabulary.codes)
    return vocabulary if _are_same(codes, vocabulary.codes) else _again(vocabulary, codes=codes)


def _code(code: ResolvedCode, changed: ChangedCodes) -> ResolvedCode:
    if code.id not in changed:
        return code
    versions = changed[code.id]
    deprecated = deprecated_in(versions) or code.since if code.deprecated else None
    if (versions, deprecated) == (code.changed_in, code.deprecated_in):
        return code
    return _again(code, changed_in=versions, deprecated_in=deprecated)


def _method(method: ResolvedMethod, member: ResolvedCode) -> ResolvedMethod:
    return method if method.member is member else _again(method, member=member)


def _are_same(now: Sequence[Model], before: Sequence[Model]) -> bool:
    return all(one is other for one, other in zip(now, before, strict=True))


def _again(model: ModelT, **other: Any) -> ModelT:
    """Return a model with other values for some fields, and without what was worked out from the old ones."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return cast(ModelT, type(model).model_construct(**{**fields, **other}))
