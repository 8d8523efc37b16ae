"""What rules look at, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple, get_origin

from codegen.model.base import Model
from codegen.model.codes import Code, Vocabulary
from codegen.model.files import ProviderFile, TextsFile, TranslationsFile
from codegen.read.findings import Fix, Level, Place
from codegen.read.load import LoadedSpec

Scope = Literal[
    "spec",
    "model",
    "provider",
    "vocabulary",
    "code",
    "plans",
    "texts",
    "shown",
    "translations",
    "suppression",
]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the spec, where it is and what it belongs to.

    Scopes: `spec` is the whole loaded spec, once; `model` is every model object of every file;
    `provider`, `vocabulary`, `code`, `texts` and `translations` are the objects of that type; `plans` is
    the decisions beside what they decide by alone; `shown` is the texts of the first language beside all
    codes that they are for; `suppression` comes last, when it is known what the other rules found.
    """

    scope: Scope
    value: Any
    place: Place
    spec: LoadedSpec
    provider: ProviderFile | None = None
    vocabulary: Vocabulary | None = None


class SuppressionUse(NamedTuple):
    """What a suppression names, whether that rule found something there, and which rules there are."""

    suppressed: tuple[str, Place]
    used: bool
    known: frozenset[str]
    """The ids of all rules."""
    suppressible: frozenset[str]

    @property
    def allowed(self) -> bool:
        """Whether the rule may be suppressed."""
        return self.suppressed[0] in self.suppressible


class Problem(NamedTuple):
    """What a rule says about a node: the steps from the node to the place, the fault and the advice.

    A fix is for what has one right answer.
    """

    path: tuple[str | int, ...]
    message: str
    advice: str
    fix: Fix | None = None
    at: Place | None = None
    """The place, where that is not below the node."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check. `summary` says in one sentence what must be true.

    Only findings that no output depends on can be suppressed. `why` and `advice` are on the rule's page of
    the site, beside its example: a reader of a finding wants the reason first.
    """

    id: str
    summary: str
    scope: Scope
    check: Callable[[Node], Iterable[Problem]]
    on: tuple[type[Model], ...] = field(default=(Model,), kw_only=True)
    """The models that a rule of scope `model` looks at."""
    level: Level = "error"
    suppressible: bool = False
    why: str = field(kw_only=True)
    """What goes wrong where it is not true."""
    advice: str = field(kw_only=True)
    """What to do about a finding, in general; each finding says it for its own place."""


def is_third_party(node: Node, source_id: str) -> bool:
    """Say whether a source of the node's provider is not the provider's own word."""
    source = node.provider.sources_by_id.get(source_id) if node.provider else None
    kinds = node.spec.root.taxonomy.source_kinds
    return source is not None and not any(kind.id == source.kind and kind.first_party for kind in kinds)


def inherited(node: Node, *columns: str) -> bool:
    """Say whether these columns of a behavior, and its first action, are its situation's.

    A finding about them belongs there.
    """
    situation = node.spec.root.taxonomy.situation(getattr(node.value, "situation", None))
    if situation is None:
        return False
    same = all(getattr(situation, name) == getattr(node.value, name) for name in columns)
    return same and situation.actions[0] == node.value.actions[0]


class Setting(NamedTuple):
    """What a node belongs to."""

    spec: LoadedSpec
    provider: ProviderFile | None = None
    vocabulary: Vocabulary | None = None


def models(value: Any, place: Place, owner: Setting) -> list[Node]:
    """Return the models below a value, parents first."""
    found: list[Node] = []
    if isinstance(value, Model):
        kind = type(value)
        if isinstance(value, Vocabulary):
            owner = owner._replace(vocabulary=value)
        scopes: tuple[Scope, ...] = ("model", _SCOPES[kind]) if kind in _SCOPES else ("model",)
        found += [Node(scope, value, place, *owner) for scope in scopes]
        for name in parts_of(kind):
            if below := getattr(value, name):
                found += models(below, place.child(name), owner)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            found += models(item, place.child(index), owner)
    return found


@cache
def parts_of(model: type[Model]) -> tuple[str, ...]:
    """Return the fields of a model that contain other models."""
    return _fields(model, _is_model)


@cache
def texts_of(model: type[Model]) -> tuple[str, ...]:
    """Return the fields of a model that may contain texts of their own: not numbers, and not choices."""
    return _fields(model, lambda kind: kind in (str, Any))


@cache
def lists_of(model: type[Model]) -> tuple[str, ...]:
    """Return the fields of a model that may be lists."""
    return _fields(model, lambda kind: get_origin(kind) is tuple)


def _fields(model: type[Model], is_meant: Callable[[Any], bool]) -> tuple[str, ...]:
    """Return the fields whose annotation is meant, or has a part that is."""

    def has(annotation: Any) -> bool:
        return is_meant(annotation) or any(map(has, getattr(annotation, "__args__", ())))

    return tuple(name for name, field in model.model_fields.items() if has(field.annotation))


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


_SCOPES: dict[type[Model], Scope] = {
    ProviderFile: "provider",
    Vocabulary: "vocabulary",
    Code: "code",
    TextsFile: "texts",
    TranslationsFile: "translations",
}
