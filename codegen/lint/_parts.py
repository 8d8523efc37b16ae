"""The spec in parts that are linted apart, each with no more of the rest than its findings may follow from.

What a part does not have no rule can read, so its findings are the same while the part is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from codegen.lint._node import Node, Setting, models
from codegen.model.base import Model
from codegen.model.codes import Absent, Code, Context, Vocabulary
from codegen.model.files import ProviderFile
from codegen.read.findings import Place
from codegen.read.load import LoadedSpec

CodeBones = tuple[str, str | int, tuple[str, ...]]
Bones = tuple[str, str, tuple[tuple[str, tuple[CodeBones, ...]], ...]]

ModelT = TypeVar("ModelT", bound=Model)


class LintPart(NamedTuple):
    """Some files of the spec, and what rules see of all of it."""

    files: tuple[tuple[Any, Place], ...]
    spec: Callable[[], LoadedSpec]
    provider: ProviderFile | None = None
    digest: str = ""
    """Of all that it has; nothing if that is the whole spec."""
    whole: Callable[[LoadedSpec], Iterable[Node]] = lambda spec: ()
    """Gives the nodes that are about all of it, and not about what the files say one by one."""

    def nodes(self) -> Iterator[Node]:
        """Yield every node of the part once for each scope that it belongs to."""
        spec = self.spec()
        yield from self.whole(spec)
        for model, place in self.files:
            yield from models(model, place, Setting(spec, self.provider))


def parts(spec: LoadedSpec) -> Iterator[LintPart]:
    """Yield the parts of a spec: what is about all of it, plans, each provider, each language."""
    vectors = ((item.vectors, item.place.child("vectors")) for item in spec.vectors)
    yield LintPart((*spec.own, *vectors, *spec.reality), lambda: spec, whole=_all)
    yield from _plans(spec)
    yield from (_provider(spec, provider, place) for provider, place in spec.providers)
    yield from _languages(spec)


def _provider(spec: LoadedSpec, provider: ProviderFile, place: Place) -> LintPart:
    # Examples of no provider stay: one that is misspelled may be meant.
    others = tuple(f"{item.id}:" for item, _ in spec.providers if item.id != provider.id)
    examples = [item for item in spec.examples if not item.payload_id.startswith(others)]
    narrowed = replace(
        spec,
        providers=[(provider, place)],
        texts=[],
        translations=[],
        examples=examples,
        vectors=[],
        reality=[],
    )
    places = (*place.files(), *(item.place for item in examples))
    return LintPart(((provider, place),), lambda: narrowed, provider, _digest(spec, places))


def _all(spec: LoadedSpec) -> list[Node]:
    return [Node("spec", spec, spec.root_place, spec)]


def _decided(spec: LoadedSpec) -> list[Node]:
    return [Node("plans", spec.decisions, spec.decisions_place, spec)]


def _shown(spec: LoadedSpec) -> list[Node]:
    return [Node("shown", texts, place, spec) for texts, place in spec.texts]


def _plans(spec: LoadedSpec) -> Iterator[LintPart]:
    """Yield what plans follow from, and the same with the texts that are chosen by plans."""
    providers = [(_planned(provider), place) for provider, place in spec.providers]
    bare = replace(spec, providers=providers, texts=[], translations=[], examples=[], vectors=[], reality=[])
    told_to = replace(bare, texts=spec.texts[:1])
    # Its fields tell all of a model, and far sooner than its own `repr`.
    told = [_told(provider) for provider, _ in providers]
    yield LintPart((), lambda: bare, digest=_digest(spec, (), told), whole=_decided)
    texts = [place for _, place in told_to.texts]
    yield LintPart((), lambda: told_to, digest=_digest(spec, texts, told), whole=_shown)


def _planned(provider: ProviderFile) -> ProviderFile:
    """Return a provider that has only what plans follow from, and the names of what has it."""
    vocabularies = tuple(
        _only(
            Vocabulary,
            id=item.id,
            money=item.money,
            codes=tuple(map(_planned_code, item.codes)),
            absent=item.absent and _only(Absent, behavior=item.absent.behavior),
        )
        for item in provider.vocabularies
    )
    return _only(ProviderFile, id=provider.id, operations=provider.operations, vocabularies=vocabularies)


def _planned_code(code: Code) -> Code:
    contexts = tuple(_only(Context, id=item.id, behavior=item.behavior) for item in code.contexts)
    return _only(Code, name=code.name, behavior=code.behavior, contexts=contexts)


def _told(value: object) -> object:
    """Return models as their fields, whole where a `repr` is quick to tell them."""
    if isinstance(value, Model):
        return {name: _told(item) for name, item in vars(value).items()}
    return [*map(_told, value)] if isinstance(value, tuple) else value


def _languages(spec: LoadedSpec) -> Iterator[LintPart]:
    skeleton = [_bones(provider) for provider, _ in spec.providers]

    @cache
    def narrowed() -> LoadedSpec:
        providers = [
            (_bare(*bones), place) for bones, (_, place) in zip(skeleton, spec.providers, strict=True)
        ]
        return replace(spec, providers=providers, translations=[], examples=[], vectors=[], reality=[])

    sources = [place for _, place in spec.texts]
    for texts, place in (*spec.texts, *spec.translations):
        digest = _digest(spec, (*sources, *place.files()), skeleton)
        yield LintPart(((texts, place),), narrowed, None, digest)


def _digest(spec: LoadedSpec, places: Iterable[Place], *others: object) -> str:
    files = dict.fromkeys(place.file for place in (*(place for _, place in spec.own), *places))
    content = [(file, spec.digests.get(file)) for file in files]
    return hashlib.sha256(repr((content, others)).encode(errors="surrogatepass")).hexdigest()


def _bones(provider: ProviderFile) -> Bones:
    """Return what texts may refer to, or must not say: names, codes with their values, and contexts."""
    vocabularies = ((item.id, tuple(map(_code_bones, item.codes))) for item in provider.vocabularies)
    return provider.id, provider.name, tuple(vocabularies)


def _code_bones(code: Code) -> CodeBones:
    return code.name, code.value, tuple(context.id for context in code.contexts)


def _bare(id: str, name: str, vocabularies: tuple[tuple[str, tuple[CodeBones, ...]], ...]) -> ProviderFile:
    """Return a provider that has nothing else."""
    made = tuple(
        _only(Vocabulary, id=id, codes=tuple(_code(*code) for code in codes)) for id, codes in vocabularies
    )
    return _only(ProviderFile, id=id, name=name, vocabularies=made)


def _code(name: str, value: str | int, contexts: tuple[str, ...]) -> Code:
    return _only(Code, name=name, value=value, contexts=tuple(_only(Context, id=id) for id in contexts))


def _only(kind: type[ModelT], **known: Any) -> ModelT:
    """Return a model that has these fields alone: whatever else is asked of it fails."""
    made = kind.__new__(kind)
    made.__dict__.update(known)
    return made
