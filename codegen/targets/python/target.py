"""Target `python`: the import package `linkcodes`, standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.python import data, payloads, views
from codegen.views import rulebook
from codegen.views.provenance import header
from codegen.views.signatures import signature_rules

PACKAGE = "python/linkcodes"


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the modules that are made from the spec, and their data."""
    providers = tuple(provider.place for provider in spec.providers)
    index = workshop.render("index.py.jinja", view=views.index(spec))
    yield Output(f"{PACKAGE}/_index.py", index, (spec.root, *providers))
    for path, template in (("__init__.py", "half.py.jinja"), ("data/__init__.py", "data.py.jinja")):
        text = workshop.render(template, header=header([spec.root]))
        yield Output(f"{PACKAGE}/{path}", text, (spec.root,))
    taxonomy = workshop.render("taxonomy.py.jinja", view=views.taxonomy(spec))
    yield Output(f"{PACKAGE}/taxonomy.py", taxonomy, (spec.root,))
    yield Output(f"{PACKAGE}/data/taxonomy.json", data.as_json(data.taxonomy(spec)), (spec.root,))
    here = (spec.decisions_place,)
    terms = workshop.render("runtime_terms.py.jinja", header=header(here), kinds=views.words(spec))
    yield Output(f"{PACKAGE}/runtime_terms.py", terms, here)
    yield Output(f"{PACKAGE}/data/words.json", data.as_json(data.words(spec)), here)
    rules = data.as_json(rulebook.core(spec))
    yield Output(f"{PACKAGE}/data/rules.json", rules, (spec.root, spec.decisions_place))
    yield Output(f"{PACKAGE}/data/payloads.json", payloads.as_json(spec), providers)
    yield Output(f"{PACKAGE}/data/signatures.json", data.as_json(signature_rules(spec)), providers)
    texts = data.as_json(data.texts(spec))
    yield Output(f"{PACKAGE}/data/texts.json", texts, (spec.text_places[0],))
    for provider in spec.providers:
        yield from _package(provider, workshop)
        facts = data.as_json(data.provider(provider))
        yield Output(f"{PACKAGE}/data/{provider.id}.json", facts, (provider.place,))
        rules = data.as_json(rulebook.provider(provider))
        yield Output(f"{PACKAGE}/data/rules/{provider.id}.json", rules, (provider.place,))


def _package(provider: ResolvedProvider, workshop: Workshop) -> Iterator[Output]:
    """Yield the package of a provider: a module a vocabulary, imported when it is asked for."""
    view = views.provider(provider)
    init = workshop.render("provider.py.jinja", view=view)
    yield Output(f"{PACKAGE}/{provider.id}/__init__.py", init, (provider.place,))
    for vocabulary, item in zip(provider.vocabularies, view.classes, strict=True):
        head = header([vocabulary.place])
        text = workshop.render("vocabulary.py.jinja", header=head, doc=vocabulary.summary, item=item)
        yield Output(f"{PACKAGE}/{provider.id}/{item.module}.py", text, (vocabulary.place,))


SUMMARY = "The Python package: enumerations and their metadata."
TARGET = Target("python", SUMMARY, render, folder=Path(__file__).parent)
