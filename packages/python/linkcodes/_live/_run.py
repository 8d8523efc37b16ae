"""Looks at bodies, one after another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linkcodes._live._bodies import find
from linkcodes._live._report import LiveReport, record_of
from linkcodes._live._samples import LiveBody, instant
from linkcodes._live._shown import shown_place
from linkcodes._live._tally import Tally
from linkcodes._runtime.rules import PROVIDERS
from linkcodes._validation.payloads import check_of


def check(bodies: Iterable[Any], *, provider: str | None = None, payload: str | None = None) -> LiveReport:
    """Return what is in bodies, compared with what is listed; none of them is kept.

    A body is whatever `decode` takes, or a `LiveBody`, which says more about it; what a sample does not say,
    `provider` and `payload` say of all. Name the provider if you know it: a body that breaks the schema of
    its payload is recognized only then. Whatever the bodies are, nothing is raised.
    LookupError: there is no such provider or payload.
    """
    _refuse_unknown(provider, payload)
    tally = Tally()
    for body in bodies:
        sample = body if isinstance(body, LiveBody) else LiveBody(body)
        named = sample.provider or provider, sample.payload or payload
        look(sample._replace(provider=named[0], payload=named[1]), tally)
    return LiveReport(record_of(tally))


def _refuse_unknown(provider: str | None, payload: str | None) -> None:
    if provider is not None and provider not in PROVIDERS:
        raise LookupError(f"there is no provider {provider!r}; there are: {', '.join(PROVIDERS)}")
    if payload is not None:
        if provider is None:
            raise LookupError(f"say whose payload {payload!r} is: name the provider as well")
        check_of(provider, payload)


def look(sample: LiveBody, tally: Tally) -> None:
    """Count what is in one sample."""
    tally.read += 1
    try:
        found = find(sample)
    except Exception:  # an object may raise anything, and a body may be nested without end
        tally.unreadable += 1
        return
    tally.recognized += bool(found.judged or found.loose)
    time = instant(found.time)
    tally.whole.add(1, time, time)
    for item in found.judged:
        tally.payload(item, time)
        for drift, kind in item.drift:
            seen = tally.found(drift)
            seen.add(1, time, time)
            seen.types |= {kind} - {""}
            seen.place = seen.place or shown_place(sample.place)
    _count_codes([*found.loose, *(code for item in found.judged for code in item.codes)], time, tally)


def _count_codes(codes: Iterable[tuple[str, str | int]], time: str | None, tally: Tally) -> None:
    for vocabulary, value in codes:
        tally.code(vocabulary, value).add(1, time, time)
