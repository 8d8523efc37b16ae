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
from linkcodes._vocabulary import UnknownCode, UnknownInteger, UnknownText, Vocabulary

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes._metadata.open import Open, OpenInteger
    from linkcodes._redact import redact
    from linkcodes.runtime import (
        classify,
        decode,
        plan_retry,
        reduce_state,
        resolve_outcome,
        retry_after,
        retry_at,
    )
else:

    def __getattr__(name: str) -> object:
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(__import__(_LATER[name], fromlist=[name]), name)
        globals()[name] = found  # the next time it is there
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *_LATER})


__version__ = VERSION
_LATER = {
    **dict.fromkeys(("Open", "OpenInteger"), "linkcodes._metadata.open"),
    **dict.fromkeys(
        (
            *("classify", "decode", "plan_retry", "reduce_state", "resolve_outcome"),
            *("retry_after", "retry_at"),
        ),
        "linkcodes.runtime",
    ),
    "redact": "linkcodes._redact",
}
"""What is imported when it is asked for, and from where."""

__all__ = [
    "Open",
    "OpenInteger",
    "UnknownCode",
    "UnknownInteger",
    "UnknownText",
    "Vocabulary",
    "__version__",
    "classify",
    "decode",
    "plan_retry",
    "redact",
    "reduce_state",
    "resolve_outcome",
    "retry_after",
    "retry_at",
    "vocabularies",
    "vocabulary",
]
