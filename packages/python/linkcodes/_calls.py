"""The runtime's functions as programs call them; the stub beside this module says what they take.

What they are made of takes any object, because that is what comes over the wire. The stub is for those who
call them: there, ids are literals, and one that is misspelled is an error.
"""

from linkcodes._runtime.classify import classify
from linkcodes._runtime.decode import decode, resolve_outcome
from linkcodes._runtime.retry import plan_retry
from linkcodes._runtime.retry_at import retry_after, retry_at
from linkcodes._runtime.state import reduce_state

__all__ = ["classify", "decode", "plan_retry", "reduce_state", "resolve_outcome", "retry_after", "retry_at"]
