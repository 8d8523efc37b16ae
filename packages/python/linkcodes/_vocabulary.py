# ruff: noqa: PLC0415
"""What all vocabularies share, and what represents values that they do not list.

This module is what `import linkcodes.<provider>` costs, so it imports `enum` and what that imports; the
functions that need more import it when they are called.
"""

from __future__ import annotations

from enum import Enum, EnumType, IntEnum, StrEnum
from functools import cached_property

TYPE_CHECKING = bool(0)  # not a plain False, which would make Jedi skip what is below it
if TYPE_CHECKING:
    from typing import Any, Literal, NoReturn, Self, TypeGuard, overload

    from linkcodes.ids import VocabularyId
    from linkcodes.info import CodeInfo, VocabularyInfo

__all__ = [
    "IntegerVocabulary",
    "StringVocabulary",
    "UnknownCode",
    "UnknownInteger",
    "UnknownText",
    "Vocabulary",
]


class VocabularyType(EnumType):
    """The type of vocabularies: says of any value whether it is listed, and hides what is inherited."""

    if TYPE_CHECKING:
        _member_type_: type

    def __contains__(cls, value: object) -> bool:
        """Say whether a value is listed, as `parse` has it. Never raises."""
        return issubclass(cls, Vocabulary) and cls.parse(value).known

    def __dir__(cls) -> list[str]:
        # The methods of `str` would hide the members in `help` and completions.
        own = {name for name in vars(Vocabulary) if not name.startswith("_")}
        shown = {*super().__dir__()} - ({*dir(cls._member_type_)} - {*vars(Enum)})
        return sorted(shown | own | {*cls._member_map_})


class _Doc:
    """The `__doc__` of a vocabulary: its own, and for a member what the member means."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def __get__(self, member: Vocabulary | None, owner: type[Vocabulary]) -> str | None:
        return self._text if member is None else member.info.summary


class Vocabulary(Enum, metaclass=VocabularyType):
    """Base of all vocabularies: named sets of values that a provider puts on the wire."""

    vocabulary: VocabularyId
    """The id of the vocabulary: `provider:name`."""

    def __init_subclass__(cls, *, vocabulary: str = "", deprecated: dict[str, str] | None = None) -> None:
        super().__init_subclass__()
        if vocabulary:
            type.__setattr__(cls, "vocabulary", vocabulary)
            cls.__module__ = cls.__module__.partition("._")[0]  # where people import it from
            type.__setattr__(cls, "__doc__", _Doc(cls.__doc__))
        for name, why in (deprecated or {}).items():
            # `setattr` of an enumeration refuses to replace a member.
            type.__setattr__(cls, name, _Deprecated(cls._member_map_[name], why))

    @classmethod
    def parse(cls, raw: object) -> Self | UnknownCode:
        """Return the member whose wire value is `raw`, else an `UnknownCode` that keeps it. Never raises.

        Of text that is an `UnknownText`, which is a `str`; of an integer an `UnknownInteger`. The match is
        exact: case counts, and neither a boolean nor a fraction is an integer; 5.0 is one. What `parse` has
        returned may be parsed again.
        """
        if _is_unknown(raw):
            raw = raw.raw
        member = cls._value2member_map_.get(_plain(raw))
        return member if isinstance(member, cls) else UnknownCode(raw, cls.vocabulary)

    @classmethod
    def about(cls) -> VocabularyInfo:
        """Return what is known about the vocabulary itself; the package's data is read when first needed."""
        from linkcodes._metadata.data import vocabulary_info

        return vocabulary_info(cls.vocabulary)

    @property
    def known(self) -> Literal[True]:
        """True: the value is listed. The counterpart of `UnknownCode.known`."""
        return True

    @property
    def raw(self) -> str | int:
        """The value as it is on the wire. The counterpart of `UnknownCode.raw`."""
        value: str | int = self.value
        return value

    @cached_property
    def info(self) -> CodeInfo:
        """What is known about the code; the package's data is read when first needed."""
        from linkcodes._metadata.data import code_info

        return code_info(self.vocabulary, self.name)


class _Deprecated:
    """The attribute of a deprecated member: warns once, at the line that names it, then makes way for it.

    What is looked up by its value, by its name in brackets or by iteration does not pass here: values that
    arrive and names that were stored are data, and data must not warn.
    """

    def __init__(self, member: Enum, why: str) -> None:
        self._member = member
        self._why = why

    def __get__(self, instance: object, owner: type[Enum]) -> Enum:
        import warnings

        message = f"{owner.__name__}.{self._member.name} is deprecated: {self._why}"
        warnings.warn(message, DeprecationWarning, stacklevel=2)
        type.__setattr__(owner, self._member.name, self._member)  # from here on it costs nothing
        return self._member


class StringVocabulary(Vocabulary, StrEnum):
    """Base of the vocabularies whose values are strings; a member equals, hashes and prints as its value."""

    if TYPE_CHECKING:

        @property
        def raw(self) -> str: ...

        @overload
        @classmethod
        def parse(cls, raw: str) -> Self | UnknownText: ...
        @overload
        @classmethod
        def parse(cls, raw: object) -> Self | UnknownCode: ...
        @classmethod
        def parse(cls, raw: object) -> Self | UnknownCode: ...


class IntegerVocabulary(Vocabulary, IntEnum):
    """Base of the vocabularies whose values are integers; a member equals, hashes and prints as its value."""

    if TYPE_CHECKING:

        @property
        def raw(self) -> int: ...

        @overload
        @classmethod
        def parse(cls, raw: int) -> Self | UnknownInteger: ...
        @overload
        @classmethod
        def parse(cls, raw: object) -> Self | UnknownCode: ...
        @classmethod
        def parse(cls, raw: object) -> Self | UnknownCode: ...


class UnknownCode:
    """A value that a vocabulary does not list, kept exactly as it came; it may be any object at all.

    Of text it is an `UnknownText`, which is a `str`, and of an integer an `UnknownInteger`, which is an
    `int`: both serialize wherever these do. It equals its raw value and any `UnknownCode` of an equal one.
    Comparing, hashing and printing never raise, whatever the raw value does.
    """

    __slots__ = ()
    _raw: object
    _vocabulary: str

    def __new__(cls, raw: object, vocabulary: str = "") -> UnknownCode:
        code = _unlisted(_plain(raw))
        object.__setattr__(code, "_raw", raw)
        object.__setattr__(code, "_vocabulary", vocabulary)
        return code

    @property
    def raw(self) -> object:
        """The value as it came, the very same object."""
        return self._raw

    @property
    def vocabulary(self) -> str:
        """The id of the vocabulary that does not list the value; empty where there was none."""
        return self._vocabulary

    @property
    def known(self) -> Literal[False]:
        """False: the value is not listed."""
        return False

    @property
    def info(self) -> CodeInfo:
        """What to assume about an unlisted code: the category `unknown`, who acts on it and how."""
        from linkcodes._metadata.data import unknown_info

        return unknown_info(self._vocabulary)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a code cannot be changed: {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a code cannot be changed: {name!r}")

    def __eq__(self, other: object) -> bool:
        theirs = other._raw if _is_unknown(other) else other
        if self._raw is theirs:
            return True
        try:
            return bool(_comparable(self._raw) == _comparable(theirs))
        except Exception:
            return False

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        try:
            return hash(_comparable(self._raw))
        except Exception:  # a list, for instance, has no hash, but a set of unknown codes must take it
            return 0

    def __str__(self) -> str:
        plain = _plain(self._raw)
        return plain if type(plain) is str else _shown(self._raw)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)  # as members do, so that one log line serves both

    def __repr__(self) -> str:
        return f"UnknownCode({_shown(self._raw)}, {self._vocabulary!r})"

    def __reduce__(self) -> tuple[type[UnknownCode], tuple[object, str]]:
        return UnknownCode, (self._raw, self._vocabulary)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> NoReturn:
        raise TypeError("annotate fields with codes as `linkcodes.Open[...]`, such as `Open[ApiCode]`")


class UnknownText(UnknownCode, str):
    """Text that a vocabulary does not list. It is a `str`: it serializes, sorts and prints as the text."""

    __slots__ = ("_raw", "_vocabulary")

    if TYPE_CHECKING:

        def __new__(cls, raw: str, vocabulary: str = "") -> UnknownText: ...

        @property
        def raw(self) -> str: ...


class UnknownInteger(UnknownCode, int):
    """An integer that a vocabulary does not list. It is an `int`, and a boolean is none."""

    # CPython gives subclasses of `int` no slots of their own.

    if TYPE_CHECKING:

        def __new__(cls, raw: int, vocabulary: str = "") -> UnknownInteger: ...

        @property
        def raw(self) -> int: ...


class _UnknownValue(UnknownCode):
    """What is neither text nor an integer, such as null, a boolean, a list or an object."""

    __slots__ = ("_raw", "_vocabulary")


def _is_unknown(value: object) -> TypeGuard[UnknownCode]:
    # isinstance() would ask the object for its `__class__`, which may lie or raise.
    return issubclass(type(value), UnknownCode)


def _unlisted(plain: str | int | None) -> UnknownCode:
    """Return an unknown code of the kind that goes with a plain value, still empty."""
    if type(plain) is str:
        return str.__new__(UnknownText, plain)
    return object.__new__(_UnknownValue) if plain is None else int.__new__(UnknownInteger, plain)


_SHOWN = 200
"""Characters of a raw value that `repr` shows."""


def _plain(raw: Any) -> str | int | None:
    """Return the string or integer that `raw` is; of a subclass the content counts, no method."""
    if type(raw) is str or type(raw) is int:
        return raw
    if issubclass(type(raw), str):  # and not isinstance(), as in `_is_unknown`
        return str.__str__(raw)
    if issubclass(type(raw), int) and type(raw) is not bool:
        return int.__int__(raw)
    if issubclass(type(raw), float) and float.is_integer(raw):
        return int(float.__float__(raw))  # JSON has one type of numbers, of which 5.0 is an integer
    return None


def _comparable(raw: object) -> object:
    plain = _plain(raw)
    return raw if plain is None else plain


def _shown(raw: object) -> str:
    """Return a short `repr` of anything at all."""
    plain = _plain(raw)
    try:
        text = repr(plain[:_SHOWN] if type(plain) is str else _comparable(raw))
    except Exception:
        text = object.__repr__(raw)
    text = str.__str__(text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
