"""Behaviors where they are found: with what doing it again would do, and whether a server may do it alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from codegen.model import Absent, Behavior, Code, Context, ProviderFile, Taxonomy, Vocabulary
from codegen.model.plan import READ, Circumstances

Holder = TypeVar("Holder", Code, Context, Absent)


class ResolvedBehavior(Behavior):
    """A behavior as the packages answer it: `unattended_retry` applies to the operation of the code."""

    effect: str
    """What doing it again would do."""
    unattended_if_read: bool
    """Whether the situation lets a server try again alone where the operation only reads."""


class Found(NamedTuple):
    """What a behavior is part of."""

    taxonomy: Taxonomy
    provider: ProviderFile
    vocabulary: Vocabulary

    def behavior(self, behavior: Behavior) -> ResolvedBehavior:
        """Return the behavior as it is here."""
        effect = Circumstances.of(behavior, self.taxonomy, self.provider, self.vocabulary).effect
        return ResolvedBehavior.model_construct(
            **{
                **dict(behavior),
                "effect": effect,
                "unattended_if_read": behavior.unattended_retry,
                "unattended_retry": behavior.unattended_retry and effect == READ,
            }
        )

    def of(self, holder: Holder) -> Holder:
        """Return a code, a meaning or an absence with its behaviors resolved."""
        changed: dict[str, object] = {}
        if holder.behavior:
            changed["behavior"] = self.behavior(holder.behavior)
        if isinstance(holder, Code) and holder.contexts:
            changed["contexts"] = self.all(holder.contexts)
        return holder.model_copy(update=changed) if changed else holder

    def all(self, holders: Sequence[Holder]) -> tuple[Holder, ...]:
        """Return several of them."""
        return tuple(map(self.of, holders))
