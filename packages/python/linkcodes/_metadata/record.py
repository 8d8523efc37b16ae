# ruff: noqa: PLC0415
"""What all results are: immutable records with named fields, whose JSON form is an object.

Dataclasses would do, but importing `dataclasses` takes longer than reading a code; and a named tuple is a
tuple, which JSON writes as an array and which breaks its users with each new field.
"""

from __future__ import annotations

from enum import Enum

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, ClassVar, Literal, NoReturn, Self, dataclass_transform
else:

    def dataclass_transform(**_: object) -> Callable[[type], type]:
        """Do what `typing.dataclass_transform` does at run time: nothing."""
        return lambda kind: kind


__all__ = ["Record"]

_CAME = frozenset({"data", "raw"})
"""Fields with what came: they may be of any type, and hold what is about people."""


@dataclass_transform(frozen_default=True)
class _RecordType(type):
    """Makes the annotations of a class its slots, and writes its constructor."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], body: dict[str, Any], kw_only: bool = False
    ) -> _RecordType:
        annotations = dict(body.get("__annotations__", ())) if name != "Record" else {}
        defaults = {field: body.pop(field) for field in annotations if field in body}
        inherited = bases[0] if bases else None
        made = super().__new__(mcs, name, bases, {**body, "__slots__": tuple(annotations)})
        fields = (*getattr(inherited, "_fields", ()), *annotations)
        made._fields = fields
        setattr(made, "__match_args__", fields)  # noqa: B010  (mypy knows it as that of the type itself)
        made._defaults = {**getattr(inherited, "_defaults", {}), **defaults}
        if inherited:
            draft = super().__new__(mcs, name, bases, {"__slots__": tuple(annotations), **_WRITABLE})
            for method, function in _methods(made, draft, kw_only).items():
                setattr(made, method, function)
        return made

    if TYPE_CHECKING:
        _fields: tuple[str, ...]
        _defaults: dict[str, object]


_WRITABLE: dict[str, object] = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
"""One of them alone would leave both in Python, which is much slower."""


def _methods(kind: _RecordType, draft: type, kw_only: bool) -> dict[str, Any]:
    """Return the methods of a record that name its fields.

    `__new__` fills an object of a twin class that can be written, which then becomes the record: setting the
    slots of the record itself would take a call each.
    """
    arguments = [f"{name}=_defaults[{name!r}]" if name in kind._defaults else name for name in kind._fields]
    values = [f"self.{name}" for name in kind._fields]
    hashed = [f"self.{name}" for name in kind._fields if name not in _CAME]
    lines = [
        f"def __new__(cls, {', '.join([*(['*'] if kw_only else []), *arguments])}):",
        "    self = _new(_draft)",
        *(f"    self.{name} = {name}" for name in kind._fields),
        "    self.__class__ = cls",
        "    return self",
        "def _copied(self, changes):",
        "    copy = _new(_draft)",
        *(f"    copy.{name} = self.{name}" for name in kind._fields),
        "    for name, value in changes.items():",
        "        setattr(copy, name, value)",
        "    copy.__class__ = self.__class__",
        "    return copy",
        f"def _values(self): return ({', '.join([*values, ''])})",
        f"def __hash__(self): return hash(({', '.join([*hashed, ''])}))",
    ]
    scope = {"_new": object.__new__, "_draft": draft, "_defaults": kind._defaults}
    made: dict[str, Any] = {}
    exec("\n".join(lines), scope, made)
    for name, method in made.items():
        method.__qualname__, method.__module__ = f"{kind.__name__}.{name}", kind.__module__
    return made


class _Serializer:
    """What pydantic looks for in an object of which no annotation tells it the type."""

    def __get__(self, record: Record | None, kind: type[Record]) -> Any:
        from linkcodes._metadata.pydantic import serializer_of

        return serializer_of(kind)


class Record(metaclass=_RecordType):
    """Base of all results: immutable, hashable, and equal to a record of the same type and fields.

    `to_dict` gives the JSON form; `dict(record)` and `record["field"]` work as well. What came (`raw` and
    `data` of a payload) is in neither the JSON form nor the `repr`, unless asked for: it is about people.
    """

    if TYPE_CHECKING:
        _fields: ClassVar[tuple[str, ...]]

        def _values(self) -> tuple[object, ...]: ...
        def _copied(self, changes: dict[str, Any]) -> Self: ...
        def __hash__(self) -> int: ...
        def __bool__(self) -> Literal[True]: ...
    else:
        __pydantic_serializer__ = _Serializer()
        __iter__ = None  # a record is no sequence of its fields: the next version may have one more

    _hidden: ClassVar[frozenset[str]] = _CAME

    def to_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """Return the JSON form; with `raw`, also what came, a member as its value and bytes as text."""
        return {name: _json_form(getattr(self, name), raw) for name in self._shown(raw)}

    def keys(self) -> Iterable[str]:
        """Return the names of the fields, but for those with what came; `dict(record)` asks for them."""
        return self._shown(raw=False)

    def __getitem__(self, name: str) -> Any:
        if name not in self._fields:
            raise KeyError(name)
        return getattr(self, name)

    @classmethod
    def _shown(cls, raw: bool) -> tuple[str, ...]:
        return cls._fields if raw else tuple(name for name in cls._fields if name not in cls._hidden)

    def replace(self, **changes: Any) -> Self:
        """Return a copy in which some fields are different; `copy.replace` of Python 3.13 does the same."""
        unknown = changes.keys() - self._fields
        if unknown:
            raise TypeError(f"{type(self).__name__} has no field {min(unknown)!r}")
        return self._copied(changes)

    _replace = __replace__ = replace

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self._values(), strict=True))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed: {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed: {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or all(map(_equal, self._values(), other._values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown(raw=False))
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[type[Self], dict[str, Any]]]:
        return _restored, (type(self), self._asdict())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from linkcodes._metadata.pydantic import record_schema

        return record_schema(cls, handler)


def _restored(kind: type[Any], fields: dict[str, Any]) -> Any:
    return kind(**fields)


def _equal(one: object, other: object) -> bool:
    try:
        return one is other or bool(one == other)
    except Exception:  # what came may raise anything when it is compared
        return False


def _json_form(value: Any, raw: bool) -> Any:
    if issubclass(type(value), Record):  # what came may refuse to say what it is
        return value.to_dict(raw=raw)
    if type(value) is tuple:
        return [_json_form(item, raw) for item in value]
    return value.value if issubclass(type(value), Enum) else value
