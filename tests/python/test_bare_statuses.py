"""An HTTP status without a known code is never taken more lightly than what its provider lists with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from tests.python.conftest import Import

HARMLESS = {"retry", "wait", "continue"}
"""Decisions beside which another try does no harm."""


def statuses(book: Any) -> Iterator[tuple[int, list[Any]]]:
    """Yield each status of a failure with the values that a provider lists with it."""
    by_status: dict[int, list[Any]] = defaultdict(list)
    for item in book.items:
        for status in {status for meaning in item.meanings() for status in meaning.get("http", ())}:
            by_status[status].append(item)
    yield from ((status, items) for status, items in by_status.items() if status >= 400)


def read_alone(real: Import, book: Any, code: Any, **given: Any) -> Any:
    """Return the plan of a read that failed with no user present."""
    found = real("").classify(book.id, code, operation="read", **given)
    return real("").plan_retry(found, unattended=True, operation="read")


def is_too_soon(bare: Any, listed: list[Any]) -> bool:
    """Say whether a server would try again before any code with this status lets it."""
    if bare.decision != "retry":
        return False
    pauses = [plan.delay_s for plan in listed if plan.decision == "retry"]
    return bare.delay_s < min(pauses) if pauses else {plan.decision for plan in listed} - HARMLESS != set()


def test_no_status_alone_is_tried_again_sooner_than_its_codes(real: Import) -> None:
    found = [
        f"{book.id} {status}"
        for book in real("_runtime.rules").books()
        for status, items in statuses(book)
        if is_too_soon(
            read_alone(real, book, None, http_status=status),
            [
                read_alone(real, book, item.record["value"], vocabulary=item.vocabulary, http_status=status)
                for item in items
            ],
        )
    ]
    assert found == []


@pytest.mark.parametrize("code", [None, "NEVER_SEEN"])
def test_no_status_alone_says_that_a_call_only_reads(real: Import, code: str | None) -> None:
    for book in real("_runtime.rules").books():
        for status in (*range(400, 512), 599):
            found = real("").classify(book.id, code, http_status=status)
            assert found.operation in (None, "generic"), f"{book.id} {status}"
            assert not found.unattended_retry
            assert real("").plan_retry(found, operation="payment").decision != "retry", f"{book.id} {status}"
