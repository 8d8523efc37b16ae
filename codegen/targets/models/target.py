"""Target `models`: pydantic models of the payloads, as the sub-package `linkcodes.models`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from codegen.render import Output, Target, Workshop
from codegen.resolve import ResolvedProvider, ResolvedSpec, ResolvedVocabulary, coded_fields
from codegen.targets.models import generator
from codegen.targets.models.schema import Definitions
from codegen.targets.python.views import header

PACKAGE = "python/linkcodes/models"


class CodedType(NamedTuple):
    """The type of the fields that carry a vocabulary's codes: a member, or a value of the plain type."""

    name: str
    vocabulary: str
    plain: str


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the hand-written base and, for each provider, its coded types and its models."""
    yield from workshop.runtime("python")
    carried = _carried(spec)
    modules = {vocabulary.id: f"linkcodes.models._{vocabulary.provider_id}" for vocabulary in carried}
    paths = {
        vocabulary.id: f"{modules[vocabulary.id]}.{_coded_type(vocabulary).name}" for vocabulary in carried
    }
    for provider in spec.providers:
        types = [_coded_type(vocabulary) for vocabulary in carried if vocabulary.provider_id == provider.id]
        if types:
            text = workshop.render(
                "codes.py.jinja", header=header(provider.place), provider=provider.id, types=types
            )
            yield Output(f"{PACKAGE}/_{provider.id}.py", text, (provider.place,))
        if provider.payloads:
            yield _models(provider, paths, workshop)


def _carried(spec: ResolvedSpec) -> list[ResolvedVocabulary]:
    """Return the vocabularies whose codes some payload carries, in the order of the spec."""
    payloads = [payload for provider in spec.providers for payload in provider.payloads]
    ids = {vocabulary for payload in payloads for vocabulary, _ in coded_fields(payload.body)}
    return [vocabulary for vocabulary in spec.vocabularies.values() if vocabulary.id in ids]


def _coded_type(vocabulary: ResolvedVocabulary) -> CodedType:
    plain = "str" if vocabulary.value_type == "string" else "int"
    return CodedType(f"{vocabulary.type_name}Value", vocabulary.type_name, plain)


def _models(provider: ResolvedProvider, coded_types: Mapping[str, str], workshop: Workshop) -> Output:
    """Return the module of a provider's models, an earlier one where nothing in its making has changed."""
    path = f"{PACKAGE}/{provider.id}.py"
    definitions = Definitions(coded_types)
    for payload in provider.payloads:
        definitions.add(payload)
    first_line = header(provider.place)
    recipe = generator.recipe(definitions, first_line)
    text = workshop.reuse(path, recipe)
    if text is None:
        text = workshop.render(
            "models.py.jinja",
            header=first_line,
            provider=provider.name,
            names=list(definitions.schemas),
            body=_checked(generator.classes(definitions), definitions),
        )
    return Output(path, text, (provider.place,), recipe)


def _checked(source: str, definitions: Definitions) -> str:
    """Return the source if it has the right classes; the tool renames those whose names it needs itself."""
    names = {node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    if names != set(definitions.schemas):
        wrong = ", ".join(sorted(names ^ set(definitions.schemas)))
        raise ValueError(f"payload models cannot have these names: {wrong}; give the objects other titles")
    return source


SUMMARY = "Pydantic models of the payloads."
TARGET = Target("models", SUMMARY, render, folder=Path(__file__).parent)
