"""Rules about what people pasted in public: whose it is, what is asked of it, and that it is of no person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model.reality import Hoped, PastedBody
from codegen.text.guess import choices

Steps = tuple[str | int, ...]
_PERSONAL = {
    "an e-mail address": r"[\w.+-]+@[\w-]+\.\w",
    "an IP address": r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",
    "an id": r"(?i)\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b",
    "an account number": r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}",
    "a token": r"\b(?=[A-Za-z-]*\d)(?=\w*[A-Za-z])[A-Za-z0-9-]{24,}\b",
}
"""What may belong to a person or lead to one, and how it looks."""


def pasted_anonymous(node: Node) -> Iterator[Problem]:
    """Yield a problem for each text of a body that may belong to a person."""
    for path, text in _texts(node.value.body, ("body",)):
        found = ((what, match) for what, form in _PERSONAL.items() if (match := re.search(form, text)))
        for what, match in [*found][:1]:  # an id looks like a token, too
            yield Problem(path, f"{match[0]!r} looks like {what}", "write REDACTED in its place")


def _texts(value: Any, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def pasted_known(node: Node) -> Iterator[Problem]:
    """Yield a problem for a provider or payload that is not there, and for bounds that nothing is between."""
    body: PastedBody = node.value
    providers = {provider.id: provider for provider, _ in node.spec.providers}
    if body.provider not in providers:
        yield _missing("provider", body.provider, list(providers))
    elif body.payload is not None:
        known = [item.id.partition(":")[2] for item in providers[body.provider].payloads]
        if body.payload not in known:
            yield _missing("payload", body.payload, known)
    yield from _crossed(body.expected)


def _missing(field: str, name: str, known: list[str]) -> Problem:
    return Problem((field,), f"there is no {field} {name!r}", choices(name, known, "correct the name"))


def _crossed(hoped: Hoped) -> Iterator[Problem]:
    for field in ("delay_s", "attempts_left"):
        least, most = getattr(hoped, field) or (0, 0)
        if least > most:
            message = f"{least} is more than {most}"
            yield Problem(("expected", field), message, "write the least first, then the most")


PASTED_ANONYMOUS = Rule(
    "pasted-anonymous",
    "What people pasted has nothing in it that belongs to a person.",
    "model",
    pasted_anonymous,
    on=(PastedBody,),
    why=(
        "People paste more than they mean to. A repository copies it into every clone and package, where no "
        "one can take it back."
    ),
    advice="Write `REDACTED` in place of names, addresses, ids, tokens and numbers of accounts.",
)
PASTED_KNOWN = Rule(
    "pasted-known",
    "What people pasted names a provider and a payload of the spec, and bounds in their order.",
    "model",
    pasted_known,
    on=(PastedBody,),
    why="A name that leads nowhere, or bounds that nothing is between, ask for what no answer can meet.",
    advice="Name a provider of the spec, one of its payloads, and the least before the most.",
)
RULES = (PASTED_ANONYMOUS, PASTED_KNOWN)
