"""View of the page of the taxonomy: the words in which codes are described, and the rules between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from codegen.model.columns import ALL_AXES, Axis
from codegen.model.taxonomy import Action, Category, HttpFallback, Invariant, RetryPolicy
from codegen.views.book import CONFIDENCES, TAXONOMY_PAGE, Book, Head, TermLink
from codegen.views.labels import label


class TermLine(NamedTuple):
    """A word of the taxonomy on its own page."""

    anchor: str
    label: str
    id: str
    summary: str
    instruction: str | None
    """What a support agent tells whoever takes an action."""


class AxisSection(NamedTuple):
    """One axis of the taxonomy."""

    key: str
    title: str
    lead: str
    terms: tuple[TermLine, ...]


class TaxonomyPage(NamedTuple):
    """The page of the taxonomy."""

    head: Head
    axes: tuple[AxisSection, ...]
    invariants: tuple[tuple[str, str, str], ...]
    """(rule, when, then)."""
    fallbacks: tuple[tuple[str, TermLink], ...]
    """(HTTP statuses, the category of a code that is not listed)."""
    policy: RetryPolicy
    after_next_runs: TermLink | None
    at_risk: tuple[TermLink, ...]
    """Categories in which each further attempt may lock the account."""
    uncertain: tuple[TermLink, ...]
    """Categories that leave it open whether the operation was done."""


def taxonomy_view(book: Book) -> TaxonomyPage:
    """Return the page of the taxonomy."""
    confidences = AxisSection(
        key="confidence",
        title="Certainty",
        lead="How sure a statement, or the classification of a code, is.",
        terms=tuple(
            TermLine(f"confidence-{key}", text, key, summary, None)
            for key, (text, summary) in CONFIDENCES.items()
        ),
    )
    axes = (*(_axis(book, axis) for axis in ALL_AXES), confidences)
    description = "The words in which every code is classified, and the rules between them."
    head = Head("Taxonomy", description, hide=("navigation",))
    taxonomy = book.spec.taxonomy
    then = taxonomy.retry_policy.next_run_then
    return TaxonomyPage(
        head=head,
        axes=axes,
        invariants=tuple(_rule(invariant) for invariant in taxonomy.invariants),
        fallbacks=tuple(
            (_statuses(item), book.term(TAXONOMY_PAGE, "situation", item.situation))
            for item in taxonomy.http_fallbacks
        ),
        policy=taxonomy.retry_policy,
        after_next_runs=book.term(TAXONOMY_PAGE, "action", then) if then else None,
        at_risk=_categories(book, lambda category: category.lockout_risk),
        uncertain=_categories(book, lambda category: category.outcome_uncertain),
    )


def _statuses(fallback: HttpFallback) -> str:
    return str(fallback.first) if fallback.first == fallback.last else f"{fallback.first} to {fallback.last}"


def _categories(book: Book, chosen: Callable[[Category], bool]) -> tuple[TermLink, ...]:
    found = (category.id for category in book.spec.taxonomy.categories if chosen(category))
    return tuple(book.term(TAXONOMY_PAGE, "category", id) for id in found)


def _axis(book: Book, axis: Axis) -> AxisSection:
    terms = getattr(book.spec.taxonomy, axis.terms)
    lines = tuple(
        TermLine(
            anchor=f"{axis.column}-{term.id}",
            label=label(term.id),
            id=term.id,
            summary=term.summary,
            instruction=term.instruction if isinstance(term, Action) else None,
        )
        for term in terms
    )
    return AxisSection(axis.column, axis.title, axis.summary, lines)


def _rule(invariant: Invariant) -> tuple[str, str, str]:
    when = " and ".join(_conditions(invariant.when, "is")) or "always"
    then = [*_conditions(invariant.require, "is"), *_conditions(invariant.forbid, "is not")]
    return invariant.summary, when, " and ".join(then)


def _conditions(wanted: Mapping[str, tuple[bool | str, ...]], verb: str) -> Iterator[str]:
    for field, values in wanted.items():
        texts = [str(value).lower() if isinstance(value, bool) else value for value in values]
        yield f"`{field}` {verb} {' or '.join(f'`{text}`' for text in texts)}"
