"""Pydantic models of what providers send, one module a provider; they need the extra `linkcodes[models]`.

A listed code becomes the member of its vocabulary, an unlisted one stays the plain string or integer it was,
and fields that are not listed are kept. To get back what came in, leave out what was not there:
`payload.model_dump(mode="json", by_alias=True, exclude_unset=True)`.
"""

import linkcodes

__path__ = [f"{half}/models" for half in linkcodes.__path__]

from linkcodes.models._base import Payload

__all__ = ["Payload"]
