"""Rules about the signs by which payloads and meanings are recognized."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model.codes import WireMessage
from codegen.model.files import ProviderFile
from codegen.model.pauses import Pauses
from codegen.model.wire import Address, Payload
from codegen.read.findings import Fix
from codegen.resolve.bodies import broken_references, expanded
from codegen.resolve.evidence import marks, points_of_sign


def same_payload_signs(node: Node) -> Iterator[Problem]:
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


SAME_PAYLOAD_SIGNS = Rule(
    "same-payload-signs",
    "No two payloads that can meet are recognized by exactly the same signs.",
    "provider",
    same_payload_signs,
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


def weak_sign(node: Node) -> Iterator[Problem]:
    """Yield a problem for each payload whose signs are fields and values that any API has."""
    assert node.provider is not None
    payloads: tuple[Payload, ...] = node.provider.payloads
    for index, payload in enumerate(payloads):
        if not _is_distinctive(payload, node):
            names = ", ".join(sign.pointer for sign in payload.recognize)
            message = f"{payload.id} is recognized by what any API has: {names}"
            fix = "add a sign that only this provider has"
            yield Problem(("payloads", index, "recognize"), message, fix)


def _is_distinctive(payload: Payload, node: Node) -> bool:
    assert node.provider is not None
    provider, recognition = payload.id.partition(":")[0], node.spec.decisions.recognition
    if any(points_of_sign(sign, provider, recognition) for sign in payload.recognize):
        return True
    definitions = node.provider.definitions
    if "properties" not in payload.body or broken_references(payload.body, definitions):
        return True  # another rule reports it
    return bool(marks(expanded(payload.body, definitions), provider, recognition))


WEAK_SIGN = Rule(
    "weak-sign",
    "A payload has a sign, or a field, that not any API has.",
    "provider",
    weak_sign,
    suppressible=True,
    why=(
        "`id` and `status` are in half of all JSON. A payload whose signs are such fields takes the bodies "
        "of others for its own, and tells a program that a payment succeeded that was never made."
    ),
    advice=(
        "Add a sign with a value, such as the name of an event, or one whose field has a name of its own. If "
        "the provider sends nothing of the kind, suppress the finding: the payload is then recognized only "
        "where the caller names the provider."
    ),
)


_GAP = re.compile(r"\{\w[^{}\"]*\}|\.\.\.|…")
"""Placeholders in a text: a word in braces, or an ellipsis."""


def message_placeholders(node: Node) -> Iterator[Problem]:
    """Yield a problem for a placeholder that the text lacks, and for one that it has without saying so."""
    part: WireMessage | Address = node.value
    field, text = ("text", part.text) if isinstance(part, WireMessage) else ("value", part.value)
    for index, placeholder in enumerate(part.placeholders):
        if placeholder not in text:
            advice = "copy it exactly from the text, or remove it"
            yield Problem(("placeholders", index), f"{placeholder!r} does not occur in the text", advice)
    for gap in dict.fromkeys(_GAP.findall(text)):
        if not any(gap in placeholder for placeholder in part.placeholders):
            advice = f"add it to `placeholders`: {gap!r}"
            message = f"{gap!r} replaces something that no placeholder names"
            yield Problem((field,), message, advice, _named(node, field, gap))


def _named(node: Node, field: str, gap: str) -> Fix:
    """Return the fix that adds a placeholder to the list, or the list where there is none yet."""
    if "placeholders" in node.value.model_fields_set:
        return Fix(node.place.child("placeholders"), "append", gap)
    return Fix(node.place, "insert", [gap], key="placeholders", after=field)


MESSAGE_PLACEHOLDERS = Rule(
    "message-placeholders",
    "Each placeholder of a message or address occurs in it, and what looks like one is named.",
    "model",
    message_placeholders,
    on=(
        WireMessage,
        Address,
    ),
    suppressible=True,
    why=(
        "To search a log for a message, people must know which parts of it are literal. A placeholder that "
        "is not named is searched for as if it were on the wire; one that does not occur leaves the "
        "reader looking for what it replaces."
    ),
    advice="Copy each part that differs from case to case into `placeholders`, exactly as the text has it.",
)


def pause_listed(node: Node) -> Iterator[Problem]:
    """Yield a problem for each text about a pause that no listed message has."""
    pauses: Pauses = node.value.pauses or Pauses()
    listed = [message.text for message in _messages(node.value)]
    for part in ("messages", "daily"):
        for index, said in enumerate(getattr(pauses, part)):
            if not any(said.text in text for text in listed):
                advice = "copy it from a message of a code, or add that message with its source"
                yield Problem(
                    ("pauses", part, index, "text"), f"no listed message has {said.text!r} in it", advice
                )


def _messages(provider: ProviderFile) -> Iterator[WireMessage]:
    for vocabulary in provider.vocabularies:
        absent = (vocabulary.absent,) if vocabulary.absent else ()
        for facts in (*absent, *vocabulary.codes):
            yield from facts.wire_messages
        yield from (
            one for code in vocabulary.codes for other in code.contexts for one in other.wire_messages
        )


PAUSE_LISTED = Rule(
    "pause-listed",
    "Each text that says when to try again is part of a message that is listed.",
    "provider",
    pause_listed,
    suppressible=True,
    why=(
        "The packages wait for as long as such a text says. One that no source shows is a guess, and a job "
        "that waits for a guess comes back too late or never."
    ),
    advice="List the message that has the text with a code, and its source; then copy the text from there.",
)


RULES = (
    SAME_PAYLOAD_SIGNS,
    WEAK_SIGN,
    MESSAGE_PLACEHOLDERS,
    PAUSE_LISTED,
)
