"""Rule same-payload-signs: payloads that arrive on the same channel differ in their signs."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Payload


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each payload that is recognized by exactly the signs of an earlier one."""
    payloads: tuple[Payload, ...] = node.value.payloads
    for index, payload in enumerate(payloads):
        twin = next((other for other in payloads[:index] if _meet(payload, other)), None)
        if twin is not None:
            message = f"{twin.id} comes the same way and is recognized by the same signs"
            advice = (
                "add a sign that only one of them has, say on which platforms each occurs, or make them one"
            )
            yield Problem(("payloads", index, "recognize"), message, advice)


def _meet(one: Payload, other: Payload) -> bool:
    """Say whether two payloads come the same way, on at least one platform, and show the same signs."""
    apart = one.platforms and other.platforms and not set(one.platforms) & set(other.platforms)
    return one.channel == other.channel and not apart and _signs(one) == _signs(other)


def _signs(payload: Payload) -> set[frozenset[tuple[str, str | None]]]:
    """Return the signs, each as all the marks that it asks for, in whatever order they are written."""
    return {
        frozenset((mark.pointer, mark.equals) for mark in (sign, *sign.also)) for sign in payload.recognize
    }


RULE = Rule(
    "same-payload-signs",
    "No two payloads that can meet are recognized by exactly the same signs.",
    "provider",
    check,
    suppressible=True,
    why=(
        "A listener is handed a message and has to say what it is. If two payloads of one channel show the "
        "same signs, whichever comes first is always found and the other one never."
    ),
    advice=(
        "Add a sign that only one of the two has. Payloads that never meet because they belong to different "
        "platforms name them in `platforms`; if nothing distinguishes them, they are one payload."
    ),
)
