"""Rule `waits-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find meanings whose waits differ in what does not limit attempts."""
    for pair in sides.meanings_that_differ("wait"):
        old, new = ((side.get("wait") or {}) for side in (pair.old, pair.new))
        keys = [key for key in ("poll_s", "deadline_s", "until", "then") if old.get(key) != new.get(key)]
        if keys:
            told = ", ".join(f"{key} {shown(old.get(key))} became {shown(new.get(key))}" for key in keys)
            yield SpecChange(
                pair.id, told, {key: old.get(key) for key in keys}, {key: new.get(key) for key in keys}
            )


RULE = ChangeRule(
    "waits-changed",
    "A wait changed: its delay, its limit, the event that ends it or what follows.",
    (
        "Programs that wait by it look at other times. Waits that let more be tried again are `retry- "
        "loosened`."
    ),
    Levels(data="minor", answer="minor"),
    check,
    review=True,
)
