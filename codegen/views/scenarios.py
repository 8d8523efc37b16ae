"""Which codes a payload can carry, and in which of its examples each is best shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter, eq
from typing import Any, NamedTuple

from codegen.model.wire import Mark
from codegen.resolve.spec import ResolvedCode, ResolvedPayload, ResolvedProvider
from codegen.text.pointer import steps_of
from codegen.views.samples import Codes, Replacement, Slot, put, slot, smallest, values_at

_AXES = attrgetter("phase", "category", "severity")
_UNLIKE = (False, False, False)
Axes = tuple[str, ...] | None
"""What of a behavior is compared; None for what is no outcome."""


class CodedCase(NamedTuple):
    """One code in one field of a payload."""

    payload: ResolvedPayload
    pointer: str
    code: ResolvedCode


class Shown(NamedTuple):
    """A case, the index of the body that it is made of, and where the code goes."""

    case: CodedCase
    template: int
    slot: Slot


class Template(NamedTuple):
    """A body without any fault, and its name."""

    name: str
    value: Any


class Sampled(NamedTuple):
    """A payload, bodies of it, and the codes that they can show."""

    payload: ResolvedPayload
    templates: list[Template]
    shown: list[Shown]


def sampled(provider: ResolvedProvider) -> Iterator[Sampled]:
    """Yield each payload with all codes that it can carry."""
    codes = {vocabulary.id: vocabulary.codes[0].value for vocabulary in provider.vocabularies}
    fields: dict[str, dict[str, list[CodedCase]]] = {}
    for case in _cases(provider):
        fields.setdefault(case.payload.id, {}).setdefault(case.pointer, []).append(case)
    for payload in provider.payloads:
        templates = _templates(payload, codes)
        found = fields.get(payload.id, {}).values()
        yield Sampled(
            payload, templates, [item for cases in found for item in _shown(cases, templates, codes)]
        )


def _templates(payload: ResolvedPayload, codes: Codes) -> list[Template]:
    """Return the examples that the spec vouches for; an overlay has none, so its schema must do."""
    return _accepted(payload) or [Template("smallest", smallest(payload.body, codes))]


def _accepted(payload: ResolvedPayload) -> list[Template]:
    return [Template(item.name, item.value) for item in payload.examples if item.verdict == "accept"]


def _cases(provider: ResolvedProvider) -> Iterator[CodedCase]:
    """Yield every code of every field once: that of the first vocabulary that lists its value.

    What an envelope announces is left to the payload that is announced, where that has codes there itself.
    """
    vocabularies = {vocabulary.id: vocabulary for vocabulary in provider.vocabularies}
    homes = _homes(provider.payloads)
    fields = {payload.id: payload.coded for payload in provider.payloads}
    pointers = {id: {field.pointer for field in found} for id, found in fields.items()}
    for payload in provider.payloads:
        for pointer, names in fields[payload.id]:
            codes = {code.value: code for name in reversed(names) for code in vocabularies[name].codes}
            ordered = dict.fromkeys(code.value for name in names for code in vocabularies[name].codes)
            for value in ordered:
                announced = homes.get((payload.channel, pointer, value))
                home = announced if announced and payload.shape == "envelope" else payload
                if home is payload or pointer not in pointers[home.id]:
                    yield CodedCase(home, pointer, codes[value])


def _homes(payloads: Iterable[ResolvedPayload]) -> dict[tuple[str, str, str | int], ResolvedPayload]:
    """Return the payload that is meant when a field contains a value.

    A code in an envelope may announce a payload that is described: then it is shown in that one.
    """
    return {
        (payload.channel, sign.pointer, sign.equals): payload
        for payload in payloads
        for sign in payload.recognize
        if payload.shape == "known" and sign.equals is not None
    }


def _shown(cases: list[CodedCase], templates: list[Template], codes: Codes) -> Iterator[Shown]:
    """Choose a body for each code of one field; a code that would make it another payload is left out.

    An example without the signs of its payload, which only its reader can name, has none that it could lose.
    """
    payload, pointer, first = cases[0]
    axes = {case.code.value: _axes(case.code) for case in cases}
    slots = [slot(payload.body, value, pointer, codes) for _, value in templates]
    known_by_name = [item for item in _accepted(payload) if not is_recognized(payload, item.value)]
    always = [
        item in known_by_name or _with_any_code(payload, item, place, first.value)
        for item, place in zip(templates, slots, strict=True)
    ]
    for case in cases:
        fitness = [_fitness(case.code.value, place, axes) for place in slots]
        for index in sorted(range(len(slots)), key=fitness.__getitem__, reverse=True):
            is_it = always[index]
            if is_it is None:
                body = filled(templates[index].value, slots[index], case.code.value)
                is_it = is_recognized(payload, body)
            if is_it:
                yield Shown(case, index, slots[index])
                break


def _with_any_code(payload: ResolvedPayload, template: Template, place: Slot, code: str | int) -> bool | None:
    """Say whether a body is still that payload with whatever code; None where that depends on the code."""
    marks = (mark for sign in payload.recognize for mark in (sign, *sign.also))
    if any(_meet(steps_of(mark.pointer), place.path) for mark in marks):
        return None
    return is_recognized(payload, filled(template.value, place, code))


def _meet(steps: Iterable[str], path: Iterable[str | int]) -> bool:
    """Say whether what is put at a path can be seen at a pointer: one leads to the other."""
    return all(step in ("*", key) for step, key in zip(steps, path, strict=False))


def _axes(code: ResolvedCode) -> Axes:
    behavior = code.effective_behavior
    return _AXES(behavior) if behavior else None


def _fitness(value: str | int, place: Slot, axes: Mapping[str | int, Axes]) -> tuple[bool | int, ...]:
    """Say how well an example suits a code; of equals, the first is taken.

    Best is one that has this very code; then one that has a code that behaves alike, so that the fields
    beside it do not contradict it; then one that needs the least added.
    """
    held = place.held if isinstance(place.held, str | int) else None
    own, other = axes[value], axes.get(held) if held is not None else None
    return (
        held == value,
        *(map(eq, own, other) if own and other else _UNLIKE),
        len(place.add.path) if place.add else len(place.path) + 1,
    )


def filled(example: Any, place: Slot, value: str | int) -> Any:
    """Return a copy of a body with a code in its place."""
    grown = put(example, place.add) if place.add else example
    return put(grown, Replacement(place.path, value))


def is_recognized(payload: ResolvedPayload, body: Any) -> bool:
    """Tell whether a body is that payload: another code may make it another one."""
    return any(all(_is_there(mark, body) for mark in (sign, *sign.also)) for sign in payload.recognize)


def _is_there(mark: Mark, body: Any) -> bool:
    values = values_at(body, steps_of(mark.pointer))
    return any(mark.equals is None or value == mark.equals for value in values)
