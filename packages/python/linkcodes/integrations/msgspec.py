"""msgspec: what its encoders and decoders ask about codes and results.

`msgspec.json.encode(value, enc_hook=enc_hook)` writes codes, listed or not, and results.
`msgspec.json.decode(body, type=Event, dec_hook=dec_hook)` reads fields of the type `Open[ApiCode]`.
"""

from __future__ import annotations

from typing import Any

from linkcodes._metadata.open import open_code, vocabulary_of
from linkcodes.formats import default as enc_hook

__all__ = ["dec_hook", "enc_hook"]


def dec_hook(kind: Any, value: Any) -> Any:
    """Return the code that a field of the type `Open[...]` gets.

    What is no text, or no integer where the vocabulary has integers, is a `msgspec.ValidationError`, which
    msgspec makes of the TypeError. NotImplementedError: the type is none of this package.
    """
    vocabulary = vocabulary_of(kind)
    if vocabulary is None:
        raise NotImplementedError(f"{kind} is no type of linkcodes")
    return open_code(vocabulary, value)
