"""What the templates show: names, bases and docstrings, all ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from codegen.model.columns import ALL_AXES
from codegen.model.taxonomy import Taxonomy, Term
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.python import docs
from codegen.text.escape import py_str
from codegen.text.naming import snake
from codegen.views import decisions
from codegen.views.provenance import header

LINE = 110
"""Characters on a line of the package, as `ruff format` counts them in this project."""


class IndexView(NamedTuple):
    """`_index.py`."""

    header: str
    version: str
    type_names: dict[str, str]
    """Type name by vocabulary id."""


class MemberView(NamedTuple):
    """One member of an enumeration."""

    name: str
    value: str | int
    is_string: bool
    on_own_line: bool
    """Whether the value is on a line of its own, in parentheses, because the line would be too long."""
    doc: str


class ClassView(NamedTuple):
    """One vocabulary."""

    name: str
    module: str
    """The module of the provider's package that it is in."""
    base: str
    id: str
    doc: str
    members: tuple[MemberView, ...]
    deprecated: dict[str, str]
    """Why not to use a member any longer, by its name."""

    @property
    def on_own_line(self) -> bool:
        """Whether what it is made of is on a line of its own, because the line would be too long."""
        return len(f'class {self.name}({self.base}, vocabulary="{self.id}"):') > LINE


class PackageView(NamedTuple):
    """The package of one provider."""

    id: str
    header: str
    doc: str
    classes: tuple[ClassView, ...]


class TermView(NamedTuple):
    """One term of an axis of the taxonomy."""

    name: str
    value: str
    summary: str
    doc: str


class AxisEnum(NamedTuple):
    """One axis of the taxonomy."""

    id: str
    type_name: str
    doc: str
    terms: tuple[TermView, ...]


class TaxonomyModule(NamedTuple):
    """`taxonomy.py`."""

    header: str
    axes: tuple[AxisEnum, ...]


_RULES = {"invariants", "http_fallbacks", "retry_policy", "unlisted"}
"""Parts of the taxonomy that are no axes."""
_CONFIDENCES = {
    "HIGH": ("H", "The source states it."),
    "MEDIUM": ("M", "It follows from name and text."),
    "LOW": ("L", "The source is silent or contradictory; a person decided."),
}


def index(spec: ResolvedSpec) -> IndexView:
    """Return what `_index.py` shows."""
    type_names = {item.id: item.type_name for item in spec.vocabularies.values()}
    return IndexView(header(spec.places("vocabularies")), spec.spec_version, type_names)


def taxonomy(spec: ResolvedSpec) -> TaxonomyModule:
    """Return what `taxonomy.py` shows."""
    return TaxonomyModule(header([spec.root]), axes(spec.taxonomy))


def words(spec: ResolvedSpec) -> tuple[AxisEnum, ...]:
    """Return what `runtime_terms.py` shows: the words of each kind."""
    found = decisions.words(spec)
    return tuple(_axis(kind.key, found[kind.key], kind.type_name, kind.summary) for kind in decisions.KINDS)


def axes(taxonomy: Taxonomy) -> tuple[AxisEnum, ...]:
    """Return every axis under its public name; the confidences, which the model itself knows, come last."""
    unnamed = set(type(taxonomy).model_fields) - _RULES ^ {axis.terms for axis in ALL_AXES}
    if unnamed:
        raise ValueError(f"the taxonomy's axes and their Python names differ: {sorted(unnamed)}")
    if all(category.id != "unknown" for category in taxonomy.categories):
        raise ValueError("the taxonomy lacks the category `unknown`, which unlisted codes get")
    named = (
        _axis(axis.terms, getattr(taxonomy, axis.terms), axis.type_name, axis.summary) for axis in ALL_AXES
    )
    confidences = (TermView(name, value, text, text) for name, (value, text) in _CONFIDENCES.items())
    return (*named, AxisEnum("confidences", "Confidence", "How sure a statement is.", tuple(confidences)))


def provider(provider: ResolvedProvider) -> PackageView:
    """Return what the package of a provider shows."""
    classes = tuple(_class(item, provider) for item in provider.vocabularies)
    return PackageView(provider.id, header(provider.places("vocabularies")), docs.provider(provider), classes)


def _axis(id: str, terms: Iterable[Term], type_name: str, summary: str) -> AxisEnum:
    members = (TermView(term.id.upper(), term.id, term.summary, docs.term(term)) for term in terms)
    return AxisEnum(id, type_name, summary, tuple(members))


def _class(vocabulary: ResolvedVocabulary, provider: ResolvedProvider) -> ClassView:
    base = "StringVocabulary" if vocabulary.value_type == "string" else "IntegerVocabulary"
    doc = docs.vocabulary(vocabulary, provider)
    members = tuple(_member(code, provider) for code in vocabulary.codes)
    # An underscore, so that no type's name can be a word that Python refuses as the name of a module.
    module = f"_{snake(vocabulary.type_name)}"
    deprecated = {
        code.name: " ".join(docs.why_deprecated(code.deprecated).split())
        for code in vocabulary.codes
        if code.deprecated
    }
    return ClassView(vocabulary.type_name, module, base, vocabulary.id, doc, members, deprecated)


def _member(code: ResolvedCode, provider: ResolvedProvider) -> MemberView:
    is_string = isinstance(code.value, str)
    literal = py_str(str(code.value))
    too_long = len(f"    {code.name} = {literal}") > LINE >= len(f"        {literal}")
    return MemberView(code.name, code.value, is_string, is_string and too_long, docs.code(code, provider))
