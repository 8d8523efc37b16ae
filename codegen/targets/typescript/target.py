"""Target `typescript`: the source of the npm package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.typescript.events import events_view
from codegen.targets.typescript.info import behavior_module, info_module
from codegen.targets.typescript.package import manifest, readme_view
from codegen.targets.typescript.rules import core_view, rules_view
from codegen.targets.typescript.simulate import simulate_view
from codegen.targets.typescript.validators import validators_view
from codegen.targets.typescript.views import taxonomy_view, vocabulary_view
from codegen.targets.typescript.words import words_view
from codegen.views.flavors import STRICT, TOLERANT, Vocabularies
from codegen.views.provenance import header

ROOT = "typescript"


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the package's manifest and the modules of each provider."""
    everything = (spec.root, *(provider.place for provider in spec.providers))
    modules = [output for provider in spec.providers for output in _provider(provider, workshop)]
    yield _module(
        workshop, "taxonomy.ts.jinja", "taxonomy", (spec.root,), taxonomy=taxonomy_view(spec.taxonomy)
    )
    yield _module(
        workshop, "root.ts.jinja", "index", everything, version=spec.spec_version, providers=spec.providers
    )
    decisions = (spec.decisions_place,)
    yield _module(workshop, "words.ts.jinja", "words", decisions, words=words_view(spec))
    core = core_view(spec)
    yield _module(workshop, "core.ts.jinja", "rules", (spec.root, *decisions), core=core)
    modules.append(_module(workshop, "runtime.ts.jinja", "runtime", everything, providers=spec.providers))
    modules += [
        output for provider in spec.providers for output in _validators(provider, spec.vocabularies, workshop)
    ]
    yield from modules
    paths = [
        "taxonomy",
        "listener",
        "engine",
        "react",
        "simulate",
        "index",
        *(_sub_path(output) for output in modules),
    ]
    yield Output(f"{ROOT}/package.json", manifest(spec, paths), everything)
    readme = workshop.render("README.md.jinja", header=header(everything), readme=readme_view(spec))
    yield Output(f"{ROOT}/README.md", readme, everything)


def _provider(provider: ResolvedProvider, workshop: Workshop) -> Iterator[Output]:
    """Yield the modules of one provider; one that would be empty is left out."""
    here = (provider.place,)
    views = [vocabulary_view(vocabulary, provider) for vocabulary in provider.vocabularies]
    for vocabulary, view in zip(provider.vocabularies, views, strict=True):
        path = f"{provider.id}/{view.module}"
        yield _module(workshop, "vocabulary.ts.jinja", path, (vocabulary.place,), vocabulary=view)
    yield _module(workshop, "provider.ts.jinja", f"{provider.id}/index", here, vocabularies=views)
    behavior = behavior_module(provider)
    if behavior.lookups:
        yield _module(workshop, "behavior.ts.jinja", f"{provider.id}/behavior", here, behavior=behavior)
    if views:
        yield _module(workshop, "info.ts.jinja", f"{provider.id}/info", here, info=info_module(provider))
    yield _module(workshop, "rules.ts.jinja", f"{provider.id}/rules", here, rules=rules_view(provider))
    events = events_view(provider)
    if events.payloads:
        yield _module(workshop, "events.ts.jinja", f"{provider.id}/events", here, events=events)
    simulate = simulate_view(provider)
    if simulate.groups:
        path = f"simulate/{provider.id}"
        yield _module(workshop, "simulate.ts.jinja", path, here, provider=provider.id, simulate=simulate)


def _validators(
    provider: ResolvedProvider, vocabularies: Vocabularies, workshop: Workshop
) -> Iterator[Output]:
    """Yield the validators of a provider's payloads, if it has any: the tolerant ones and the strict ones."""
    for flavor in (TOLERANT, STRICT) if provider.payloads else ():
        path = f"validate/{provider.id}{'/strict' if flavor.strict else ''}"
        view = validators_view(provider, flavor, vocabularies)
        context = {"provider": provider.id, "strict": flavor.strict, "view": view}
        yield _module(workshop, "validate.ts.jinja", path, (provider.place,), **context)


def _module(
    workshop: Workshop, template: str, path: str, places: tuple[Place, ...], **context: Any
) -> Output:
    text = workshop.render(template, header=header(places), **context)
    return Output(f"{ROOT}/src/{path}.ts", text, places)


def _sub_path(module: Output) -> str:
    return module.path.removeprefix(f"{ROOT}/src/").removesuffix(".ts")


TARGET = Target("typescript", "The npm package, as TypeScript source.", render, folder=Path(__file__).parent)
