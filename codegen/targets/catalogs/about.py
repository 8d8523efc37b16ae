"""What translators need to know about a text: who reads it, how long it may be, and what is at stake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from codegen.model.strings import NEVER_ASK
from codegen.resolve.spec import ResolvedSpec

_MONEY = frozenset({"move_money", "may_move_money"})
_CAREFUL = (
    "Money may have moved: it must not invite anyone to pay again, or sound as if the money had arrived."
)


class PlaceInSet(NamedTuple):
    """One place of a set of texts."""

    says: str
    longest: int
    """At most so many characters."""


PLACES = {
    "title": PlaceInSet("A headline for the end user.", 60),
    "body": PlaceInSet("One or two sentences for the end user.", 240),
    "button": PlaceInSet("The text of a button for the end user.", 24),
    "ask": PlaceInSet("A question that a support agent asks.", 240),
    "do": PlaceInSet("What a support agent does.", 240),
    NEVER_ASK: PlaceInSet("What a support agent must never ask for.", 240),
}


def place_of(path: tuple[str, ...]) -> PlaceInSet:
    """Return the place of a text in its set."""
    return PLACES[NEVER_ASK if path[0] == NEVER_ASK else path[1]]


def about(spec: ResolvedSpec) -> Callable[[tuple[str, ...]], str]:
    """Make the function that says about the text at a path what its translator must know."""
    sets = {key: " ".join(_of_set(spec, key, shown)) for key, shown in _shown(spec).items()}

    def said(path: tuple[str, ...]) -> str:
        place = place_of(path)
        return f"{place.says} At most {place.longest} characters. {sets.get(path[0], '')}".strip()

    return said


def _shown(spec: ResolvedSpec) -> dict[str, list[tuple[str, str | None]]]:
    """Return what each set of texts is shown for: (code, context) or (category, kind of challenge)."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for subject, voices in spec.voices.items():
        found.setdefault(voices.key, []).append(subject)
    return found


def _of_set(spec: ResolvedSpec, key: str, shown: list[tuple[str, str | None]]) -> Iterator[str]:
    codes = [(code, context) for code, context in shown if code in spec.codes]
    if not codes:
        yield f"Shown for every `{key}` of which nothing more is known, a payment included."
        return
    first = "@".join(filter(None, codes[0]))
    yield f"Shown for `{first}`" + (f" and {len(codes) - 1} more." if len(codes) > 1 else ".")
    if any(_moves_money(spec, *each) for each in codes):
        yield _CAREFUL


def _moves_money(spec: ResolvedSpec, code: str, context: str | None) -> bool:
    meanings = spec.codes[code].meanings
    behaviors = [behavior for item, behavior in meanings if context is None or (item and item.id == context)]
    return any(getattr(behavior, "effect", None) in _MONEY for behavior in behaviors)
