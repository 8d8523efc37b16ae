"""The shapes of a provider's payloads with those that occur several times under a name.

A shared shape is named after the first place where it occurs, such as `api.error/details/*`. So a code more
or less changes no name, nor does another payload at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from codegen.text.pointer import escaped
from codegen.views.shapes import Shape, bits, is_plain, record

_NO_WORD = re.compile(r"\W+", re.ASCII)


def shared(bodies: Iterable[tuple[str, Shape]]) -> dict[Shape, str]:
    """Return the names of the shapes that occur several times, the inner ones first.

    `bodies` are the shapes of whole payloads, each with what to call it.
    """
    places, times = _counted(bodies)
    return {shape: place for shape, place in places.items() if times[shape] > 1 and not is_plain(shape)}


def placed(bodies: Iterable[tuple[str, Shape]]) -> dict[Shape, str]:
    """Return all shapes, the inner ones first, each with the first place where it occurs."""
    return _counted(bodies)[0]


def _counted(bodies: Iterable[tuple[str, Shape]]) -> tuple[dict[Shape, str], Counter[Shape]]:
    times: Counter[Shape] = Counter()
    places: dict[Shape, str] = {}

    def count(place: str, shape: Shape) -> None:
        times[shape] += 1
        if times[shape] == 1:
            for step, part in parts(shape):
                count(f"{place}/{step}", part)
            places[shape] = place

    for place, body in bodies:
        count(place, body)
    return places, times


def identifiers(names: Mapping[Shape, str], prefix: str) -> dict[Shape, str]:
    """Return the places of shapes as names for a program, each with the prefix: `shape_api_error_details`."""
    found: dict[str, Shape] = {}
    for shape, name in names.items():
        words = [word for word in _NO_WORD.split(name) if word]
        constant = "_".join([prefix, *words])
        while constant in found:
            constant += "_"
        found[constant] = shape
    return {shape: constant for constant, shape in found.items()}


def parts(shape: Shape) -> Iterator[tuple[str, Shape]]:
    """Yield the shapes directly inside a shape, each with a step that no other one has."""
    yield from ((escaped(name).replace("*", "~2").replace("|", "~3"), part) for name, part in shape.fields)
    yield from ((step, part) for step, part in (("**", shape.rest), ("*", shape.items)) if part)
    yield from ((f"|{number}", option) for number, option in enumerate(shape.options, 1))


def written(shape: Shape, names: Mapping[Shape, str], refer: Callable[[str], Any] = str) -> Any:
    """Return a shape as validators read it: a set of types, what `refer` makes of its name, or all of it."""
    if shape in names:
        return refer(names[shape])
    return bits(shape.types) if is_plain(shape) else whole(shape, names, refer)


def whole(shape: Shape, names: Mapping[Shape, str], refer: Callable[[str], Any] = str) -> dict[str, Any]:
    """Return the record of a shape, in which shared parts are referred to."""
    return record(shape, lambda part: written(part, names, refer))
