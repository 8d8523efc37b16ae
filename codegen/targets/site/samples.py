"""A payload that carries a code, cut down to what matters around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, islice
from typing import Any, NamedTuple

from codegen.resolve.spec import ResolvedCode, ResolvedPayload, ResolvedProvider, ResolvedSpec
from codegen.targets.site.payloads import as_json
from codegen.text.pointer import steps_of
from codegen.views.book import Book, Link, href
from codegen.views.labels import label
from codegen.views.samples import Path
from codegen.views.scenarios import Sampled, Shown, filled, is_recognized, sampled

_BESIDE = 6
"""Fields that are kept of each object; more would hide the one that matters."""
_LONG = 120
"""Characters of what is kept whole beside the code; of a longer object, some fields are shown."""
_MARK = "\N{REPLACEMENT CHARACTER}code\N{REPLACEMENT CHARACTER}"


class Sample(NamedTuple):
    """A body that carries a code."""

    payload: ResolvedPayload
    example: str
    """The name of the example that it was made of."""
    is_example: bool
    """Whether the example has this very code; else the code was put in the place of another."""
    path: Path
    """Where the code is in the body."""
    body: Any
    shortened: bool


class SampleView(NamedTuple):
    """A sample on the page of its code."""

    payload: Link
    example: str
    is_example: bool
    shortened: bool
    text: str
    line: int
    """The line of the text that has the code, counted from 1."""


def samples(spec: ResolvedSpec, providers: Iterable[ResolvedProvider] | None = None) -> dict[str, Sample]:
    """Return the best sample of each code of all or some providers that a payload can carry, by its id."""
    found: dict[str, list[tuple[Sampled, Shown]]] = {}
    for provider in spec.providers if providers is None else providers:
        for item in sampled(provider):
            for shown in item.shown:
                found.setdefault(shown.case.code.id, []).append((item, shown))
    texts = {
        item.id: frozenset(chain.from_iterable(map(_texts, item.codes)))
        for item in spec.vocabularies.values()
    }
    return {
        code: _sample(*min(choices, key=_remoteness), texts[spec.codes[code].vocabulary_id])
        for code, choices in found.items()
    }


def _texts(code: ResolvedCode) -> Iterator[str]:
    """Yield the messages of an API that come with a code, as they are written in full."""
    for facts in (code, *code.contexts):
        yield from (item.text for item in facts.wire_messages if not item.placeholders)


def _remoteness(choice: tuple[Sampled, Shown]) -> tuple[bool | int, ...]:
    """Say how far a sample is from being an example; of equals, the first is taken."""
    item, (case, template, place) = choice
    return (
        not is_recognized(item.payload, item.templates[template].value),
        place.held != case.code.value,
        item.payload.shape != "known",
        place.add is not None,
        len(place.path),
    )


def _sample(item: Sampled, shown: Shown, texts: Set[str]) -> Sample:
    """Return a sample; `texts` are the messages that tell the codes of its vocabulary."""
    template, code = item.templates[shown.template], shown.case.code
    whole = filled(template.value, shown.slot, code.value)
    if shown.slot.held != code.value:
        own = tuple(_texts(code))
        whole = _retold(whole, texts - set(own), own[0] if own else None)
    marks = (mark for sign in item.payload.recognize for mark in (sign, *sign.also))
    signs = (steps_of(mark.pointer) for mark in marks)
    path, body = _cut(whole, shown.slot.path, [shown.slot.path, *signs])
    return Sample(
        payload=item.payload,
        example=template.name,
        is_example=shown.slot.held == code.value,
        path=path,
        body=body,
        shortened=body != whole,
    )


def _retold(value: Any, foreign: Set[str], own: str | None) -> Any:
    """Return a body in which no message tells another code: its own takes the place, or nothing does."""
    if isinstance(value, list):
        return [_retold(item, foreign, own) for item in value]
    if not isinstance(value, dict):
        return own if isinstance(value, str) and value in foreign else value
    told = {name: _retold(item, foreign, own) for name, item in value.items()}
    return {name: item for name, item in told.items() if item is not None or value[name] is None}


def _cut(value: Any, path: Path, routes: Sequence[Path]) -> tuple[Path, Any]:
    """Return a value without what lies off all routes, and the path in it that leads to the same place.

    Beside a route, short fields stay, and one of what is large at its end; of a list on a route, the item on
    the path stays, else the first.
    """
    if not routes and _is_short(value):
        return path, value
    if isinstance(value, list):
        index = path[0] if path else 0
        inner_path, kept = _cut(value[int(index)], path[1:], _below(routes, index)) if value else ((), None)
        return ((0, *inner_path) if path else ()), [kept] if value else []
    if not isinstance(value, dict):
        return path, value
    beside = (name for name, item in value.items() if _is_short(item))
    wanted = {route[0] for route in routes if route} | set(islice(beside, _BESIDE if routes else 1))
    inside = {
        name: _cut(child, path[1:] if path[:1] == (name,) else (), _below(routes, name))
        for name, child in value.items()
        if name in wanted
    }
    inner_path = (path[0], *inside[str(path[0])][0]) if path else ()
    return inner_path, {name: kept for name, (_, kept) in inside.items()}


def _is_short(value: Any) -> bool:
    return len(as_json(value)) <= _LONG


def _below(routes: Iterable[Path], key: str | int) -> list[Path]:
    return [route[1:] for route in routes if len(route) > 1 and route[0] in (key, "*")]


def sample_view(book: Book, page: str, sample: Sample) -> SampleView:
    """Return a sample as a page shows it."""
    marked = as_json(_with_mark(sample.body, sample.path)).split("\n")
    return SampleView(
        payload=Link(book.home(sample.payload), href(page, sample.payload.page)),
        example=label(sample.example),
        is_example=sample.is_example,
        shortened=sample.shortened,
        text=as_json(sample.body),
        line=next(number for number, line in enumerate(marked, 1) if _MARK in line),
    )


def _with_mark(value: Any, path: Path) -> Any:
    """Return a copy of a value that contains a mark at the end of a path."""
    if not path:
        return _MARK
    key, *rest = path
    if isinstance(value, list):
        return [_with_mark(item, tuple(rest)) if at == key else item for at, item in enumerate(value)]
    return {**value, str(key): _with_mark(value[str(key)], tuple(rest))}
