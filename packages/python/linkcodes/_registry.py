"""Finds vocabularies by their ids."""

from __future__ import annotations

from linkcodes._index import TYPE_NAMES
from linkcodes._vocabulary import Vocabulary

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from collections.abc import Iterator


def vocabularies() -> Iterator[type[Vocabulary]]:
    """Yield the class of every vocabulary, in the order of the spec; each is imported when it is its turn."""
    return map(vocabulary, TYPE_NAMES)


def vocabulary(id: str) -> type[Vocabulary]:
    """Return the class of the vocabulary with this id (`provider:name`); raise LookupError if none has it."""
    if id not in TYPE_NAMES:
        raise LookupError(f"no vocabulary has the id {id!r}; the ids are: {', '.join(TYPE_NAMES)}")
    name = TYPE_NAMES[id]
    module = __import__(f"linkcodes.{id.partition(':')[0]}", fromlist=[name])
    found: type[Vocabulary] = getattr(module, name)
    return found
