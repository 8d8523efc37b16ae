"""Behaviors where they are found: with what doing it again would do, and whether a server may do it alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from codegen.model.codes import Absent, Behavior, Code, Context
from codegen.model.plan import Home, Plans

Holder = TypeVar("Holder", Code, Context, Absent)


class ResolvedBehavior(Behavior):
    """A behavior as the packages answer it: `unattended_retry` applies to the operation of the code."""

    effect: str
    """What doing it again would do."""
    unattended_if_read: bool
    """Whether the situation lets a server try again alone where the operation only reads."""


class Found(NamedTuple):
    """What a behavior is part of."""

    plans: Plans
    home: Home

    def behavior(self, behavior: Behavior) -> ResolvedBehavior:
        """Return the behavior as it is here."""
        met = self.plans.met(behavior, self.home)
        return ResolvedBehavior.model_construct(
            **{
                **dict(behavior),
                "effect": met.effect,
                "unattended_if_read": behavior.unattended_retry,
                "unattended_retry": met.unattended_retry,
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
