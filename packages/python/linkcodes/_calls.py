"""The runtime's functions as programs call them; the stub beside this module says what they take.

What they are made of takes any object, because that is what comes over the wire. The stub is for those who
call them: there, ids are literals, and one that is misspelled is an error.
"""

from linkcodes._classify import classify
from linkcodes._decode import decode, resolve_outcome
from linkcodes._retry import plan_retry
from linkcodes._retry_at import retry_after, retry_at
from linkcodes._state import reduce_state

__all__ = ["classify", "decode", "plan_retry", "reduce_state", "resolve_outcome", "retry_after", "retry_at"]
