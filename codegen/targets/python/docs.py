"""The docstrings of modules, classes and members."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.model.codes import Behavior, Context, Deprecated, Evidence
from codegen.model.taxonomy import Term
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedVocabulary
from codegen.text.docstrings import paragraphs

_OPEN = "Open: the provider may send values that are not listed here; `parse` keeps them."
_CLOSED = "Closed: the provider documents this list as complete; `parse` still accepts anything."


def provider(provider: ResolvedProvider) -> str:
    """Return the docstring of a provider's module."""
    return paragraphs(
        f"{provider.name}: {provider.summary}", provider.description, f"See {provider.homepage}"
    )


def vocabulary(vocabulary: ResolvedVocabulary, provider: ResolvedProvider) -> str:
    """Return the docstring of a vocabulary's class."""
    absent = vocabulary.absent
    return paragraphs(
        vocabulary.summary,
        vocabulary.description,
        f"On the wire: {vocabulary.wire}.",
        _OPEN if vocabulary.open else _CLOSED,
        f"Where there is none: {absent.summary} {_behavior(absent.behavior)}" if absent else None,
        *(f"Note: {flag.note}" for flag in vocabulary.flags),
        _sources(vocabulary.evidence, provider),
    )


def code(code: ResolvedCode, provider: ResolvedProvider) -> str:
    """Return the docstring of a code's member."""
    return paragraphs(
        code.summary,
        code.description,
        _behavior(code.behavior) if code.behavior else None,
        *(_context(context) for context in code.contexts),
        f"Deprecated: {why_deprecated(code.deprecated)}" if code.deprecated else None,
        *(f"Note: {flag.note}" for flag in code.flags),
        _sources(code.evidence, provider),
    )


def term(term: Term) -> str:
    """Return the docstring of a term."""
    return paragraphs(term.summary)


def _behavior(behavior: Behavior) -> str:
    """Say who acts, how, and when another attempt makes sense."""
    unattended = ", also by a server alone" if behavior.unattended_retry else ""
    return (
        f"Category `{behavior.category}`. Who acts: `{behavior.actor}` ({_listed(behavior.actions)}). "
        f"Retry: `{behavior.retry}`{unattended}."
    )


def _context(context: Context) -> str:
    return f"`{context.id}`: {context.summary} Sign: {context.recognize} {_behavior(context.behavior)}"


def why_deprecated(deprecated: Deprecated) -> str:
    """Say why not to use a member any longer and what to use instead: in its docstring and in the warning."""
    since = f" since {deprecated.since}" if deprecated.since else ""
    instead = f"; use `{deprecated.replaced_by}`" if deprecated.replaced_by else ""
    platforms = f" Not so on {_listed(deprecated.except_platforms)}." if deprecated.except_platforms else ""
    note = f" {deprecated.note}" if deprecated.note else ""
    return f"{deprecated.reason}{since}{instead}.{platforms}{note}"


def _sources(evidence: Iterable[Evidence], provider: ResolvedProvider) -> str:
    sources = [provider.source(id) for id in dict.fromkeys(item.source for item in evidence)]
    lines = [f"{item.title}, {item.url} ({item.retrieved})" for item in sources]
    if len(lines) > 1:
        return "\n- ".join(["Sources:", *lines])
    return f"Source: {lines[0]}" if lines else ""


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(f"`{item}`" for item in ids)
