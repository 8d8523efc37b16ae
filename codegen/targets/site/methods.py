"""View of the page of a method."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from codegen.model.wire import ConfigField, Method
from codegen.resolve.spec import ResolvedMethod
from codegen.targets.site.codes import DeprecationView, deprecation_view
from codegen.targets.site.diagrams import SequenceView, sequence_view
from codegen.targets.site.facts import FlagView, Part, Reference, flag_views, references
from codegen.views.book import Book, Head, Link
from codegen.views.labels import described, label, unbroken


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
    sequence: SequenceView | None
    flags: tuple[FlagView, ...]
    references: tuple[Reference, ...]


def method_view(book: Book, method: ResolvedMethod) -> MethodView:
    """Return the view of a method's page."""
    page, member = method.page, method.member
    value, home = str(member.value), f"{book.providers[method.provider_id].name} call"
    return MethodView(
        head=Head(f"{value} · {home}", described(f"{home} {value}", member.summary)),
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
        sequence=sequence_view(method.flow) if method.flow else None,
        flags=flag_views(book, page, method.flags),
        references=references(book, page, method.provider_id, _parts(method)),
    )


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
