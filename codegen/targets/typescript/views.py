"""What the templates of constants, guards and types show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from codegen.model.codes import Deprecated
from codegen.model.columns import AXES
from codegen.model.taxonomy import Taxonomy, Term
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedVocabulary
from codegen.text.naming import kebab
from codegen.text.typescript import fields, literal

_UNLISTED = "unknown"


class Doc(NamedTuple):
    """A TSDoc comment: lines of plain text, why and by which member it is replaced, and a link."""

    lines: tuple[str, ...]
    deprecated: str | None = None
    replaced_by: str | None = None
    see: str | None = None

    @property
    def is_line(self) -> bool:
        """Whether it fits on one line of its own."""
        return len(self.lines) == 1 and not self.deprecated and not self.see


class Member(NamedTuple):
    """A constant; `literal` is its value in TypeScript."""

    name: str
    literal: str
    doc: Doc


class VocabularyConstants(NamedTuple):
    """A vocabulary: the name of its type and module, and its members."""

    type_name: str
    module: str
    primitive: str
    doc: Doc
    members: tuple[Member, ...]


class AxisConstants(NamedTuple):
    """An axis of the taxonomy, as an object of constants."""

    type_name: str
    doc: Doc
    members: tuple[Member, ...]


class TaxonomyConstants(NamedTuple):
    """All axes, and the fields of the behavior of a value that is not listed."""

    axes: tuple[AxisConstants, ...]
    unlisted: tuple[str, ...]


def vocabulary_view(vocabulary: ResolvedVocabulary, provider: ResolvedProvider) -> VocabularyConstants:
    """Return the view of one vocabulary."""
    openness = (
        "Open: values that are not listed may come." if vocabulary.open else "Closed: the list is complete."
    )
    wire = f"On the wire: {vocabulary.wire}. {openness}"
    return VocabularyConstants(
        type_name=vocabulary.type_name,
        module=kebab(vocabulary.type_name),
        primitive="string" if vocabulary.value_type == "string" else "number",
        doc=Doc(paragraphs(vocabulary.summary, vocabulary.description, wire)),
        members=tuple(_member(code, provider) for code in vocabulary.codes),
    )


def _member(code: ResolvedCode, provider: ResolvedProvider) -> Member:
    meanings = (f"`{context.id}`: {context.summary}" for context in code.contexts)
    doc = Doc(
        lines=paragraphs(code.summary, code.description, *meanings),
        deprecated=_deprecation(code.deprecated) if code.deprecated else None,
        replaced_by=code.deprecated.replaced_by if code.deprecated else None,
        see=provider.source(code.evidence[0].source).url if code.evidence else None,
    )
    return Member(code.name, literal(code.value), doc)


def _deprecation(deprecated: Deprecated) -> str:
    since = f" since {deprecated.since}" if deprecated.since else ""
    kept = ", ".join(f"`{platform}`" for platform in deprecated.except_platforms)
    sentences = (
        f"{deprecated.reason.capitalize()}{since}.",
        deprecated.note,
        kept and f"Still in use on {kept}.",
    )
    return " ".join(sentence for sentence in sentences if sentence).replace("\n", " ")


def taxonomy_view(taxonomy: Taxonomy) -> TaxonomyConstants:
    """Return the view of the taxonomy; raise ValueError if it has no category for unlisted values."""
    axes = tuple(
        AxisConstants(axis.type_name, Doc((axis.summary,)), _terms(getattr(taxonomy, axis.terms)))
        for axis in AXES
    )
    if all(category.id != _UNLISTED for category in taxonomy.categories):
        raise ValueError(
            f"the taxonomy lacks the category `{_UNLISTED}`, which values that are not listed get"
        )
    return TaxonomyConstants(axes, fields({"category": _UNLISTED, **dict(taxonomy.unlisted)}))


def _terms(terms: Sequence[Term]) -> tuple[Member, ...]:
    return tuple(Member(term.id.upper(), literal(term.id), Doc((term.summary,))) for term in terms)


def paragraphs(*texts: str | None) -> tuple[str, ...]:
    """Return the lines of a comment that contains these texts, with an empty line between two."""
    blocks = [text.strip().split("\n") for text in texts if text]
    lines = [line.strip() for block in blocks for line in ("", *block)]
    return tuple(lines[1:])
