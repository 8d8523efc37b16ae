"""Lint: what the values of the spec mean together.

Each module of this package has the `RULES` about one part of the spec. A rule looks at
one kind of node (its scope) and yields problems; it never changes anything. A finding can be accepted by
a suppression in the spec file, which names the rule, the exact pointer and the reason, and which becomes
an error itself once the finding is gone.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from codegen.lint._examples import ExampleEdit, Illustration, illustration, setting
from codegen.lint._node import Node, Problem, Rule, SuppressionUse
from codegen.lint._parts import LintPart, parts
from codegen.read.findings import Finding, Place
from codegen.read.load import LoadedSpec

Rows = Sequence[Sequence[str]]
"""What was found in a part: file, pointer, rule, message, advice and level of each finding."""

__all__ = [
    "ExampleEdit",
    "Illustration",
    "Node",
    "Problem",
    "Rows",
    "Rule",
    "illustration",
    "lint",
    "rules",
    "setting",
]


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, in the order of their ids."""
    names = (module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(sorted((rule for module in modules for rule in module.RULES), key=lambda rule: rule.id))


def lint(
    spec: LoadedSpec, earlier: Mapping[str, Rows] = MappingProxyType({}), now: dict[str, Rows] | None = None
) -> list[Finding]:
    """Return what every rule finds, less what is suppressed, plus suppressions that suppress nothing.

    `earlier` is what was found in parts before, by their digests; `now` is filled with the same of today.
    """
    noted = {} if now is None else now
    found = [finding for part in parts(spec) for finding in _found(part, earlier, noted)]
    found_at = {(finding.rule, finding.place) for finding in found}
    uses = list(_suppressions(spec, found_at))
    accepted = {use.value.suppressed for use in uses if use.value.allowed}
    kept = [finding for finding in found if (finding.rule, finding.place) not in accepted]
    return sorted(kept + [finding for use in uses for finding in _run(use)])


def _found(part: LintPart, earlier: Mapping[str, Rows], noted: dict[str, Rows]) -> list[Finding]:
    """Return what the rules find in a part; what was found in the same part before is still there."""
    if part.digest in earlier:
        noted[part.digest] = earlier[part.digest]
        return [_finding(row) for row in earlier[part.digest]]
    found = [finding for node in part.nodes() for finding in _run(node)]
    if part.digest and not any(finding.fix for finding in found):
        noted[part.digest] = [_row(finding) for finding in found]
    return found


def _row(finding: Finding) -> tuple[str, ...]:
    place = finding.place
    return place.file, place.pointer, finding.rule, finding.message, finding.advice, finding.level


def _finding(row: Sequence[str]) -> Finding:
    file, pointer, rule, message, advice, level = row
    return Finding(Place(file, pointer), rule, message, advice, "warning" if level == "warning" else "error")


def _run(node: Node) -> Iterator[Finding]:
    kind: Any = type(node.value)  # which mypy takes for nothing that can be cached by
    for rule in _looking_at(node.scope, kind):
        for problem in rule.check(node):
            place = problem.at or node.place.child(*problem.path)
            yield Finding(place, rule.id, problem.message, problem.advice, rule.level, fix=problem.fix)


@cache
def _looking_at(scope: str, kind: type) -> tuple[Rule, ...]:
    """Return the rules that look at this kind of node; it is asked for each of thousands."""
    return tuple(
        rule for rule in rules() if rule.scope == scope and (scope != "model" or issubclass(kind, rule.on))
    )


def _suppressions(spec: LoadedSpec, found_at: set[tuple[str, Place]]) -> Iterator[Node]:
    known = frozenset(rule.id for rule in rules())
    suppressible = frozenset(rule.id for rule in rules() if rule.suppressible)
    holders = [(file.suppressions, place, False) for file, place in spec.own]
    # What an overlay adds may do away with a finding that is still there without it.
    holders += [(item.suppressions, place, item.id in spec.added) for item, place in spec.providers]
    holders += [(texts.suppressions, place, False) for texts, place in (*spec.texts, *spec.translations)]
    for suppressions, place, may_be_used in holders:
        for index, suppression in enumerate(suppressions):
            here = place.child("suppressions", index)
            suppressed = (suppression.rule, Place(here.file, suppression.at))
            use = SuppressionUse(suppressed, may_be_used or suppressed in found_at, known, suppressible)
            yield Node("suppression", use, here, spec)
