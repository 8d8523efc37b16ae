"""What translators need to know about a text: who reads it, how long it may be, and what is at stake."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codegen.model.plan import MONEY
from codegen.model.strings import NEVER_ASK, room
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.catalogs.messages import Message

_CAREFUL = (
    "Money may have moved: it must not invite anyone to pay again, or sound as if the money had arrived."
)


_PLACES = {
    "title": "A headline for the end user.",
    "body": "One or two sentences for the end user.",
    "button": "The text of a button for the end user.",
    "ask": "A question that a support agent asks.",
    "do": "What a support agent does.",
    NEVER_ASK: "What a support agent must never ask for.",
}
Notes = Callable[[Message], str]
"""Says about a text what its translator must know."""


def longest(message: Message) -> int:
    """Return how many characters a translation may have."""
    return room(message.path[1], message.source)


def about(spec: ResolvedSpec) -> Notes:
    """Make the notes for translators about the texts of a spec."""
    sets = {key: " ".join(_of_set(spec, key, shown)) for key, shown in _shown(spec).items()}

    def said(message: Message) -> str:
        id, place, *_ = message.path
        says = _PLACES[NEVER_ASK if id == NEVER_ASK else place]
        return f"{says} At most {longest(message)} characters. {sets.get(id, '')}".strip()

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
    return any(getattr(behavior, "effect", None) in MONEY for behavior in behaviors)
