"""View of the page of a method."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from codegen.model import ConfigField, FlowStep, Method
from codegen.resolve import ResolvedMethod
from codegen.targets.site.book import Book, Head, Link
from codegen.targets.site.codes import DeprecationView, deprecation_view
from codegen.targets.site.facts import FlagView, Part, Reference, flag_views, references
from codegen.targets.site.labels import label, unbroken, unmarked


class ConfigView(NamedTuple):
    """A field of the object that the method takes."""

    name: str
    type: str
    required: bool
    summary: str
    values: tuple[str, ...]
    vocabulary: Link | None
    platforms: str
    flags: tuple[FlagView, ...]


class Arrow(NamedTuple):
    """A step of the sequence diagram; sender and receiver are numbers of participants."""

    sender: int
    receiver: int
    lines: tuple[str, ...]


class MethodView(NamedTuple):
    """A method's page."""

    head: Head
    xref: Callable[[str], str]
    value: str
    home: str
    summary: str
    code: Link
    deprecated: DeprecationView | None
    purpose: str
    when_to_use: tuple[str, ...]
    prerequisites: tuple[str, ...]
    platforms: str
    config: tuple[ConfigView, ...]
    outcomes: tuple[tuple[Link, str], ...]
    participants: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    flags: tuple[FlagView, ...]
    references: tuple[Reference, ...]


def method_view(book: Book, method: ResolvedMethod) -> MethodView:
    """Return the view of a method's page."""
    page, member = method.page, method.member
    value, home = str(member.value), f"{book.providers[method.provider_id].name} flow"
    participants = _participants(method.flow)
    return MethodView(
        head=Head(f"{value} · {home}", unmarked(member.summary), diagram=bool(method.flow)),
        xref=book.xref(page, method.provider_id),
        value=value,
        home=unbroken(home),
        summary=member.summary,
        code=book.code(page, member.id),
        deprecated=deprecation_view(book, page, member),
        purpose=method.purpose,
        when_to_use=method.when_to_use,
        prerequisites=method.prerequisites,
        platforms=", ".join(label(platform) for platform in method.platforms),
        config=tuple(_config(book, page, method.config)),
        outcomes=tuple((book.code(page, outcome.code), outcome.summary) for outcome in method.outcomes),
        participants=participants,
        arrows=tuple(
            Arrow(participants.index(step.sender), participants.index(step.receiver), lines(step.message))
            for step in method.flow
        ),
        flags=flag_views(book, page, method.flags),
        references=references(book, page, method.provider_id, _parts(method)),
    )


def _participants(flow: tuple[FlowStep, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for step in flow for name in (step.sender, step.receiver)))


def lines(message: str) -> tuple[str, ...]:
    """Break a message between words and, unlike Mermaid, in long names only after a separator."""
    broken = [""]
    for word in unmarked(message).split():
        glue = " "
        for piece in re.split(r"(?<=[._/])", word) if len(word) > _LINE_WIDTH else [word]:
            if broken[-1] and len(broken[-1] + glue + piece) > _LINE_WIDTH:
                broken.append(piece)
            else:
                broken[-1] += glue + piece
            glue = ""
    return tuple(line.strip() for line in broken)


_LINE_WIDTH = 24  # five participants side by side are then as wide as the page


def _config(book: Book, page: str, fields: tuple[ConfigField, ...], within: str = "") -> Iterator[ConfigView]:
    """Yield the fields of an object, each before those inside it."""
    for field in fields:
        name = f"{within}{field.name}"
        yield ConfigView(
            name=name,
            type=field.type,
            required=field.required,
            summary=field.summary,
            values=field.values,
            vocabulary=book.vocabulary(page, field.vocabulary) if field.vocabulary else None,
            platforms=", ".join(label(platform) for platform in field.platforms),
            flags=flag_views(book, page, field.flags),
        )
        yield from _config(book, page, field.fields, f"{name}.")


def _parts(method: Method) -> list[Part]:
    return [Part("", method.evidence), *_field_parts(method.config)]


def _field_parts(fields: tuple[ConfigField, ...]) -> Iterator[Part]:
    for field in fields:
        yield Part(f"`{field.name}`", field.evidence)
        yield from _field_parts(field.fields)
