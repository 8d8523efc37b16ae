"""Public keys are fetched once, and made-up names do not make the program ask for each of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest

from tests.python.conftest import Import


class Provider:
    """A provider with two keys, a clock, and a count of what it was asked for."""

    def __init__(self) -> None:
        self.now, self.asked, self.keys = 1_000.0, list[str](), {"one": "KEY 1", "two": "KEY 2"}

    def fetch(self, name: str) -> str | None:
        self.asked.append(name)
        sleep(0.01)  # so that others ask meanwhile
        return self.keys.get(name)

    def clock(self) -> float:
        return self.now


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def cached(tiny: Import, provider: Provider) -> Any:
    make = tiny("webhooks").cached_keys
    return lambda **options: make(provider.fetch, clock=provider.clock, **options)


def test_a_key_is_fetched_once_until_its_time_is_over(cached: Any, provider: Provider) -> None:
    keys = cached(keep_s=10)
    assert [keys("one"), keys("one"), keys("two")] == ["KEY 1", "KEY 1", "KEY 2"]
    assert provider.asked == ["one", "two"]
    provider.now += 10
    provider.keys["one"] = "KEY 3"
    assert (keys("one"), provider.asked) == ("KEY 3", ["one", "two", "one"])


def test_a_name_without_a_key_is_not_asked_for_again_at_once(cached: Any, provider: Provider) -> None:
    keys = cached(unknown_s=10)
    assert [keys("new"), keys("new")] == [None, None]
    assert provider.asked == ["new"]
    provider.keys["new"] = "KEY 4"
    provider.now += 10
    assert (keys("new"), provider.asked) == ("KEY 4", ["new", "new"])


def test_a_flood_of_names_is_no_flood_of_calls(cached: Any, provider: Provider) -> None:
    keys = cached(max_unknown=5)
    assert keys("one") == "KEY 1"
    with ThreadPoolExecutor(20) as threads:
        assert set(threads.map(keys, [f"made up {number}" for number in range(500)])) == {None}
    assert len(provider.asked) == 1 + 5
    assert (keys("one"), keys("two")) == ("KEY 1", None)  # what is known still counts
    provider.now += 60
    assert keys("two") == "KEY 2"


def test_a_burst_with_a_new_key_asks_once(cached: Any, provider: Provider) -> None:
    keys = cached()
    with ThreadPoolExecutor(20) as threads:
        assert set(threads.map(keys, ["one"] * 100)) == {"KEY 1"}
    assert provider.asked == ["one"]


def test_no_more_keys_are_kept_than_allowed(cached: Any, provider: Provider) -> None:
    keys = cached(max_keys=1)
    assert [keys("one"), keys("two"), keys("two"), keys("one")] == ["KEY 1", "KEY 2", "KEY 2", "KEY 1"]
    assert provider.asked == ["one", "two", "one"]


def test_what_fetching_raises_is_passed_on_and_forgotten(tiny: Import) -> None:
    answers: Any = iter([TimeoutError("away"), "KEY"])

    def fetch(name: str) -> str:
        answer: Any = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    keys = tiny("webhooks").cached_keys(fetch)
    with pytest.raises(TimeoutError, match="away"):
        keys("one")
    assert keys("one") == "KEY"
