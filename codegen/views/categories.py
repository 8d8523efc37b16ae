"""What is usual in a category, where many codes are shown at once. No code is advised by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from codegen.model.taxonomy import Taxonomy
from codegen.views.labels import tone


class Usual(NamedTuple):
    """What most situations of a category have."""

    actor: str
    tone: str
    """Classes that color it: `lc-failure lc-warning`."""


def usual(taxonomy: Taxonomy, category: str) -> Usual:
    """Return what is usual in a category; one without situations is for what is not listed."""
    found = [item for item in taxonomy.situations if item.category == category]
    actor = _most(item.actor for item in found) or taxonomy.unlisted.actor
    return Usual(actor, tone(_most(item.phase for item in found), _most(item.severity for item in found)))


def _most(words: Iterable[str]) -> str | None:
    return next((word for word, _ in Counter(words).most_common(1)), None)
