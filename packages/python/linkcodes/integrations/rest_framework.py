"""Django REST framework: serializer fields with codes, listed or not."""

# pyright: basic
# mypy: disable-error-code="import-untyped,misc,no-any-return,unused-ignore"

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from linkcodes._metadata.open import open_code
from linkcodes._vocabulary import Vocabulary

__all__ = ["CodeSerializerField", "IntegerCodeSerializerField"]


class _CodeInput:
    """What both fields share: exact values, and codes of the vocabulary as what was read."""

    def __init__(self, vocabulary: type[Vocabulary], **options: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Any:
        """Return the member, or the unknown code; anything that is no code is an error of the field."""
        try:
            code = open_code(self.vocabulary, data)
        except TypeError:
            self.fail("invalid")  # type: ignore[attr-defined]
        return code


class CodeSerializerField(_CodeInput, serializers.CharField):
    """A string with a code: `status = CodeSerializerField(PaymentStatus)`. Other text passes, too."""

    def __init__(self, vocabulary: type[Vocabulary], **options: Any) -> None:
        super().__init__(vocabulary, **{"trim_whitespace": False, **options})


class IntegerCodeSerializerField(_CodeInput, serializers.IntegerField):
    """An integer with a code: `code = IntegerCodeSerializerField(FdxErrorCode)`."""
