"""`linkcodes search WORDS`: finds codes by their values and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Annotated, Any

from linkcodes.cli import blocks, catalog, options
from linkcodes.cli.blocks import literal
from linkcodes.cli.catalog import CatalogEntry, Filter
from linkcodes.cli.output import NOTHING, Format, emit
from linkcodes.cli.parameters import Argument, Option
from linkcodes.cli.table import code_record

Words = Annotated[list[str], Argument("WORDS...", help="All of them must occur; case does not matter.")]
Limit = Annotated[int, Option("--limit", "-n", least=1, help="How many codes to show at most.")]


def search(
    words: Words,
    provider: options.Provider = None,
    category: options.Category = None,
    limit: Limit = 20,
    format: options.Formats = Format.HUMAN,
) -> None:
    """Find codes by their values and texts.

    All words must occur in value, name, summary, description, causes, fixes, wire messages, category or kind
    of challenge. Codes with the words in the value come first, then in the name, in the summary, in the rest.
    Exit code 0: some were found; 1: none.

    JSON: `{words, total, codes: [{id, vocabulary, name, value, category, actor, actions,
    retry, unattended_retry, phase, summary, page}]}`.
    """
    found = ranked([word.casefold() for word in words], catalog.wanted(Filter(provider, None, category)))
    shown = found[:limit]
    record = {"words": words, "total": len(found), "codes": [code_record(entry) for entry in shown]}
    emit(format, record, _parts(shown, len(found)))
    if not found:
        raise SystemExit(NOTHING)


def ranked(words: list[str], entries: Iterable[CatalogEntry]) -> list[CatalogEntry]:
    """Return the entries that contain all words, those first that have them where it counts most."""
    ranks = [(rank, entry) for entry in entries if (rank := _rank(words, entry))]
    return [entry for _, entry in sorted(ranks, key=itemgetter(0))]


def _rank(words: list[str], entry: CatalogEntry) -> int:
    """Return the first place by which all words have occurred, counted from 1; 0 where one never does."""
    seen = ""
    for rank, text in enumerate(_places(entry), 1):
        seen += "\n" + text.casefold()
        if all(word in seen for word in words):
            return rank
    return 0


def _places(entry: CatalogEntry) -> Iterator[str]:
    record = entry.record
    yield entry.value
    yield record["name"]
    yield record["summary"]
    yield "\n".join(_texts(record))


def _texts(record: Mapping[str, Any]) -> Iterator[str]:
    yield record.get("description", "")
    yield from (record.get(key) or "" for key in ("category", "challenge"))
    for key in ("causes", "fixes"):
        yield from record.get(key, ())
    yield from (message["text"] for message in record.get("wire_messages", ()))
    for context in record.get("contexts", ()):
        yield context["summary"]
        yield from _texts(context)


def _parts(shown: list[CatalogEntry], total: int) -> Iterator[blocks.Block]:
    if not shown:
        yield blocks.Paragraph(
            "Nothing contains all of these words. Try fewer, or only the beginning of a word."
        )
        return
    rows = [(literal(entry.value), entry.vocabulary, entry.record["summary"]) for entry in shown]
    yield blocks.DataTable(("Code", "Where", "Summary"), rows)
    if total > len(shown):
        yield blocks.Paragraph(
            f"{len(shown)} of {total}; more words or --limit {total} show the others.", faint=True
        )
