"""Django: model fields that keep codes as plain text, listed or not, and choices for forms."""

# pyright: basic
# mypy: disable-error-code="import-untyped,misc,no-any-return,unused-ignore"

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from linkcodes._metadata.open import open_code
from linkcodes._registry import vocabulary as vocabulary_by_id
from linkcodes._vocabulary import IntegerVocabulary, StringVocabulary, Vocabulary

__all__ = ["CodeField", "IntegerCodeField", "choices"]


def choices(vocabulary: type[Vocabulary]) -> Callable[[], list[tuple[str | int, str]]]:
    """Return the codes of a vocabulary with what each means, as the `choices` of a form field.

    A form that is made with them takes listed codes alone. Do not give them to a model field: migrations
    would list them, and each new code would need one.
    """
    return lambda: [(code.raw, code.info.summary) for code in vocabulary]


class _CodeColumn:
    """What both fields share. Migrations contain the id of the vocabulary, and none of its codes."""

    _base: type[Vocabulary]

    def __init__(self, vocabulary: type[Vocabulary] | str, **options: Any) -> None:
        self.vocabulary = vocabulary_by_id(vocabulary) if isinstance(vocabulary, str) else vocabulary
        if not issubclass(self.vocabulary, self._base):
            raise TypeError(f"{type(self).__name__} takes a {self._base.__name__}, not {vocabulary!r}")
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Return how to make the field again, for migrations."""
        name, path, args, options = super().deconstruct()  # type: ignore[misc]
        return name, path, args, {**options, "vocabulary": self.vocabulary.vocabulary}

    def to_python(self, value: Any) -> Any:
        """Return the member, or the unknown code; ValidationError: the value is neither text nor a code."""
        if value is None:
            return None
        try:
            return open_code(self.vocabulary, value)
        except TypeError as error:
            raise ValidationError(str(error), code="invalid") from None

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        """Return the code that a column has."""
        return None if value is None else self.vocabulary.parse(value)


class CodeField(_CodeColumn, models.CharField):
    """A VARCHAR with codes of a vocabulary: `status = CodeField(PaymentStatus)`.

    What is listed comes back as the member, and other text as an `UnknownText`; a new code needs no
    migration. Until the object is read again, an attribute has what was assigned to it. `max_length` is 128
    characters unless given.
    """

    __module__ = "linkcodes.integrations.django"
    description = "Code (up to %(max_length)s)"
    _base = StringVocabulary

    def __init__(self, vocabulary: type[Vocabulary] | str, **options: Any) -> None:
        super().__init__(vocabulary, **{"max_length": 128, **options})

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text that is stored."""
        code = self.to_python(value)
        return None if code is None else str(code)


class IntegerCodeField(_CodeColumn, models.IntegerField):
    """An INTEGER with codes of a vocabulary of integers: `code = IntegerCodeField(FdxErrorCode)`."""

    __module__ = "linkcodes.integrations.django"
    description = "Code"
    _base = IntegerVocabulary

    def to_python(self, value: Any) -> Any:
        """Return the member, or the unknown code; what forms send is read from its digits."""
        return super().to_python(
            models.IntegerField.to_python(self, value) if isinstance(value, str) else value
        )

    def get_prep_value(self, value: Any) -> int | None:
        """Return the integer that is stored."""
        code = self.to_python(value)
        return None if code is None else int(code)
