"""Webhooks as classes that `match` narrows: one for each signed payload, with its body as a `TypedDict`."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from codegen.resolve.bodies import vocabularies_of
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.targets.python.views import LINE
from codegen.text.docstrings import paragraphs
from codegen.text.escape import py_str
from codegen.text.python import literal
from codegen.views.provenance import header
from codegen.views.webhooks import WebhookScheme, schemes_of

Schema = dict[str, Any]
_SCALARS = {"string": "str", "integer": "int", "number": "int | float", "boolean": "bool", "null": "None"}
_TAKEN = {"Any", "Event", "InvalidEvent", "Literal", "NotRequired", "TypeAlias", "TypedDict", "UnknownEvent"}
"""Names that the module imports."""


class BodyView(NamedTuple):
    """The type of an object: its name, and its fields as lines of a class or of a mapping."""

    name: str
    is_total: bool
    lines: tuple[str, ...]
    is_mapping: bool
    """Whether a field has a name that no attribute can have, so that only a mapping can declare it."""


class EventView(NamedTuple):
    """The class of one payload."""

    name: str
    payload: str
    doc: str


class UnionView(NamedTuple):
    """The type of all events of a scheme."""

    name: str
    scheme: str
    text: str
    """Its definition."""


class EventModule(NamedTuple):
    """`events/<provider>.py`."""

    header: str
    provider: str
    names: tuple[str, ...]
    """What it imports from `typing`."""
    bodies: tuple[BodyView, ...]
    events: tuple[EventView, ...]
    unions: tuple[UnionView, ...]


def events(provider: ResolvedProvider) -> EventModule | None:
    """Return what the module of a provider's events shows; None for a provider that signs nothing."""
    schemes = tuple(schemes_of(provider))
    if not schemes:
        return None
    payloads = tuple(item for scheme in schemes for item in scheme.payloads)
    bodies = _Bodies()
    for item in payloads:
        bodies.define(f"{item.type_name}Body", item.body)
    classes = tuple(_event(item) for item in payloads)
    unions = tuple(_union(scheme) for scheme in schemes)
    _check([*bodies.found, *(item.name for item in classes), *(item.name for item in unions)], provider.id)
    text = str(bodies.found)
    used = [name for name in ("Any", "Literal", "NotRequired") if f"{name}" in text]
    first = header(provider.places("payloads", "signatures"))
    names = (*used, "TypeAlias", *(["TypedDict"] if bodies.found else []))
    return EventModule(first, provider.name, names, tuple(bodies.found.values()), classes, unions)


def _check(names: list[str], provider: str) -> None:
    wrong = sorted({name for name in names if name in _TAKEN or names.count(name) > 1})
    if wrong:
        raise ValueError(f"events of {provider} cannot have these names: {', '.join(wrong)}; rename them")


def _event(payload: ResolvedPayload) -> EventView:
    return EventView(payload.type_name, payload.local_id, paragraphs(payload.summary))


def _union(scheme: WebhookScheme) -> UnionView:
    names = (*(item.type_name for item in scheme.payloads), "InvalidEvent", "UnknownEvent")
    line = f"{scheme.union}: TypeAlias = {' | '.join(names)}"
    several = "\n    | ".join(names)
    text = line if len(line) <= LINE else f"{scheme.union}: TypeAlias = (\n    {several}\n)"
    return UnionView(scheme.union, scheme.name, text)


class _Bodies:
    """The types of all objects in some bodies, each behind those that it names."""

    def __init__(self) -> None:
        self.found: dict[str, BodyView] = {}

    def define(self, name: str, body: Schema) -> str:
        """Define the type of an object and of those in it, and return its name."""
        if name not in self.found:  # titles are unique within a provider; the pydantic models check that
            required = set(body.get("required", ()))
            fields = {key: self._type(child) for key, child in body.get("properties", {}).items()}
            self.found[name] = _body(name, fields, required)
        return name

    def _type(self, node: Schema) -> str:
        """Return the type of a field, an item or a branch; a code is what it is on the wire."""
        if "properties" in node:
            return self.define(node["title"], node)
        if "anyOf" in node and not vocabularies_of(node):
            return _alternatives(self._type(branch) for branch in node["anyOf"])
        listed = [node["const"]] if "const" in node else node.get("enum", ())
        if listed and all(item is None or isinstance(item, str | int) for item in listed):
            return f"Literal[{', '.join(map(literal, listed))}]"
        match node.get("type"):
            case "array":
                return f"list[{self._type(node.get('items', {}))}]"
            case "object":
                return f"dict[str, {self._type(node.get('additionalProperties', {}))}]"
        return _SCALARS.get(node.get("type", ""), "Any")


def _alternatives(types: Iterable[str]) -> str:
    different = dict.fromkeys(types)
    return "Any" if "Any" in different else " | ".join(different)


def _body(name: str, fields: dict[str, str], required: set[str]) -> BodyView:
    is_total = bool(required & set(fields)) or not fields
    is_mapping = not all(_is_attribute(field) for field in fields)
    lines = _lines(fields, required if is_total else set(fields), is_mapping)
    return BodyView(name, is_total, tuple(lines), is_mapping)


def _is_attribute(name: str) -> bool:
    """Say whether a class can declare it: names with two underscores in front are changed there."""
    return (
        name.isascii() and name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("__")
    )


def _lines(fields: dict[str, str], required: set[str], is_mapping: bool) -> Iterator[str]:
    for name, type_ in fields.items():
        line = _line(name, type_, name in required, is_mapping)
        # A list of values that is too long for a line is left to the validator.
        yield line if len(line) <= LINE - 4 else _line(name, _plain(type_), name in required, is_mapping)


def _plain(type_: str) -> str:
    return "str" if type_.startswith(('Literal["', "Literal['")) else "Any"


def _line(name: str, type_: str, required: bool, is_mapping: bool) -> str:
    if is_mapping:  # a mapping is evaluated, so it names types that come later as text
        quoted = py_str(type_)
        return f"{py_str(name)}: {quoted if required else f'NotRequired[{quoted}]'},"
    return f"{name}: {type_ if required else f'NotRequired[{type_}]'}"
