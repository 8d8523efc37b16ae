"""What pydantic asks of codes and results; only pydantic itself leads here."""

from __future__ import annotations

import typing
from functools import cache, reduce
from operator import or_
from types import GenericAlias, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator, Field, TypeAdapter, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic_core import core_schema
from typing_extensions import TypedDict

from linkcodes import ids
from linkcodes._metadata.record import Record
from linkcodes._runtime.results import _wire_value
from linkcodes._vocabulary import IntegerVocabulary, Vocabulary


def code_schema(vocabulary: type[Vocabulary], handler: Any) -> Any:
    """Return the schema of a field with any code: listed ones are suggested, others pass."""
    if not isinstance(vocabulary, type):
        raise TypeError(f"write `Open[...]` with the class itself, not with its name: {vocabulary!r}")
    number = issubclass(vocabulary, IntegerVocabulary)
    listed = {
        "title": vocabulary.__name__,
        "anyOf": [{"enum": [code.value for code in vocabulary]}, {"type": "integer" if number else "string"}],
        "description": f"A code of `{vocabulary.vocabulary}`; others than the listed ones may come.",
    }
    plain: Any = Annotated[int, BeforeValidator(_whole)] if number else str
    return handler(
        Annotated[plain, Field(strict=True), AfterValidator(vocabulary.parse), WithJsonSchema(listed)]
    )


def _whole(value: object) -> object:
    """Return 5 of 5.0, which JSON does not distinguish."""
    return int(value) if type(value) is float and value.is_integer() else value


def record_schema(kind: type[Record], handler: Any) -> Any:
    """Return the schema of a result: an object with named fields, without what came."""
    fields = handler.generate_schema(_fields_of(kind))
    return core_schema.is_instance_schema(
        kind,
        serialization=core_schema.plain_serializer_function_ser_schema(_shown, return_schema=fields),
    )


@cache
def serializer_of(kind: type[Record]) -> Any:
    """Return what writes a result where nothing says its type, such as in `dict[str, Any]`."""
    return TypeAdapter(kind).serializer


def _shown(value: Any) -> Any:
    if isinstance(value, Record):
        fields = {name: _shown(value[name]) for name in value._shown(raw=False)}
        return {**fields, "raw": _wire_value(fields["raw"])} if "raw" in fields else fields
    return tuple(map(_shown, value)) if type(value) is tuple else value


_made: dict[type[Record], Any] = {}


def _fields_of(kind: type[Record]) -> Any:
    """Return a `TypedDict` with the fields that the JSON form of a result has.

    Results within it are typed dictionaries, too, so that pydantic can name each and follow those that
    contain themselves.
    """
    if kind not in _made:
        make: Any = TypedDict  # made of names that only run time has
        _made[kind] = made = make(kind.__name__, dict.fromkeys(kind._shown(raw=False), object))
        made.__doc__ = (kind.__doc__ or "").partition("\n")[0]
        hints = get_type_hints(kind, localns={**vars(typing), **vars(ids)})
        made.__annotations__ = {name: _as_dictionary(hints[name]) for name in kind._shown(raw=False)}
    return _made[kind]


def _as_dictionary(hint: Any) -> Any:
    """Return a type in which each result is its typed dictionary."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return _fields_of(hint)
    parts = tuple(map(_as_dictionary, get_args(hint)))
    if parts == get_args(hint):
        return hint
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        return reduce(or_, parts)
    return GenericAlias(tuple, parts)
