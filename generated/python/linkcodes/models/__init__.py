# Hand-written in codegen/targets/models/runtime; `make generate` overwrites every copy.
"""Pydantic models of what providers send, one module a provider; they need the extra `linkcodes[models]`.

A listed code becomes the member of its vocabulary, an unlisted one stays the plain string or integer it was,
and fields that are not listed are kept. To get back what came in, leave out what was not there:
`payload.model_dump(mode="json", by_alias=True, exclude_unset=True)`.
"""

from __future__ import annotations

from linkcodes.models._base import Payload

__all__ = ["Payload"]
