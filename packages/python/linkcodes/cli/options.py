"""Options that several commands have, and how a shell completes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from linkcodes.cli import catalog
from linkcodes.cli.catalog import Filter
from linkcodes.cli.output import Format, fail
from linkcodes.cli.parameters import Argument, Option


def _providers(incomplete: str) -> list[str]:
    return _beginning(catalog.providers(), incomplete)


def _vocabularies(ctx: Any, incomplete: str) -> list[str]:
    # Without the provider: shells take the colon for the end of a word.
    ids = catalog.vocabularies(ctx.params.get("provider"))
    return _beginning(dict.fromkeys(id.partition(":")[2] for id in ids), incomplete)


def _categories(incomplete: str) -> Iterator[tuple[str, str]]:
    known = catalog.categories()
    return ((id, known[id]["summary"]) for id in _beginning(known, incomplete))


def codes(ctx: Any, incomplete: str) -> list[str]:
    """Return the codes that a word may become."""
    filter = Filter(ctx.params.get("provider"), ctx.params.get("vocabulary"))
    return _beginning(dict.fromkeys(entry.value for entry in catalog.wanted(filter)), incomplete)


def _beginning(values: Iterable[str], start: str) -> list[str]:
    return [value for value in values if value.casefold().startswith(start.casefold())]


def _choice(kind: str, known: Iterable[str], value: str | None) -> str | None:
    if value is not None and value not in known:
        raise fail(f"no {kind} is called {value!r}; choose from: {', '.join(known)}")
    return value


def _known_provider(value: str | None) -> str | None:
    return _choice("provider", catalog.providers(), value)


def _operations(incomplete: str) -> Iterator[tuple[str, str]]:
    known = catalog.operations()
    return ((id, known[id]["summary"]) for id in _beginning(known, incomplete))


def _known_operation(value: str | None) -> str | None:
    return _choice("operation", catalog.operations(), value)


def _known_category(value: str | None) -> str | None:
    return _choice("category", catalog.categories(), value)


Formats = Annotated[Format, Option("--format", "-f", help="How to write the answer.")]
ProviderArgument = Annotated[
    str,
    Argument("PROVIDER", help="Id of the provider.", complete=_providers, check=_known_provider),
]
Provider = Annotated[
    str | None,
    Option("--provider", "-p", help="Only this provider.", complete=_providers, check=_known_provider),
]
Vocabulary = Annotated[
    str | None,
    Option("--vocabulary", "-v", help="Only this vocabulary.", complete=_vocabularies),
]
Category = Annotated[
    str | None,
    Option("--category", "-c", help="Only this category.", complete=_categories, check=_known_category),
]
Operation = Annotated[
    str | None,
    Option(
        "--operation",
        help="What was being done, such as a refresh.",
        complete=_operations,
        check=_known_operation,
    ),
]


def checked(filter: Filter) -> Filter:
    """Return the filter if its vocabulary exists; else end the command."""
    ids = catalog.vocabularies(filter.provider)
    local = list(dict.fromkeys(id.partition(":")[2] for id in ids))
    if filter.vocabulary is None or filter.vocabulary in (*ids, *local):
        return filter
    similar = catalog.alike(filter.vocabulary, (*local, *ids)) or local[:5]
    raise fail(f"no vocabulary is called {filter.vocabulary!r}; look at: {', '.join(similar)}")
