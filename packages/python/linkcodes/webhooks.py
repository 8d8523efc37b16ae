"""Webhooks: does the provider send it (`verify`), and is it what it should be (`validate`)?

`verify` goes first, on the raw bytes of the request. A scheme is named after its provider; where a provider
has several, a second word distinguishes them. `LookupError` lists them all. `sign` makes the header that
`verify` wants, for tests. A right signature does not say that a call is new: make handlers safe to repeat.

`validate` judges a body by what the spec says of a payload and returns it as plain dictionaries and lists. It
needs nothing but this package, costs about as much as parsing the JSON, and tells of all faults at once, each
with its pointer. The models of the extra `linkcodes[models]` are for programs that keep working with the
payload: they need pydantic, and give attributes with types, and codes as members of the enumerations.
"""

from __future__ import annotations

from linkcodes._faults import PayloadProblem
from linkcodes._payloads import PayloadError
from linkcodes._signatures import SignatureError, SignatureProblem
from linkcodes._webhook_calls import sign, validate, verify

__all__ = [
    "PayloadError",
    "PayloadProblem",
    "SignatureError",
    "SignatureProblem",
    "sign",
    "validate",
    "verify",
]
