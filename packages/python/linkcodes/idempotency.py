"""Do the work of a webhook once, although it is delivered several times.

A store remembers keys. `claim` takes a key for a while, `complete` says that its work is done, `release`
that it is not. What is claimed and never completed, because the process died, can be claimed again once
its lease is over, so nothing is lost: the work is done at least once, and no second time after
`complete`. `once` does all three:

    with once(store, delivery) as turn:
        if turn:
            handle(delivery)

A webhook without documented fields has no key that tells it from the next one with the same body. With
`digest_s`, the digest of its body counts for so many seconds: a repeat within them is worked on once, and
what says the same later counts as new.

Write a store of your own with these three methods over whatever can insert a row or nothing in one step.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from enum import StrEnum
from inspect import iscoroutinefunction
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, TypeAlias, runtime_checkable
from uuid import uuid4

if TYPE_CHECKING:
    from linkcodes._webhooks.delivery import Delivery

__all__ = [
    "DIGEST_S",
    "AnyStore",
    "AsyncIdempotencyStore",
    "AsyncOnce",
    "Claim",
    "ClaimState",
    "IdempotencyStore",
    "InMemoryStore",
    "InProgress",
    "Once",
    "Turn",
    "is_async",
    "once",
    "once_async",
]

logger = logging.getLogger(__name__)
DIGEST_S = 60.0
"""Seconds for `digest_s`: our estimate, longer than the pause before the second attempt of a delivery."""
DONE = ":body done"
"""The end of the key of the digest of a body after its work."""
_LOOK_S = 1.0
"""Seconds for which a look at whether a digest was done keeps it, if the process dies meanwhile."""
LEASE_S = 300.0
"""Seconds that a claim lasts, unless it is said otherwise: longer than the work takes."""


class ClaimState(StrEnum):
    """What came of the attempt to claim a key."""

    CLAIMED = "claimed"
    """It is yours: do the work, then complete or release it."""
    IN_PROGRESS = "in_progress"
    """Another has it and may yet fail: have it delivered again."""
    COMPLETED = "completed"
    """The work is done."""


class Claim(NamedTuple):
    """An attempt to claim a key."""

    key: str
    state: ClaimState
    token: str
    """Tells this claim from later ones of the same key."""


@runtime_checkable
class IdempotencyStore(Protocol):
    """Remembers which keys are claimed and which are done. Its methods may be called from many threads."""

    def claim(self, key: str, lease_s: float) -> Claim:
        """Claim a key for some seconds, in one step that no other process can come between."""
        ...

    def complete(self, claim: Claim) -> bool:
        """Mark the key as done; False if the lease was over and another has claimed it."""
        ...

    def release(self, claim: Claim) -> bool:
        """Give the key back, so that the next delivery is worked on; False if it is another's."""
        ...


class AsyncIdempotencyStore(Protocol):
    """The same with coroutines."""

    async def claim(self, key: str, lease_s: float) -> Claim:
        """Claim a key for some seconds, in one step that no other process can come between."""
        ...

    async def complete(self, claim: Claim) -> bool:
        """Mark the key as done; False if the lease was over and another has claimed it."""
        ...

    async def release(self, claim: Claim) -> bool:
        """Give the key back, so that the next delivery is worked on; False if it is another's."""
        ...


AnyStore: TypeAlias = IdempotencyStore | AsyncIdempotencyStore
Key: TypeAlias = "Delivery[Any] | str | None"
"""A delivery, or a key of your own; None has no key, so it always counts as new."""


class InProgress(Exception):  # noqa: N818
    """Another is working on the same delivery. Answer so that the provider sends it again."""


class InMemoryStore:
    """Remembers keys in this process, for tests and for programs with one process that may forget.

    It has room for `max_keys` that are done and as many that are claimed; of those that are done, the oldest
    are forgotten first.
    """

    def __init__(self, max_keys: int = 100_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = max_keys, clock, Lock()
        self._claimed: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._done: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._claimed) + len(self._done)

    def claim(self, key: str, lease_s: float) -> Claim:
        """Claim a key for some seconds."""
        now, token = self._clock(), uuid4().hex
        with self._lock:
            if key in self._done:
                return Claim(key, ClaimState.COMPLETED, token)
            if self._is_held(key, now) or not self._has_room(key, now):
                return Claim(key, ClaimState.IN_PROGRESS, token)
            self._claimed[key] = token, now + lease_s
            return Claim(key, ClaimState.CLAIMED, token)

    def complete(self, claim: Claim) -> bool:
        """Mark the key as done."""
        with self._lock:
            if not self._drop(claim):
                return False
            self._done[claim.key] = None
            if len(self._done) > self._most:
                self._done.popitem(last=False)
            return True

    def release(self, claim: Claim) -> bool:
        """Give the key back."""
        with self._lock:
            return self._drop(claim)

    def _is_held(self, key: str, now: float) -> bool:
        return key in self._claimed and self._claimed[key][1] > now

    def _has_room(self, key: str, now: float) -> bool:
        if key in self._claimed or len(self._claimed) < self._most:
            return True
        for other in [other for other, (_, until) in self._claimed.items() if until <= now]:
            del self._claimed[other]
        return len(self._claimed) < self._most

    def _drop(self, claim: Claim) -> bool:
        if self._claimed.get(claim.key, ("", 0.0))[0] != claim.token:
            return False
        del self._claimed[claim.key]
        return True


Steps: TypeAlias = Generator[tuple[Any, ...], Any, None]
"""Calls of a store, as (method, arguments), each of which gets its result."""


class Turn:
    """A claim while its work is done; true if the work is to be done."""

    def __init__(self, store: Any, key: Key, lease_s: float, digest_s: float | None = None) -> None:
        self.store, self.lease_s, self.digest_s = store, lease_s, digest_s
        self.key = key if key is None or isinstance(key, str) else key.idempotency_key
        self._done: str | None = None
        if digest_s is not None and self.key is None and not (key is None or isinstance(key, str)):
            self.key = key.key.text
            self._done = self.key + DONE
        self.claim: Claim | None = None
        self._failed = False

    def __bool__(self) -> bool:
        return self.key is None or (self.claim is not None and self.claim.state is ClaimState.CLAIMED)

    def failed(self) -> None:
        """Say that the work is not done, where no exception does."""
        self._failed = True

    def began(self, claim: Claim) -> Self:
        """Take what the store says; InProgress where another has the key."""
        self.claim = claim
        if claim.state is ClaimState.IN_PROGRESS:
            raise InProgress("the same delivery is being worked on")
        return self

    def _begin(self) -> Steps:
        if self.key is None:
            return
        claim = yield self.store.claim, self.key, self.lease_s
        self.began(claim)
        if self._done is None or not self:
            return
        # No other process has the digest now, so only work that was done before can have left its mark.
        look = yield self.store.claim, self._done, _LOOK_S
        if look.state is ClaimState.CLAIMED:
            yield self.store.release, look
            return
        yield self.store.release, claim
        self.began(claim._replace(state=ClaimState.COMPLETED))

    def _end(self, error: BaseException | None) -> Steps:
        if self.claim is None or self.claim.state is not ClaimState.CLAIMED:
            return
        is_done = error is None and not self._failed
        if is_done and self._done is not None:
            yield self.store.claim, self._done, self.digest_s
        ends = self.store.complete if is_done and self._done is None else self.store.release
        was_ours = yield ends, self.claim
        if not was_ours:
            logger.warning("a claim was over before its work was; make lease_s longer than %s", self.lease_s)


class Once(Turn):
    """What `once` returns: a context manager."""

    def __enter__(self) -> Self:
        self._call(self._begin())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._call(self._end(error))

    @staticmethod
    def _call(steps: Steps) -> None:
        step = next(steps, None)
        while step:
            method, *arguments = step
            step = _after(steps, method(*arguments))


class AsyncOnce(Turn):
    """What `once_async` returns: an asynchronous context manager."""

    async def __aenter__(self) -> Self:
        await self._call(self._begin())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        await self._call(self._end(error))

    async def _call(self, steps: Steps) -> None:
        """Call the methods of the store; those that may wait do so in a thread."""
        step = next(steps, None)
        while step:
            method, *arguments = step
            if iscoroutinefunction(method):
                result = await method(*arguments)
            elif isinstance(self.store, InMemoryStore):
                result = method(*arguments)
            else:
                result = await asyncio.to_thread(method, *arguments)
            step = _after(steps, result)


def _after(steps: Steps, result: Any) -> tuple[Any, ...] | None:
    """Return the next call, now that the one before has returned; None after the last one."""
    try:
        return steps.send(result)
    except StopIteration:
        return None


def is_async(store: AnyStore) -> bool:
    """Say whether the methods of a store are coroutines."""
    return iscoroutinefunction(store.claim)


def once(store: IdempotencyStore, key: Key, lease_s: float = LEASE_S, digest_s: float | None = None) -> Once:
    """Return a context manager that is true if the work is to be done, and false if it was done before.

    When the block ends, the key is completed; when it raises, or `failed()` was called, it is released.
    InProgress: another has claimed it. A delivery without a key is always to be done, and leaves
    nothing in the store. With `digest_s`, such as DIGEST_S, the digest of its body counts for so many seconds
    after it was done: use it where the work reads what is new, since two changes may have the same body.
    """
    if is_async(store):
        raise TypeError("this store has coroutines: use once_async")
    return Once(store, key, lease_s, digest_s)


def once_async(
    store: AnyStore, key: Key, lease_s: float = LEASE_S, digest_s: float | None = None
) -> AsyncOnce:
    """Return the same as an asynchronous context manager; a store that may wait does so in a thread."""
    return AsyncOnce(store, key, lease_s, digest_s)
