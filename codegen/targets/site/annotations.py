"""Examples of payloads with notes at the fields that count: which code it is, and what the field decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from codegen.read.examples import Example
from codegen.resolve.bodies import CodedField, roles
from codegen.resolve.spec import ResolvedCode, ResolvedPayload
from codegen.targets.site.surfaces import Chip, chip
from codegen.text.pointer import escaped
from codegen.views.book import Book, Link
from codegen.views.labels import label

ROLES = {
    "outcome": "Decides how it ended",
    "detail": "Says why",
    "step": "Says how far it had come",
    "message": "Text beside the codes",
    "http_status": "HTTP status of the answer",
    "time": "Tells old from new",
    "ends_at": "Says when it stops working",
    "result": "Id of what was connected",
    "result_url": "May have the ids in its query",
    "sign": "Tells what has arrived",
}
"""What a field with a role is to the payload as a whole; `sign` is one by which the payload is recognized."""


class Note(NamedTuple):
    """A remark on one line of an example."""

    line: int
    pointer: str
    value: str
    """The value as JSON, where it is no listed code."""
    code: Chip | None
    meanings: int
    """How many meanings the code has, if several."""
    summary: str
    vocabularies: tuple[Link, ...]
    role: str


class AnnotatedExample(NamedTuple):
    """A payload as it is on the wire, with notes in the order of their lines."""

    title: str
    text: str
    lines: tuple[int, ...]
    """The numbers of the lines with notes."""
    notes: tuple[Note, ...]


class Located(NamedTuple):
    """A value in an example that is no object or list with something in it."""

    pointer: str
    line: int
    value: Any


def annotated(
    book: Book, page: str, payload: ResolvedPayload, as_json: Callable[[Any], str]
) -> tuple[AnnotatedExample, ...]:
    """Return the accepted examples of a payload; the one that shows the most codes goes first.

    `as_json` returns the text of a value, with each field and item on a line of its own.
    """
    marked = (mark for sign in payload.recognize for mark in (sign, *sign.also))
    signs = dict.fromkeys((mark.pointer for mark in marked), "sign")
    marks = _Marks(payload.coded, signs | dict(roles(payload.body)))
    shown = [
        _example(book, page, item, as_json(item.value), marks)
        for item in payload.examples
        if item.verdict == "accept"
    ]
    most = max(shown, key=_codes, default=None)
    return tuple(sorted(shown, key=lambda item: item is not most))


def _codes(example: AnnotatedExample) -> int:
    return len({note.code for note in example.notes if note.code})


class _Marks(NamedTuple):
    """What the schema of a payload says of its fields, by pointers in which `*` is every item."""

    coded: tuple[CodedField, ...]
    roles: Mapping[str, str]


def _example(book: Book, page: str, example: Example, text: str, marks: _Marks) -> AnnotatedExample:
    notes = tuple(note for item in located(example.value) for note in _notes(book, page, item, marks))
    lines = tuple(dict.fromkeys(note.line for note in notes))
    return AnnotatedExample(label(example.name), text, lines, notes)


def _notes(book: Book, page: str, found: Located, marks: _Marks) -> Iterator[Note]:
    """Yield the note on a value, if there is one; what is null says nothing."""
    named = [name for item in marks.coded if fits(item.pointer, found.pointer) for name in item.vocabularies]
    role = next((role for pattern, role in marks.roles.items() if fits(pattern, found.pointer)), "")
    if found.value is None or not (named or role):
        return
    code = _code(book, named, found.value)
    shown = (code.vocabulary_id,) if code else tuple(dict.fromkeys(named))
    yield Note(
        line=found.line,
        pointer=found.pointer,
        value=_short(found.value),
        code=chip(page, code) if code else None,
        meanings=len(code.contexts) if code else 0,
        summary=code.summary if code else "",
        vocabularies=tuple(book.vocabulary(page, name) for name in shown),
        role=ROLES.get(role, ""),
    )


def _code(book: Book, vocabularies: Iterable[str], value: Any) -> ResolvedCode | None:
    codes = (code for name in vocabularies for code in book.spec.vocabularies[name].codes)
    return next((code for code in codes if code.value == value and type(code.value) is type(value)), None)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


_LONGEST = 40


def fits(pattern: str, pointer: str) -> bool:
    """Whether a pointer into a payload is one of those that a pattern with `*` matches."""
    wanted, given = pattern.split("/"), pointer.split("/")
    return len(wanted) == len(given) and all(a in ("*", b) for a, b in zip(wanted, given, strict=True))


def located(value: Any, pointer: str = "", line: int = 1) -> Iterator[Located]:
    """Yield the innermost values of a payload with the lines on which they are in indented JSON."""
    if not isinstance(value, dict | list) or not value:
        yield Located(pointer, line, value)
        return
    line += 1
    for key, child in value.items() if isinstance(value, dict) else enumerate(value):
        yield from located(child, f"{pointer}/{escaped(key)}", line)
        line += _height(child)


def _height(value: Any) -> int:
    if not isinstance(value, dict | list) or not value:
        return 1
    return 2 + sum(_height(child) for child in (value.values() if isinstance(value, dict) else value))
