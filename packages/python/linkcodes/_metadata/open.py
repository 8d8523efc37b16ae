# ruff: noqa: PLC0415
"""`Open[ApiCode]`: a field with a code of a vocabulary, listed or not."""

from __future__ import annotations

from types import GenericAlias
from typing import Annotated

from linkcodes._vocabulary import (
    IntegerVocabulary,
    StringVocabulary,
    UnknownCode,
    UnknownInteger,
    UnknownText,
    Vocabulary,
    _plain,
)

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    _S = TypeVar("_S", bound=StringVocabulary)
    _I = TypeVar("_I", bound=IntegerVocabulary)
    Open: TypeAlias = _S | UnknownText
    OpenInteger: TypeAlias = _I | UnknownInteger

__all__ = ["Open", "OpenCode", "OpenInteger", "open_code", "vocabulary_of"]


def open_code(vocabulary: type[Vocabulary], value: object) -> Vocabulary | UnknownCode:
    """Return the member, or the unknown code, that a field of this vocabulary gets.

    TypeError: the value is neither text nor, where the vocabulary has integers, an integer.
    """
    kind: type = int if issubclass(vocabulary, IntegerVocabulary) else str
    code = vocabulary.parse(value)
    if type(_plain(code.raw)) is not kind:
        expected = "an integer" if kind is int else "a string"
        raise TypeError(
            f"a code of {vocabulary.vocabulary} must be {expected}, not {type(code.raw).__name__}"
        )
    return code


def vocabulary_of(kind: object) -> type[Vocabulary] | None:
    """Return `ApiCode` of the type that is behind `Open[ApiCode]`; None of any other type."""
    return kind.__args__[0] if getattr(kind, "__origin__", None) is OpenCode else None  # type: ignore[attr-defined]


class _OpenType(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, Vocabulary | UnknownCode)  # msgspec asks this of what its hook returned


class OpenCode(metaclass=_OpenType):
    """The type behind `Open[ApiCode]`, which no value really has: frameworks ask their hooks about it."""

    def __class_getitem__(cls, vocabulary: Any) -> Any:
        # Who puts a generic type together again passes its arguments as a tuple.
        return GenericAlias(cls, vocabulary if isinstance(vocabulary, tuple) else (vocabulary,))


class _OpenSchema:
    """What pydantic finds beside the type: FastAPI takes no type with a schema of its own as a parameter."""

    def __init__(self, vocabulary: type[Vocabulary]) -> None:
        self._vocabulary = vocabulary

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from linkcodes._metadata.pydantic import code_schema

        return code_schema(self._vocabulary, handler)


class _Open:
    """A code of a vocabulary of texts: `Open[ApiCode]` is `ApiCode | UnknownText`.

    As the type of a field it is understood by pydantic, FastAPI and (with the hooks of
    `linkcodes.integrations.msgspec`) msgspec: a listed value becomes the member, an unlisted one an
    `UnknownText`, which is a `str`, and what is no text is refused.
    """

    _base: type[Vocabulary] = StringVocabulary

    def __class_getitem__(cls, vocabulary: Any) -> Any:
        # A name is all that there is in annotations that are text, as SQLAlchemy reads them.
        is_name = isinstance(vocabulary, str)
        if not is_name and not (isinstance(vocabulary, type) and issubclass(vocabulary, cls._base)):
            raise TypeError(f"{cls.__name__} takes a {cls._base.__name__}, not {vocabulary!r}")
        return Annotated[OpenCode.__class_getitem__(vocabulary), _OpenSchema(vocabulary)]


class _OpenInteger(_Open):
    """A code of a vocabulary of integers: `OpenInteger[FdxErrorCode]` is `FdxErrorCode | UnknownInteger`."""

    _base = IntegerVocabulary


if not TYPE_CHECKING:
    Open, OpenInteger = _Open, _OpenInteger
    for _kind, _name in ((_Open, "Open"), (_OpenInteger, "OpenInteger")):
        _kind.__name__ = _kind.__qualname__ = _name
        _kind.__module__ = "linkcodes"
