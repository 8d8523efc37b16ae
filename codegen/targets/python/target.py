"""Target `python`: the import package `linkcodes`, standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.python import data, payloads, views
from codegen.text.json_text import json_text
from codegen.text.row_text import row_text
from codegen.views import redaction, renames, rulebook
from codegen.views.provenance import header
from codegen.views.signatures import signature_rules

PACKAGE = "python/linkcodes"
_LEVELS = 4
"""From the data of a provider down to a code, which is one line."""


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the modules that are made from the spec, and their data."""
    index = workshop.render("index.py.jinja", view=views.index(spec))
    yield Output(f"{PACKAGE}/_index.py", index, spec.places("vocabularies"))
    for path, template in (("__init__.py", "half.py.jinja"), ("data/__init__.py", "data.py.jinja")):
        places = (Place(f"codegen/targets/python/templates/{template}"),)
        yield Output(f"{PACKAGE}/{path}", workshop.render(template, header=header(places)), places)
    taxonomy = workshop.render("taxonomy.py.jinja", view=views.taxonomy(spec))
    yield Output(f"{PACKAGE}/taxonomy.py", taxonomy, (spec.root,))
    yield Output(f"{PACKAGE}/data/taxonomy.json", json_text(data.taxonomy(spec)), (spec.root,))
    here = (spec.decisions_place,)
    terms = workshop.render("runtime_terms.py.jinja", header=header(here), kinds=views.words(spec))
    yield Output(f"{PACKAGE}/runtime_terms.py", terms, here)
    yield Output(f"{PACKAGE}/data/words.json", json_text(data.words(spec)), here)
    rules = json_text(rulebook.core(spec))
    yield Output(f"{PACKAGE}/data/rules.json", rules, (spec.root, spec.decisions_place))
    validators = payloads.as_json(spec)
    yield Output(f"{PACKAGE}/data/payloads.json", validators, spec.places("vocabularies", "payloads"))
    signatures = json_text(signature_rules(spec))
    yield Output(f"{PACKAGE}/data/signatures.json", signatures, spec.places("signatures"))
    masking = json_text(redaction.redaction(spec))
    yield Output(
        f"{PACKAGE}/data/redaction.json", masking, (spec.redaction_place, *spec.places("vocabularies"))
    )
    texts = json_text(data.texts(spec))
    yield Output(f"{PACKAGE}/data/texts.json", texts, (spec.text_places[0],))
    yield Output(f"{PACKAGE}/data/renames.json", renames.renames_json(spec), renames.places(spec))
    for provider in spec.providers:
        # A code names those of any vocabulary that have the same value.
        everywhere, recognition = spec.places("vocabularies"), spec.decisions.recognition
        make = partial(_provider, provider, spec, workshop)
        yield from workshop.once((provider.digest, everywhere, spec.decisions_place, recognition), make)


def _provider(provider: ResolvedProvider, spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the package of a provider and its data."""
    yield from _package(provider, workshop)
    facts = row_text(data.provider(provider), _LEVELS)
    yield Output(f"{PACKAGE}/data/{provider.id}.json", facts, spec.places("vocabularies"))
    rules = row_text(rulebook.provider(provider, spec.decisions.recognition), _LEVELS)
    yield Output(f"{PACKAGE}/data/rules/{provider.id}.json", rules, rulebook.places(provider, spec))


def _package(provider: ResolvedProvider, workshop: Workshop) -> Iterator[Output]:
    """Yield the package of a provider: a module a vocabulary, imported when it is asked for."""
    view = views.provider(provider)
    init = workshop.render("provider.py.jinja", view=view)
    yield Output(f"{PACKAGE}/{provider.id}/__init__.py", init, provider.places("vocabularies"))
    for vocabulary, item in zip(provider.vocabularies, view.classes, strict=True):
        head = header(vocabulary.places)
        text = workshop.render("vocabulary.py.jinja", header=head, doc=vocabulary.summary, item=item)
        yield Output(f"{PACKAGE}/{provider.id}/{item.module}.py", text, vocabulary.places)


SUMMARY = "The Python package: enumerations and their metadata."
TARGET = Target("python", SUMMARY, render, folder=Path(__file__).parent)
