"""`linkcodes search WORDS`: finds codes by what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from linkcodes.cli import blocks, meaning, options
from linkcodes.cli.catalog import CatalogEntry, Filter
from linkcodes.cli.masked import masked
from linkcodes.cli.output import NOTHING, Format, emit
from linkcodes.cli.parameters import Argument, Option
from linkcodes.cli.table import code_record, fitting_table

Words = Annotated[list[str], Argument("WORDS...", help="What happened, in your own words.")]
Limit = Annotated[int, Option("--limit", "-n", least=1, help="How many codes to show at most.")]


def search(
    words: Words,
    provider: options.Provider = None,
    category: options.Category = None,
    limit: Limit = 20,
    format: options.Formats = Format.HUMAN,
) -> None:
    """Find codes by what they mean, in your own words.

    Looks at values, names, summaries, messages, HTTP statuses, causes, fixes and descriptions, and knows
    other words for the same, in several languages: "2fa" finds what says "one-time code". Spelling mistakes
    and beginnings of words do. Codes with the words in their value come before those with them in a text.

    Exit code 0: some were found; 1: none.

    JSON: `{words, total, codes: [{id, vocabulary, name, value, category, actor, actions,
    retry, unattended_retry, phase, summary, page}]}`.
    """
    found = meaning.found(" ".join(words), Filter(provider, None, category))
    shown = found[:limit]
    record = {"words": _shown(words), "total": len(found), "codes": [code_record(entry) for entry in shown]}
    emit(format, record, _parts(shown, len(found)))
    if not found:
        raise SystemExit(NOTHING)


def _shown(words: list[str]) -> list[str]:
    """Return the words without secrets: what a word is, the one before it may say."""
    text = " ".join(words)
    shown: str = masked(text)
    return words if shown == text else shown.split(" ")


def _parts(shown: list[CatalogEntry], total: int) -> Iterator[blocks.Block]:
    if not shown:
        yield blocks.Paragraph("Nothing that is listed has to do with these words. Try fewer, or others.")
        return
    yield fitting_table(shown)
    if total > len(shown):
        yield blocks.Paragraph(
            f"{len(shown)} of {total}; more words or --limit {total} show the others.", faint=True
        )
