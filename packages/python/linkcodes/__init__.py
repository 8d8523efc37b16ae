"""Every code that bank-connection providers put on the wire, typed and explained.

Each provider is a module of its own, and each of its vocabularies an enumeration in it. `parse` turns
whatever came over the wire into a member, or into an `UnknownCode` that keeps it; `.info` says what either
means. `classify` explains one code, `decode` and `resolve_outcome` a whole payload, `plan_retry` says when to
try again, and `reduce_state` keeps track of many payloads. `redact` masks the secrets in any of it. Importing
`linkcodes` loads no provider.
"""

try:
    from linkcodes._index import VERSION
except ModuleNotFoundError:  # a checkout, where the generated half lies in a folder of its own
    from linkcodes._halves import join

    join(__path__)
    from linkcodes._index import VERSION
from linkcodes._registry import vocabularies, vocabulary
from linkcodes._vocabulary import UnknownCode, Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from linkcodes._redact import redact
    from linkcodes.runtime import classify, decode, plan_retry, reduce_state, resolve_outcome
else:

    def __getattr__(name: str) -> object:
        if name not in _LAZY:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(__import__(_LAZY[name], fromlist=[name]), name)
        globals()[name] = found  # the next time it is there
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *_LAZY})


__version__ = VERSION
_RUNTIME = ("classify", "decode", "plan_retry", "reduce_state", "resolve_outcome")
_LAZY = {**dict.fromkeys(_RUNTIME, "linkcodes.runtime"), "redact": "linkcodes._redact"}

__all__ = [
    "UnknownCode",
    "Vocabulary",
    "__version__",
    "classify",
    "decode",
    "plan_retry",
    "redact",
    "reduce_state",
    "resolve_outcome",
    "vocabularies",
    "vocabulary",
]
