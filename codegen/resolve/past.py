"""What is known of a code's past: which versions changed it, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.model.base import Model

HISTORY = "history"
"""The folder of a spec that has its releases."""
_DEPRECATED = "deprecated-added"
"""The rule of `codegen diff` that finds a code which is deprecated and was not."""


class ChangedIn(Model):
    """What a version changed of a code."""

    version: str
    changes: tuple[str, ...]
    """The ids of the rules of `codegen diff` that say what."""


ChangedCodes = Mapping[str, tuple[ChangedIn, ...]]
"""By the id of a code: each version that changed it, the oldest first."""


def deprecated_in(changed: Iterable[ChangedIn]) -> str | None:
    """Return the last version that called a code deprecated which it was not; None if it always was."""
    versions = [item.version for item in changed if _DEPRECATED in item.changes]
    return versions[-1] if versions else None
