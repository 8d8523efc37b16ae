"""View of the home page, and the texts and examples that its box shows beside what the package answers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from codegen.model.columns import AXES
from codegen.model.texts import Voices
from codegen.read.examples import Example
from codegen.resolve.bodies import roles
from codegen.resolve.spec import ResolvedCode, ResolvedPayload, ResolvedProvider, ResolvedSpec
from codegen.targets.site.annotations import fits, located
from codegen.targets.site.situations import SITUATIONS_PAGE
from codegen.views.book import CONFIDENCES, Book, Link, href
from codegen.views.crosswalk import crosswalk
from codegen.views.labels import label, type_label

HOME_PAGE = "index"
BOX_TEXTS = "assets/home.json"

_AXES = {
    "category", "challenge", "scope", "actor", "action", "retry", "phase", "ends", "severity", "operation",
    "flag", "situation",
}  # fmt: skip
_LONGEST_EXAMPLE = 700
_MOST_EXAMPLES = 4
_MOST_SITUATIONS = 16


class Card(NamedTuple):
    """A provider in short."""

    link: Link
    summary: str
    codes: int
    """How many it has."""


class CommonSituation(NamedTuple):
    """What goes wrong at many providers, linked to its row of the crosswalk."""

    link: Link
    providers: int
    """How many have a code for it."""


class HomeView(NamedTuple):
    """The generated half of the home page."""

    providers: tuple[Card, ...]
    situations: tuple[CommonSituation, ...]
    """The most common first."""
    numbers: tuple[tuple[str, str], ...]
    """What there is in all, as (number, what)."""


def home_view(book: Book) -> HomeView:
    """Return the generated half of the home page."""
    spec = book.spec
    counts = {
        "codes": len(spec.codes),
        "payloads": len(book.payloads),
        "dated sources": sum(len(provider.sources) for provider in spec.providers),
    }
    return HomeView(
        providers=tuple(_card(provider) for provider in spec.providers),
        situations=tuple(_common(book)),
        numbers=tuple((f"{count:,}", what) for what, count in counts.items()),
    )


def _card(provider: ResolvedProvider) -> Card:
    codes = sum(len(item.codes) for item in provider.vocabularies)
    return Card(Link(provider.name, href(HOME_PAGE, provider.page)), provider.summary, codes)


def _common(book: Book) -> list[CommonSituation]:
    found = ((row, row.situation) for row in crosswalk(book.spec))
    rows = [row for row, item in found if item.phase == "failure" and not item.envelope]
    rows.sort(key=lambda row: -len(row.meanings))
    return [
        CommonSituation(
            Link(
                label(row.situation.id),
                href(HOME_PAGE, SITUATIONS_PAGE, f"situation-{row.situation.id}"),
            ),
            len(row.meanings),
        )
        for row in rows[:_MOST_SITUATIONS]
    ]


def box_texts(book: Book) -> str:
    """Return as JSON what the box needs and the package lacks: words, titles, texts and examples.

    `voices` has each set of texts once; `voice` gives its number by category and kind of challenge, or by
    code and meaning.
    """
    spec = book.spec
    shown = {key: _shown(texts) for key, texts in spec.voices.items()}
    numbers = {text: number for number, text in enumerate(dict.fromkeys(shown.values()))}
    envelopes = {item.id for item in spec.taxonomy.situations if item.envelope}
    provider_examples = [list(_examples(provider, envelopes)) for provider in spec.providers]
    texts = {
        "terms": _terms(spec) | {"confidence": CONFIDENCES},
        "words": _words(spec),
        "without_user": next((item.id for item in spec.taxonomy.operations if item.user_absent), None),
        "vocabularies": {id: book.home(item) for id, item in spec.vocabularies.items()},
        "payloads": {id: type_label(item.type_name) for id, item in book.payloads.items()},
        "meanings": dict(_meanings(spec)),
        "voices": [json.loads(text) for text in numbers],
        "voice": {f"{subject}/{part or ''}": numbers[shown[subject, part]] for subject, part in shown},
        "statuses": {provider.id: _statuses(provider) for provider in spec.providers},
        "examples": list(_chosen(provider_examples)),
    }
    return json.dumps(texts, ensure_ascii=False, indent=1) + "\n"


def _terms(spec: ResolvedSpec) -> dict[str, Any]:
    """Return label and summary of each word, by axis."""
    return {
        axis.column: {term.id: (label(term.id), term.summary) for term in getattr(spec.taxonomy, axis.terms)}
        for axis in AXES
        if axis.column in _AXES
    }


def _words(spec: ResolvedSpec) -> dict[str, dict[str, Any]]:
    """Return what people read in place of the words of answers; a verdict's comes with its phase."""
    words = spec.decisions.words
    return {
        "verdict": {word.id: (word.phrase, word.phase) for word in words.verdict},
        "decision": {word.id: word.phrase for word in words.decision},
        "reason": {word.id: word.phrase for word in words.reason},
        "guess": {word.id: word.phrase for word in words.matched_by if word.answer == "guess"},
    }


def _shown(texts: Voices) -> str:
    user, support = texts.end_user, texts.support
    shown = {
        "title": user.title, "body": user.body, "button": user.button,
        "ask": support.ask, "do": support.do, "never_ask": support.never_ask,
    }  # fmt: skip
    return json.dumps(shown, ensure_ascii=False)


def _meanings(spec: ResolvedSpec) -> Iterator[tuple[str, list[str]]]:
    """Yield the label of each meaning of a value that has several, and how to tell it."""
    for code in spec.codes.values():
        for context in code.contexts:
            yield f"{code.id}/{context.id}", [label(context.id), context.recognize]


def _statuses(provider: ResolvedProvider) -> dict[str, list[tuple[str, str, str]]]:
    """Return payloads by the HTTP statuses of their examples, as (page without suffix, title, summary)."""
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for payload in provider.payloads:
        link = (payload.page, type_label(payload.type_name), payload.summary)
        for status in sorted(_stated(payload)):
            found[str(status)].append(link)
    return dict(sorted(found.items()))


def _stated(payload: ResolvedPayload) -> set[int]:
    """Return the HTTP statuses in a payload's examples."""
    pointers = [pointer for pointer, role in roles(payload.body) if role == "http_status"]
    places = (place for item in payload.examples if item.verdict == "accept" for place in located(item.value))
    stated = (place.value for place in places if any(fits(pointer, place.pointer) for pointer in pointers))
    return {value for value in stated if isinstance(value, int)}


def _chosen(found: list[list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    """Yield some that show what the box takes: of the first providers in turn a code and a payload."""
    for number, examples in enumerate(found[:_MOST_EXAMPLES]):
        if examples:
            yield examples[number % len(examples)]


def _examples(provider: ResolvedProvider, envelopes: Collection[str]) -> Iterator[dict[str, str]]:
    """Yield a code and some payloads of a provider, all about failures, to try the box with.

    `envelopes` are the situations that only point to another field.
    """
    codes = [code for item in provider.vocabularies for code in item.codes if _fails(code, envelopes)]
    for code in sorted(codes, key=_concerns_others)[:1]:
        yield {"provider": provider.name, "title": str(code.value), "text": str(code.value)}
    values = {str(code.value) for code in codes}
    short = [found for payload in provider.payloads if (found := _example(payload, values))]
    by_channel = {payload.channel: (payload, text) for payload, text in reversed(short)}
    for payload, text in list(reversed(by_channel.values()))[:1]:
        title = f"{type_label(payload.type_name)} ({label(payload.channel).lower()})"
        yield {"provider": provider.name, "title": title, "text": text}


def _example(payload: ResolvedPayload, values: set[str]) -> tuple[ResolvedPayload, str] | None:
    """Return the payload with the first short example that contains one of these values."""
    accepted = [item for item in payload.examples if item.verdict == "accept" and values & _leaves(item)]
    texts = [json.dumps(item.value, ensure_ascii=False, indent=2) for item in accepted]
    return next(((payload, text) for text in texts if len(text) <= _LONGEST_EXAMPLE), None)


def _leaves(example: Example) -> set[str]:
    """Return the texts and numbers in an example."""
    found: set[str] = set()
    left = [example.value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left.extend(item.values())
        elif isinstance(item, list):
            left.extend(item)
        else:
            found.add(str(item))
    return found


def _fails(code: ResolvedCode, envelopes: Collection[str]) -> bool:
    behavior = code.behavior
    return behavior is not None and behavior.phase == "failure" and behavior.situation not in envelopes


def _concerns_others(code: ResolvedCode) -> bool:
    return code.behavior is None or code.behavior.actor != "end_user"
