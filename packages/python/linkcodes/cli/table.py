"""`linkcodes table PROVIDER`: all codes of a provider."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linkcodes.cli import blocks, catalog, options
from linkcodes.cli.blocks import label, literal
from linkcodes.cli.catalog import CatalogEntry, Filter
from linkcodes.cli.output import NOTHING, Format, emit

_FACTS = (
    "value",
    "category",
    "actor",
    "actions",
    "retry",
    "unattended_retry",
    "phase",
    "summary",
)


def table(
    provider: options.ProviderArgument,
    vocabulary: options.Vocabulary = None,
    category: options.Category = None,
    format: options.Formats = Format.HUMAN,
) -> None:
    """List the codes of a provider.

    Exit code 0: there are some; 1: none is left.

    JSON: `[{id, vocabulary, name, value, category, actor,
    actions, retry, unattended_retry, phase, summary, page}]`.
    """
    found = catalog.wanted(options.checked(Filter(provider, vocabulary, category)))
    emit(format, [code_record(entry) for entry in found], _parts(found))
    if not found:
        raise SystemExit(NOTHING)


def code_record(entry: CatalogEntry) -> dict[str, Any]:
    """Return a code as JSON lists it; what is no outcome has null for all that an outcome has."""
    facts = {key: entry.record.get(key) for key in _FACTS}
    return {"id": entry.id, "vocabulary": entry.vocabulary, "name": entry.name, **facts, "page": entry.page}


def fitting_table(found: Iterable[CatalogEntry]) -> blocks.DataTable:
    """Return a table of codes that were looked for."""
    rows = [(literal(entry.value), entry.vocabulary, entry.record["summary"]) for entry in found]
    return blocks.DataTable(("Code", "Where", "Summary"), rows)


def _parts(found: list[CatalogEntry]) -> Iterable[blocks.Block]:
    if not found:
        yield blocks.Paragraph("No code fits.")
    for vocabulary in dict.fromkeys(entry.vocabulary for entry in found):
        yield blocks.Heading(vocabulary)
        rows = [_row(entry) for entry in found if entry.vocabulary == vocabulary]
        yield blocks.DataTable(("Code", "What happened", "Who acts", "Summary"), rows)


def _row(entry: CatalogEntry) -> tuple[str, str, str, str]:
    category, actor = (label(entry.record.get(axis) or "–") for axis in ("category", "actor"))
    return literal(entry.value), category, actor, entry.record["summary"]
