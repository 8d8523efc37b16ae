"""Target `models`: pydantic models of the payloads, as the sub-package `linkcodes.models`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from codegen.output.render import Form, Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.models import generator
from codegen.targets.models.schema import Definitions
from codegen.views.provenance import header

PACKAGE = "python/linkcodes/models"


class CodedType(NamedTuple):
    """The type of fields that carry codes of some vocabularies: a member, or a value of the plain type."""

    name: str
    vocabularies: tuple[str, ...]
    plain: str


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield, for each provider, its coded types and its models."""
    for provider in spec.providers:
        types = _coded_types(provider)
        if types:
            text = workshop.render(
                "codes.py.jinja",
                header=header(_places(provider)),
                provider=provider.id,
                imports=sorted({name for type_ in types.values() for name in type_.vocabularies}),
                types=list(types.values()),
            )
            yield Output(f"{PACKAGE}/_{provider.id}.py", text, _places(provider))
        if provider.payloads:
            yield from _models(provider, types, workshop)


def _coded_types(provider: ResolvedProvider) -> dict[tuple[str, ...], CodedType]:
    """Return the type of each combination of vocabularies that some field of a payload may contain."""
    vocabularies = {vocabulary.id: vocabulary for vocabulary in provider.vocabularies}
    used = {field.vocabularies for payload in provider.payloads for field in payload.coded}
    return {ids: _coded_type([vocabularies[name] for name in ids]) for ids in sorted(used)}


_NAMED = 3
"""Vocabularies that the name of a type lists at most."""


def _coded_type(vocabularies: Sequence[ResolvedVocabulary]) -> CodedType:
    names = tuple(vocabulary.type_name for vocabulary in vocabularies)
    plain = "str" if vocabularies[0].value_type == "string" else "int"
    shown = names if len(names) <= _NAMED else (names[0], "Others")
    return CodedType(f"{'Or'.join(shown)}Value", names, plain)


def _models(
    provider: ResolvedProvider, types: Mapping[tuple[str, ...], CodedType], workshop: Workshop
) -> list[Output]:
    """Return the module of a provider's models, an earlier one where nothing in its making has changed."""
    path = f"{PACKAGE}/{provider.id}.py"
    module = f"linkcodes.models._{provider.id}"
    definitions = Definitions({ids: f"{module}.{type_.name}" for ids, type_ in types.items()})
    for payload in provider.payloads:
        definitions.add(payload)
    first_line = header(_places(provider))

    def models() -> Iterator[Output]:
        text = workshop.render(
            "models.py.jinja",
            header=first_line,
            provider=provider.name,
            names=list(definitions.schemas),
            body=_checked(generator.classes(definitions), definitions),
        )
        yield Output(path, text, _places(provider))

    shape = (path, _places(provider), generator.recipe(definitions, first_line, provider.name))
    form = Form(shape, partial(generator.rewritten, definitions=definitions))
    return workshop.rewritten((*shape, definitions.docs), form, models)


def _places(provider: ResolvedProvider) -> tuple[Place, ...]:
    return provider.places("vocabularies", "payloads")


def _checked(source: str, definitions: Definitions) -> str:
    """Return the source if it has the right classes; the tool renames those whose names it needs itself."""
    names = {node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    if names != set(definitions.schemas):
        wrong = ", ".join(sorted(names ^ set(definitions.schemas)))
        raise ValueError(f"payload models cannot have these names: {wrong}; give the objects other titles")
    return source


SUMMARY = "Pydantic models of the payloads."
TARGET = Target("models", SUMMARY, render, folder=Path(__file__).parent)
