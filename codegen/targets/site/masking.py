"""View of the tables of the guide "Mask secrets": what is masked for its name or shape, and what stays."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.model.redaction import LabelRule, ShapeRule
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.site.decides import PageTable

MASKING_PIECES = "pieces/guides/mask-secrets.md"
_EXAMPLES = 6
"""Names of a label that are shown in each language."""


def masking_tables(spec: ResolvedSpec) -> tuple[PageTable, ...]:
    """Return every table of the guide."""
    found = spec.redaction
    labels = tuple(_label(rule) for rule in found.labels)
    shapes = tuple(_shape(rule) for rule in found.shapes if not rule.countries)
    stays = tuple((item.what, item.why, f"`{item.examples[0]}`") for item in found.stays)
    return (
        PageTable("labels", ("what", "left of it", "names, among others"), labels),
        PageTable("shapes", ("what", "left of it", "example"), shapes),
        PageTable("countries", ("country", "number", "left of it", "example"), _countries(found.shapes)),
        PageTable("stays", ("what", "why", "example"), stays),
    )


def _countries(shapes: Iterable[ShapeRule]) -> tuple[tuple[str, ...], ...]:
    """Return a row for each number that a country gives to people, by country."""
    rows = [(code, *_shape(rule)) for rule in shapes if rule.countries for code in rule.countries.split()]
    return tuple(sorted(rows))


def _label(rule: LabelRule) -> tuple[str, ...]:
    names = [name for words in rule.words.values() for name in words.split()[:_EXAMPLES]]
    left = "the last four characters" if rule.shows == "last_four" else "nothing"
    return rule.summary, left if rule.masks else "all", ", ".join(f"`{name}`" for name in names)


def _shape(rule: ShapeRule) -> tuple[str, ...]:
    left = "the last four characters" if rule.shows == "last_four" else "nothing"
    example = " ".join(rule.example.split())
    return rule.summary, left, f"`{example}`"
