# ruff: noqa: PLR0913
"""Remembers the public keys of webhooks, so that strangers cannot make the program ask for each call."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcodes._webhooks.signatures import Key

__all__ = ["CachedKeys", "KeyNotFetched", "cached_keys"]


class KeyNotFetched(Exception):  # noqa: N818  (verify turns it into a reason)
    """A key could not be fetched, so it may exist or not. The text repeats nothing of the call.

    Raise it in a function of your own that fetches keys: the webhook is refused as `unfetched_key`.
    """

    __module__ = "linkcodes.webhooks"


class CachedKeys:
    """What `cached_keys` returns: a function from the name of a key to the key. Threads may share it."""

    __module__ = "linkcodes.webhooks"

    def __init__(
        self,
        fetch: Callable[[str], Key | None],
        keep_s: float,
        pauses: tuple[float, float],
        limits: tuple[int, int],
        clock: Callable[[], float],
    ) -> None:
        self._fetch, self._keep_s, self._clock = fetch, keep_s, clock
        self._unknown_s, self._failed_s = pauses
        self._most, self._most_unknown = limits
        self._found: OrderedDict[str, tuple[Key, float]] = OrderedDict()
        self._unknown: dict[str, tuple[float, str | None]] = {}
        """Until when a name is not asked for, and what its last call failed with."""
        self._asking = Lock()

    def __call__(self, name: str) -> Key | None:
        """Return the key; None if the provider has none, or too many names were asked for in vain.

        Raises KeyNotFetched as `fetch` does, for a while without asking it again.
        """
        return self._kept(name) or self._asked(name)

    def _kept(self, name: str) -> Key | None:
        key, until = self._found.get(name, (None, 0.0))
        return key if self._clock() < until else None

    def _asked(self, name: str) -> Key | None:
        with self._asking:  # one at a time, so that a burst with a new key asks once
            now = self._clock()
            kept = self._kept(name)
            if kept is not None:
                return kept
            self._unknown = {other: last for other, last in self._unknown.items() if now < last[0]}
            if name in self._unknown:
                return _nothing(self._unknown[name][1])
            # A key that was there before is no name that a stranger made up.
            if name not in self._found and len(self._unknown) >= self._most_unknown:
                return None
            return self._fetched(name)

    def _fetched(self, name: str) -> Key | None:
        try:
            key, why = self._fetch(name), None
        except KeyNotFetched as error:
            key, why = None, str(error)
        if key is not None:
            self._keep(name, key)
            return key
        self._unknown[name] = self._clock() + (self._unknown_s if why is None else self._failed_s), why
        return _nothing(why)

    def _keep(self, name: str, key: Key) -> None:
        self._found[name] = key, self._clock() + self._keep_s
        self._found.move_to_end(name)
        if len(self._found) > self._most:
            self._found.popitem(last=False)


def _nothing(failure: str | None) -> Key | None:
    """Return that there is no key; raise what the call for it failed with."""
    if failure is not None:
        raise KeyNotFetched(failure)
    return None


def cached_keys(
    fetch: Callable[[str], Key | None],
    *,
    keep_s: float = 3_600.0,
    unknown_s: float = 60.0,
    failed_s: float = 5.0,
    max_keys: int = 100,
    max_unknown: int = 20,
    clock: Callable[[], float] = time.monotonic,
) -> CachedKeys:
    """Return public keys for `verify`, `receive` and `endpoint` that are fetched once and remembered.

    `fetch` gets the name of a key and returns the key, or None if the provider has none; give it a timeout,
    and let it follow no redirect. A key is asked for again after `keep_s` seconds; what it says of its own
    end counts before. A name without a key is not asked for again for `unknown_s` seconds, and while there
    are `max_unknown` such names, no new one is: anyone can make them up. KeyNotFetched of `fetch` counts as
    such a name for `failed_s` seconds. What else it raises is passed on, and nothing is remembered of it.
    """
    return CachedKeys(fetch, keep_s, (unknown_s, failed_s), (max_keys, max_unknown), clock)
