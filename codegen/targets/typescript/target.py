"""Target `typescript`: the source of the npm package."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.typescript.deliveries import deliveries_view
from codegen.targets.typescript.events import events_view
from codegen.targets.typescript.info import behavior_module, info_module
from codegen.targets.typescript.package import manifest, readme_view
from codegen.targets.typescript.rules import core_view, rules_view
from codegen.targets.typescript.simulate import simulate_view
from codegen.targets.typescript.straight import guards_view
from codegen.targets.typescript.validators import validators_view
from codegen.targets.typescript.views import taxonomy_view, vocabulary_view
from codegen.targets.typescript.words import words_view
from codegen.text.typescript import fields, literal
from codegen.views import renames, rulebook
from codegen.views.flavors import STRICT, TOLERANT
from codegen.views.provenance import header
from codegen.views.signatures import signature_rules

ROOT = "typescript"
_CONSTANTS = "constants"
"""The folder of modules with constants alone, the types of the objects that a provider's module has."""


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the package's manifest and the modules of each provider."""
    everything = spec.places("vocabularies", "payloads")
    # A code names those of any vocabulary that have the same value.
    everywhere = spec.places("vocabularies")
    modules: list[Output] = []
    for provider in spec.providers:
        made_from = (provider.digest, everywhere, spec.decisions_place, spec.decisions.recognition)
        modules += workshop.once(made_from, partial(_provider, provider, spec, workshop))
    yield _module(
        workshop, "taxonomy.ts.jinja", "taxonomy", (spec.root,), taxonomy=taxonomy_view(spec.taxonomy)
    )
    root = {
        "version": spec.spec_version,
        "providers": spec.providers,
        "vocabularies": dict.fromkeys(item.local_id for item in spec.vocabularies.values()),
    }
    yield _module(workshop, "root.ts.jinja", "index", everywhere, **root)
    decisions = (spec.decisions_place,)
    yield _module(workshop, "words.ts.jinja", "words", decisions, words=words_view(spec))
    core = core_view(spec)
    for template, path in (("planning.ts.jinja", "planning"), ("core.ts.jinja", "rules")):
        yield _module(workshop, template, path, (spec.root, *decisions), core=core)
    yield from _webhooks(spec, workshop)
    modules.append(_module(workshop, "runtime.ts.jinja", "runtime", spec.lists, providers=spec.providers))
    yield from modules
    paths = [
        "taxonomy",
        "listener",
        "engine",
        "react",
        "simulate",
        "webhooks",
        "index",
        *(path for path in map(_sub_path, modules) if not _is_private(path)),
    ]
    yield Output(f"{ROOT}/package.json", manifest(spec, paths), everything)
    yield Output(f"{ROOT}/renames.json", renames.renames_json(spec), renames.places(spec))
    readme = workshop.render("README.md.jinja", header=header(everything), readme=readme_view(spec))
    yield Output(f"{ROOT}/README.md", readme, everything)


def _webhooks(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield how webhooks are signed, and what they bring."""
    signatures = fields(signature_rules(spec))
    signed = spec.places("signatures")
    yield _module(workshop, "signatures.ts.jinja", "signatures", signed, signatures=signatures)
    places = spec.places("signatures", "payloads", "deliveries")
    yield _module(workshop, "deliveries.ts.jinja", "deliveries", places, view=deliveries_view(spec))


def _provider(provider: ResolvedProvider, spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the modules of one provider; one that would be empty is left out."""
    codes, payloads = provider.places("vocabularies"), provider.places("vocabularies", "payloads")
    views = [vocabulary_view(vocabulary, provider) for vocabulary in provider.vocabularies]
    for vocabulary, view in zip(provider.vocabularies, views, strict=True):
        path = f"{provider.id}/{view.module}"
        yield _module(workshop, "vocabulary.ts.jinja", path, vocabulary.places, vocabulary=view)
        constants = f"{provider.id}/{_CONSTANTS}/{view.module}"
        yield _module(workshop, "constants.ts.jinja", constants, vocabulary.places, vocabulary=view)
    yield _module(workshop, "provider.ts.jinja", f"{provider.id}/index", codes, vocabularies=views)
    behavior = behavior_module(provider)
    if behavior.lookups:
        judged = (*codes, spec.root)
        for template, name in (("behavior.ts.jinja", "behavior"), ("situations.ts.jinja", "situations")):
            yield _module(workshop, template, f"{provider.id}/{name}", judged, behavior=behavior)
        operations = literal({item.id: item.effect for item in provider.operations})
        plans: dict[str, Any] = {"provider": provider.id, "operations": operations, "behavior": behavior}
        yield _module(workshop, "plan.ts.jinja", f"{provider.id}/plan", judged, **plans)
    if views:
        info = info_module(provider)
        yield _module(
            workshop, "info.ts.jinja", f"{provider.id}/info", spec.places("vocabularies"), info=info
        )
    path, places = f"{provider.id}/rules", rulebook.places(provider, spec)
    rules = rules_view(provider, spec.decisions.recognition)
    yield _module(workshop, "rules.ts.jinja", path, places, rules=rules)
    events = events_view(provider)
    if events.payloads:
        yield _module(workshop, "events.ts.jinja", f"{provider.id}/events", payloads, events=events)
    simulate = simulate_view(provider)
    if simulate.groups:
        path = f"simulate/{provider.id}"
        places = (*provider.places("vocabularies", "payloads", "signatures"), *provider.example_places)
        yield _module(workshop, "simulate.ts.jinja", path, places, provider=provider.id, simulate=simulate)
    yield from _validators(provider, workshop)


def _validators(provider: ResolvedProvider, workshop: Workshop) -> Iterator[Output]:
    """Yield the validators of a provider's payloads, if it has any: the tolerant ones and the strict ones."""
    vocabularies = {vocabulary.id: vocabulary for vocabulary in provider.vocabularies}
    for flavor in (TOLERANT, STRICT) if provider.payloads else ():
        path = f"validate/{provider.id}{'/strict' if flavor.strict else ''}"
        view = validators_view(provider, flavor, vocabularies)
        context: dict[str, Any] = {"provider": provider.id, "strict": flavor.strict, "view": view}
        places = provider.places("vocabularies", "payloads")
        yield _module(workshop, "validate.ts.jinja", path, places, **context)
        context["view"] = guards_view(provider, flavor, vocabularies)
        yield _module(workshop, "is.ts.jinja", f"{path}/is", places, **context)


def _module(
    workshop: Workshop, template: str, path: str, places: tuple[Place, ...], **context: Any
) -> Output:
    text = workshop.render(template, header=header(places), **context)
    return Output(f"{ROOT}/src/{path}.ts", text, places)


def _is_private(path: str) -> bool:
    return f"/{_CONSTANTS}/" in path or path.endswith("/situations")


def _sub_path(module: Output) -> str:
    return module.path.removeprefix(f"{ROOT}/src/").removesuffix(".ts")


TARGET = Target("typescript", "The npm package, as TypeScript source.", render, folder=Path(__file__).parent)
