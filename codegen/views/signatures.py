"""Signature schemes under the names that both packages and the vectors give them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.model.wire import Signature
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec

_FETCHING = ("key_hosts", "key_call")
_RULES = ("header", "algorithm", "encoding", "prefix")


def schemes(provider: ResolvedProvider) -> Iterator[tuple[str, Signature]]:
    """Yield (name, signature): the provider's id, and a word of the signature's own if there are several."""
    for item in provider.signatures:
        word = item.id.partition(":")[2].removesuffix(".signature")
        yield (provider.id if len(provider.signatures) == 1 else f"{provider.id}.{word}"), item


def signature_rules(spec: ResolvedSpec) -> dict[str, dict[str, Any]]:
    """Return `{scheme: {header, algorithm, encoding, prefix}}`; a token has `jws` besides."""
    return {
        name: {**{key: getattr(item, key) for key in _RULES}, **_jws(item)}
        for provider in spec.providers
        for name, item in schemes(provider)
    }


def _jws(signature: Signature) -> dict[str, Any]:
    if signature.jws is None:
        return {}
    rules = signature.jws.model_dump(mode="json", exclude={"key_source"})
    return {"jws": {name: value for name, value in rules.items() if value not in (None, "", [])}}


def key_call_places(spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return the files that `key_calls` is made from."""
    fetching = [item for item in spec.providers if any(each.jws for each in item.signatures)]
    return (spec.root, *(place for provider in fetching for place in provider.places("signatures")))


def key_calls(spec: ResolvedSpec) -> dict[str, dict[str, Any]]:
    """Return `{scheme: rules}`: how public keys are fetched, which no check of a token needs."""
    return {
        name: {field: rule["jws"][field] for field in _FETCHING if field in rule["jws"]}
        for name, rule in signature_rules(spec).items()
        if "jws" in rule
    }
