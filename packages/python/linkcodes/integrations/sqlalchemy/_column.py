"""SQLAlchemy: a column that keeps codes as plain text, listed or not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from linkcodes._metadata.open import open_code
from linkcodes._vocabulary import IntegerVocabulary, Vocabulary

__all__ = ["CodeType"]


class CodeType(TypeDecorator[Any]):
    """The type of a column with codes: `Mapped[Open[ApiCode]] = mapped_column(CodeType(ApiCode))`.

    The database has a VARCHAR (an INTEGER for a vocabulary of integers) with the values from the wire, so a
    new code needs no migration. What is listed comes back as the member, and other text as an `UnknownText`.
    `length` is that of the VARCHAR in characters; None makes it as long as the database allows. A value that
    is neither text nor a code is a TypeError, which SQLAlchemy wraps into its StatementError.
    """

    __module__ = "linkcodes.integrations.sqlalchemy"
    impl = String
    cache_ok = True

    def __init__(self, vocabulary: type[Vocabulary], length: int | None = 128) -> None:
        super().__init__(length)
        self._length = length
        self.vocabulary = vocabulary

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database has."""
        number = issubclass(self.vocabulary, IntegerVocabulary)
        return dialect.type_descriptor(Integer() if number else String(self._length))

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | int | None:
        """Return what is stored: the value from the wire."""
        if value is None:
            return None
        code = open_code(self.vocabulary, value).raw
        return int(code) if issubclass(self.vocabulary, IntegerVocabulary) else str(code)  # type: ignore[call-overload]

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the member, or the unknown code."""
        return None if value is None else self.vocabulary.parse(value)
