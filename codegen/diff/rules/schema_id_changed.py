"""Rule `schema-id-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find identifiers that are gone, but for those of payloads that are gone themselves."""
    old, new = sides.old.schema_ids, sides.new.schema_ids
    gone = {f"urn:linkcodes:{id}" for id in sides.payloads.removed}
    for id in sorted(set(old or ()) - set(new or ())) if old and new else ():
        if id.removesuffix(":strict") not in gone:
            yield SpecChange(id, "no schema has this identifier any more", id, None)


RULE = ChangeRule(
    "schema-id-changed",
    "The identifier of a schema changed, or the schema was removed.",
    "What names it, such as a `$ref` of your own, finds nothing.",
    Levels(strict="major", tolerant="major"),
    check,
)
