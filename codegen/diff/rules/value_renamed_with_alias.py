"""Rule `value-renamed-with-alias`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes that are now deprecated in favor of a code that is new."""
    for _, changes in sides.codes_of:
        added = {code["name"] for code in changes.added}
        for code in changes.changed:
            now = (code.new.get("deprecated") or {}).get("replaced_by")
            if now in added and not code.old.get("deprecated"):
                yield SpecChange(code.id, f"{code.old['name']} is an alias of {now}", code.old["name"], now)


RULE = ChangeRule(
    "value-renamed-with-alias",
    "A code has a new name and value; the old one remains as a deprecated alias.",
    "Nothing breaks: both are known, and the old one says what replaces it.",
    Levels(python="minor", typescript="minor", models="minor", data="minor", answer="minor"),
    check,
)
