"""Target `python`: the import package `linkcodes`, standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.python import data, events, ids, payloads, views
from codegen.text.json_text import json_text
from codegen.text.row_text import row_text
from codegen.views import pauses, redaction, renames, rulebook, search
from codegen.views.provenance import header
from codegen.views.signatures import signature_rules
from codegen.views.webhooks import webhook_rules, webhook_schemes

PACKAGE = "python/linkcodes"
_TEXT_LEVELS = 2
"""From the data of texts down to a set, which is one line."""
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
    yield from _validators(spec, workshop)
    signatures = json_text(signature_rules(spec))
    yield Output(f"{PACKAGE}/data/signatures.json", signatures, spec.places("signatures"))
    yield from _webhooks(spec, workshop)
    files = [(item.locale, item.places) for item in spec.texts]
    yield from workshop.once(("texts", spec.text_origin, spec.text_places, files), partial(_texts, spec))
    found = row_text(search.index(spec), _TEXT_LEVELS, tight=True)
    yield Output(f"{PACKAGE}/data/search.json", found, search.places(spec))
    masking = json_text(redaction.redaction(spec))
    yield Output(f"{PACKAGE}/data/redaction.json", masking, redaction.places(spec))
    yield Output(f"{PACKAGE}/data/renames.json", renames.renames_json(spec), renames.places(spec))
    asked = json_text(pauses.pauses(spec))
    yield Output(f"{PACKAGE}/data/pauses.json", asked, pauses.places(spec))
    yield from _typed(spec, workshop)
    for provider in spec.providers:
        # A code names those of any vocabulary that have the same value.
        everywhere, recognition = spec.places("vocabularies"), spec.decisions.recognition
        make = partial(_provider, provider, spec, workshop)
        digest = workshop.told(spec.origins[provider.id], provider, "without_payload_texts.digest")
        yield from workshop.once((digest, everywhere, spec.decisions_place, recognition), make)


def _texts(spec: ResolvedSpec) -> Iterator[Output]:
    """Yield what people read: what is the same in all languages, and the words of each."""
    index = row_text(data.texts(spec), _TEXT_LEVELS, tight=True)
    yield Output(f"{PACKAGE}/data/texts.json", index, spec.text_places)
    for texts in spec.texts:
        words = row_text(data.words_for_people(texts), _TEXT_LEVELS, tight=True)
        yield Output(f"{PACKAGE}/data/texts/{texts.locale}.json", words, texts.places)


def _validators(spec: ResolvedSpec, workshop: Workshop) -> list[Output]:
    """Return what the validator reads."""
    places = spec.places("vocabularies", "payloads")

    def make() -> Iterator[Output]:
        wires = [provider.without_payload_texts.wire for provider in spec.providers]
        yield Output(f"{PACKAGE}/data/payloads.json", payloads.as_json(wires), places)

    digest = "without_payload_texts.wire.digest"
    digests = [workshop.told(spec.origins[item.id], item, digest) for item in spec.providers]
    return workshop.once(("payloads", places, *digests), make)


def _typed(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the ids as types, and the functions that take them, with stubs."""
    view = ids.ids_module(spec)
    places = spec.places("vocabularies", "payloads", "signatures")
    yield Output(f"{PACKAGE}/ids.py", workshop.render("ids.py.jinja", view=view), places)
    stub = workshop.render("webhook_calls.pyi.jinja", header=header(spec.lists), view=view)
    yield Output(f"{PACKAGE}/_webhook_calls.pyi", stub, spec.lists)
    here = (Place("codegen/targets/python/templates/webhook_calls.py.jinja"),)
    text = workshop.render("webhook_calls.py.jinja", header=header(here))
    yield Output(f"{PACKAGE}/_webhook_calls.py", text, here)


def _webhooks(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield what `receive` reads, its types, and the events of each provider that signs webhooks."""
    here = spec.places("signatures", "payloads", "deliveries")
    yield Output(f"{PACKAGE}/data/webhooks.json", json_text(webhook_rules(spec)), here)
    signed = spec.places("signatures")
    schemes = workshop.render("schemes.py.jinja", header=header(signed), schemes=webhook_schemes(spec))
    yield Output(f"{PACKAGE}/_schemes.py", schemes, signed)
    for provider in spec.providers:
        view = events.events(provider)
        if view:
            places = provider.places("payloads", "signatures")
            yield Output(
                f"{PACKAGE}/events/{provider.id}.py", workshop.render("events.py.jinja", view=view), places
            )


def _provider(whole: ResolvedProvider, spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the package of a provider and its data, in which no payload says anything to people."""
    provider = whole.without_payload_texts
    yield from _package(provider, workshop)
    facts = row_text(data.provider(provider), _LEVELS, tight=True)
    yield Output(f"{PACKAGE}/data/{provider.id}.json", facts, spec.places("vocabularies"))
    rules = row_text(rulebook.provider(provider, spec.decisions.recognition), _LEVELS, tight=True)
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
