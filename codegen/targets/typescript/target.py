"""Target `typescript`: the source of the npm package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from codegen.model.decisions import AnswerWord, DecisionWord
from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.typescript.events import events_view
from codegen.targets.typescript.info import behavior_module, info_module
from codegen.targets.typescript.package import manifest, readme_view
from codegen.targets.typescript.rules import core_view, rules_view
from codegen.targets.typescript.simulate import simulate_view
from codegen.targets.typescript.straight import guards_view
from codegen.targets.typescript.texts import codes_view, groups, locale_view, rows, support_view
from codegen.targets.typescript.validators import validators_view
from codegen.targets.typescript.views import AxisConstants, Doc, Member, taxonomy_view, vocabulary_view
from codegen.text.typescript import block, fields, key, literal
from codegen.views import decisions, pauses, redaction, renames, rulebook
from codegen.views.flavors import STRICT, TOLERANT
from codegen.views.provenance import header
from codegen.views.signatures import key_call_places, key_calls, signature_rules
from codegen.views.webhooks import webhook_rules

ROOT = "typescript"
_CONSTANTS = "constants"
"""The folder of modules with constants alone, the types of the objects that a provider's module has."""
_BY_HAND = (
    *("taxonomy", "listener", "engine", "react", "redact", "simulate", "webhooks", "texts", "webview"),
    *("retry-at", "index"),
)
"""The sub-paths of modules that are the same whatever the providers are."""


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the package's manifest and the modules of each provider."""
    everything = spec.places("vocabularies", "payloads")
    # A code names those of any vocabulary that have the same value.
    everywhere = spec.places("vocabularies")
    modules: list[Output] = []
    for provider in spec.providers:
        digest = workshop.told(spec.origins[provider.id], provider, "digest")
        made_from = (digest, everywhere, spec.decisions_place, spec.decisions.recognition)
        modules += workshop.once(made_from, partial(_provider, provider, spec, workshop))
        modules += _validators(provider, spec.origins[provider.id], workshop)
    yield from _core(spec, workshop)
    modules.append(_runtime(workshop, "runtime", spec.lists, spec.providers))
    modules += _receivers(spec, workshop)
    modules += workshop.once(("texts", *_origin_of_texts(spec)), partial(_texts, spec, workshop))
    modules += _browser(spec, workshop)
    yield from modules
    yield from workshop.once(("places", *_origin_of_texts(spec)), partial(_text_places, spec, workshop))
    paths = [*_BY_HAND, *(path for path in map(_sub_path, modules) if not _is_private(path))]
    yield Output(f"{ROOT}/package.json", manifest(spec, paths), everything)
    yield Output(f"{ROOT}/renames.json", renames.renames_json(spec), renames.places(spec))
    readme = workshop.render("README.md.jinja", header=header(everything), readme=readme_view(spec))
    yield Output(f"{ROOT}/README.md", readme, everything)


def _core(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield what all providers share: words, rules, how webhooks are signed, what is masked."""
    yield _module(
        workshop, "taxonomy.ts.jinja", "taxonomy", (spec.root,), taxonomy=taxonomy_view(spec.taxonomy)
    )
    root = {
        "version": spec.spec_version,
        "providers": spec.providers,
        "vocabularies": dict.fromkeys(item.local_id for item in spec.vocabularies.values()),
    }
    yield _module(workshop, "root.ts.jinja", "index", spec.places("vocabularies"), **root)
    decisions = (spec.decisions_place,)
    yield _module(workshop, "words.ts.jinja", "words", decisions, words=words_view(spec))
    core = core_view(spec)
    for template, path in (
        ("operating.ts.jinja", "operating"),
        ("planning.ts.jinja", "planning"),
        ("core.ts.jinja", "rules"),
    ):
        yield _module(workshop, template, path, (spec.root, *decisions), core=core)

    yield from _webhooks(spec, workshop)
    rules = block(redaction.redaction(spec))
    yield _module(workshop, "redaction.ts.jinja", "redaction", redaction.places(spec), rules=rules)
    asked = block(pauses.pauses(spec))
    yield _module(workshop, "pauses.ts.jinja", "pauses", pauses.places(spec), pauses=asked)


def _webhooks(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield how webhooks are signed, and what they bring."""
    rules, places = signature_rules(spec), spec.places("signatures")
    for rule in rules.values():
        rule.get("jws", {}).pop("key_call", None)  # a module of its own, for programs that fetch keys
    yield _module(workshop, "signatures.ts.jinja", "signatures", places, signatures=fields(rules))
    calls = fields(key_calls(spec))
    yield _module(workshop, "key_calls.ts.jinja", "key-calls", key_call_places(spec), calls=calls)
    yield _module(workshop, "deliveries.ts.jinja", "deliveries", places, view=deliveries_view(spec))


def _receivers(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield what receives the webhooks of one provider and loads no other, and what such a module needs."""
    schemes = deliveries_view(spec).providers
    for provider in (item for item in spec.providers if item.id in schemes):
        places = provider.places("signatures", "payloads", "deliveries")
        context = {"provider": provider.id, "schemes": schemes[provider.id]}
        path = f"{provider.id}/deliveries"
        yield _module(workshop, "provider_deliveries.ts.jinja", path, places, **context)
        tokens = any(scheme.token for scheme in schemes[provider.id])
        path = f"{provider.id}/webhooks"
        yield _module(workshop, "provider_webhooks.ts.jinja", path, places, tokens=tokens)


def _runtime(
    workshop: Workshop, path: str, places: tuple[Place, ...], providers: Sequence[ResolvedProvider]
) -> Output:
    """Return the functions that read all payloads and codes of these providers."""
    up = ".." if "/" in path else "."
    return _module(workshop, "runtime.ts.jinja", path, places, providers=providers, up=up)


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
        context = {"provider": provider.id, "operations": operations, "behavior": behavior}
        yield _module(workshop, "plan.ts.jinja", f"{provider.id}/plan", judged, **context)
    if views:
        info = info_module(provider)
        yield _module(
            workshop, "info.ts.jinja", f"{provider.id}/info", spec.places("vocabularies"), info=info
        )
    yield from _rules(provider, spec, workshop)
    events = events_view(provider)
    if events.payloads:
        yield _module(workshop, "events.ts.jinja", f"{provider.id}/events", payloads, events=events)
    simulate = simulate_view(provider)
    if simulate.groups:
        path = f"simulate/{provider.id}"
        places = (*provider.places("vocabularies", "payloads", "signatures"), *provider.example_places)
        yield _module(workshop, "simulate.ts.jinja", path, places, provider=provider.id, simulate=simulate)


def _rules(provider: ResolvedProvider, spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield what reads a provider's payloads, and what classifies its codes without the rules of payloads."""
    path, places = f"{provider.id}/rules", rulebook.places(provider, spec)
    rules = rules_view(provider, spec.decisions.recognition)
    yield _module(workshop, "rules.ts.jinja", path, places, rules=rules)
    yield _runtime(workshop, f"{provider.id}/runtime", (provider.place,), [provider])
    path, places = f"{provider.id}/classify", (provider.place,)
    yield _module(workshop, "classify.ts.jinja", path, places, provider=provider.id)


def _validators(provider: ResolvedProvider, origin: str, workshop: Workshop) -> list[Output]:
    """Return the validators of a provider's payloads: tolerant and strict, with reasons and without."""
    places = provider.places("vocabularies", "payloads")

    def make() -> Iterator[Output]:
        wire = provider.wire
        vocabularies = {vocabulary.id: vocabulary for vocabulary in wire.vocabularies}
        for flavor in (TOLERANT, STRICT):
            path = f"validate/{wire.id}{'/strict' if flavor.strict else ''}"
            context = {"provider": wire.id, "strict": flavor.strict}
            reasons = validators_view(wire, flavor, vocabularies)
            yield _module(workshop, "validate.ts.jinja", path, places, **context, view=reasons)
            guards = guards_view(wire, flavor, vocabularies)
            made_from = places if flavor.strict else provider.places("payloads")
            yield _module(workshop, "is.ts.jinja", f"{path}/is", made_from, **context, view=guards)

    digest = workshop.told(origin, provider, "wire.digest")
    return workshop.once(("validators", digest, places), make) if provider.payloads else []


def _origin_of_texts(spec: ResolvedSpec) -> Iterator[object]:
    """Yield all that the texts follow from, and which files are named in their modules."""
    yield spec.text_origin
    yield [item.id for item in spec.providers]
    yield spec.lists, spec.text_places, [texts.places for texts in spec.texts]


def _texts(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield what people read: modules by language, reader and provider, so that a page loads no other."""
    grouped = groups(spec)
    for number, texts in enumerate(spec.texts):
        path, places = f"texts/{texts.locale}", texts.places
        yield _module(workshop, "texts.ts.jinja", path, places, view=locale_view(texts))
        support = support_view(grouped, spec, number)
        everyone = (*spec.lists, *places)
        yield _module(workshop, "support_texts.ts.jinja", f"{path}/support", everyone, view=support)
        for provider in spec.providers:
            yield _module(
                workshop,
                "code_texts.ts.jinja",
                f"{path}/{provider.id}",
                places,
                provider=provider.id,
                locale=texts.locale,
                rows=rows(grouped[provider.id], spec, number),
            )


def _browser(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield what a page without a bundler needs of a provider; `tools/one-file.mjs` makes it one file."""
    locale = spec.texts[0].locale
    for provider in spec.providers:
        if events_view(provider).payloads:
            path = f"browser/{provider.id}"
            names = {"provider": provider.id, "locale": locale}
            yield _module(workshop, "browser.ts.jinja", path, spec.lists, **names)


def _text_places(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield where the texts of codes are, which all languages share."""
    for provider, own in groups(spec).items():
        view = codes_view(own)
        yield _module(workshop, "texts_of_codes.ts.jinja", f"{provider}/texts", spec.text_places, view=view)


def _module(
    workshop: Workshop, template: str, path: str, places: tuple[Place, ...], **context: Any
) -> Output:
    text = workshop.render(template, header=header(places), **context)
    return Output(f"{ROOT}/src/{path}.ts", text, places)


def _is_private(path: str) -> bool:
    return f"/{_CONSTANTS}/" in path or path.endswith(("/situations", "/deliveries"))


def _sub_path(module: Output) -> str:
    return module.path.removeprefix(f"{ROOT}/src/").removesuffix(".ts")


TARGET = Target("typescript", "The npm package, as TypeScript source.", render, folder=Path(__file__).parent)


class SchemeView(NamedTuple):
    """A scheme as TypeScript: its name, the path to that of an event, its payloads; if it signs a token."""

    name: str
    literal: str
    provider: str
    event_name: str
    keys: tuple[str, ...]
    envelopes: str
    token: bool


class DeliveriesView(NamedTuple):
    """The schemes of each provider that has one."""

    providers: dict[str, tuple[SchemeView, ...]]


def deliveries_view(spec: ResolvedSpec) -> DeliveriesView:
    """Return the view of what webhooks bring."""
    signatures = signature_rules(spec)
    schemes = tuple(
        SchemeView(
            name=key(name),
            literal=literal(name),
            provider=rules["provider"],
            event_name=literal(rules["name"]),
            keys=fields({item: payload["key"] for item, payload in rules["payloads"].items()}),
            envelopes=literal([id for id, payload in rules["payloads"].items() if "envelope" in payload]),
            token="jws" in signatures[name],
        )
        for name, rules in webhook_rules(spec).items()
    )
    by_provider = groupby(schemes, attrgetter("provider"))  # the schemes are in the order of the providers
    return DeliveriesView({provider: tuple(own) for provider, own in by_provider})


class SubsetView(NamedTuple):
    """Some of the words of a kind, as a type of their own."""

    type_name: str
    doc: Doc
    union: str


class WordsView(NamedTuple):
    """The words of each kind, and what goes with some of them."""

    kinds: tuple[AxisConstants, ...]
    subsets: tuple[SubsetView, ...]
    delays: tuple[tuple[str, str], ...]
    """(decision, type of its delay)."""


def words_view(spec: ResolvedSpec) -> WordsView:
    """Return the view of the words of answers."""
    words, found = spec.decisions.words, decisions.words(spec)
    return WordsView(
        kinds=tuple(_kind(kind, found[kind.key]) for kind in decisions.KINDS),
        subsets=(
            _subset("OwnVerdict", "A verdict that a code may have of its own.", words.verdict, by_code=True),
            _subset("ListedBy", "How a listed value was found.", words.matched_by, answer="listed"),
            _subset("GuessedBy", "How a guess was made.", words.matched_by, answer="guess"),
            _subset("NotFoundBy", "What is said where nothing is known.", words.matched_by, answer="nothing"),
        ),
        delays=tuple((key(word.id), _delay(word)) for word in words.decision),
    )


def _kind(kind: decisions.WordKind, words: Iterable[AnswerWord]) -> AxisConstants:
    members = (Member(word.id.upper(), literal(word.id), Doc((word.summary,))) for word in words)
    return AxisConstants(kind.type_name, Doc((kind.summary,)), tuple(members))


def _subset(type_name: str, summary: str, words: Iterable[AnswerWord], **marks: object) -> SubsetView:
    """Return the words that have these marks; `never` if none has."""
    chosen = [word for word in words if all(getattr(word, name) == mark for name, mark in marks.items())]
    return SubsetView(type_name, Doc((summary,)), " | ".join(literal(word.id) for word in chosen) or "never")


def _delay(word: DecisionWord) -> str:
    return {"always": "number", "never": "null"}.get(word.delay, "number | null")
