"""Lint: what the values of the spec mean together.

Each rule is a module of this package: its id is the file's name, and it defines `RULE`. A rule looks at
one kind of node (its scope) and yields problems; it never changes anything. A finding can be accepted by
a suppression in the spec file, which names the rule, the exact pointer and the reason, and which becomes
an error itself once the finding is gone.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

from codegen.lint._examples import ExampleEdit, Illustration, illustration, setting
from codegen.lint._node import Node, Problem, Rule, SuppressionUse
from codegen.lint._parts import Part, parts
from codegen.read.findings import Finding, Place
from codegen.read.load import LoadedSpec

Known = MutableMapping[str, Sequence[Sequence[Any]]]
"""What was found in a part, by its digest: file, pointer and the rest of each finding."""

__all__ = [
    "ExampleEdit",
    "Illustration",
    "Known",
    "Node",
    "Problem",
    "Rule",
    "illustration",
    "lint",
    "rules",
    "setting",
]


def rules() -> list[Rule]:
    """Return all rules, in the order of their ids."""
    names = sorted(
        module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
    )
    return [importlib.import_module(f"{__name__}.{name}").RULE for name in names]


def lint(spec: LoadedSpec, known: Known | None = None) -> list[Finding]:
    """Return what every rule finds, less what is suppressed, plus suppressions that suppress nothing.

    `known` is what was found earlier, by the digest of a part; what is found now is added to it.
    """
    run = _Runner(rules())
    found = [finding for part in parts(spec) for finding in _found(part, run, {} if known is None else known)]
    found_at = {(finding.rule, finding.place) for finding in found}
    uses = list(_suppressions(spec, found_at))
    accepted = {use.value.suppressed for use in uses if use.value.allowed}
    kept = [finding for finding in found if (finding.rule, finding.place) not in accepted]
    return sorted(kept + [finding for use in uses for finding in run(use)])


def _found(part: Part, run: _Runner, known: Known) -> list[Finding]:
    """Return what the rules find in a part; what was found in the same part before is still there."""
    if part.digest in known:
        return [Finding(Place(file, pointer), *rest) for file, pointer, *rest in known[part.digest]]
    found = [finding for node in part.nodes() for finding in run(node)]
    if part.digest and not any(finding.fix for finding in found):
        known[part.digest] = [
            (item.place.file, item.place.pointer, item.rule, item.message, item.advice, item.level)
            for item in found
        ]
    return found


class _Runner:
    """Runs the rules that look at a node; which ones is worked out once for each kind of node."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = rules
        self._chosen: dict[tuple[str, type], list[Rule]] = {}

    def __call__(self, node: Node) -> Iterator[Finding]:
        kind = node.scope, type(node.value)
        if kind not in self._chosen:
            self._chosen[kind] = [rule for rule in self._rules if _looks_at(rule, *kind)]
        for rule in self._chosen[kind]:
            for problem in rule.check(node):
                place = node.place.child(*problem.path)
                yield Finding(place, rule.id, problem.message, problem.advice, rule.level, fix=problem.fix)


def _looks_at(rule: Rule, scope: str, kind: type) -> bool:
    return rule.scope == scope and (scope != "model" or issubclass(kind, rule.on))


def _suppressions(spec: LoadedSpec, found_at: set[tuple[str, Place]]) -> Iterator[Node]:
    known = frozenset(rule.id for rule in rules())
    suppressible = frozenset(rule.id for rule in rules() if rule.suppressible)
    holders = [(file.suppressions, place) for file, place in spec.own]
    holders += [(provider.suppressions, place) for provider, place in spec.providers]
    holders += [(texts.suppressions, place) for texts, place in (*spec.texts, *spec.translations)]
    for suppressions, place in holders:
        for index, suppression in enumerate(suppressions):
            here = place.child("suppressions", index)
            suppressed = (suppression.rule, Place(here.file, suppression.at))
            use = SuppressionUse(suppressed, suppressed in found_at, known, suppressible)
            yield Node("suppression", use, here, spec)
