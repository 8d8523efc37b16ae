"""Views of the pages of lint rules: what must be true, why, how to fix it, and an example of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from codegen.lint import ExampleEdit, Rule, illustration, rules
from codegen.read.findings import Place
from codegen.targets.site.payloads import as_json
from codegen.views.book import Head, Link, href
from codegen.views.labels import label, unmarked

RULES_PAGE = "rules/index"
_END = "/-"
"""What a pointer to a new item of a list ends in."""


class RuleLine(NamedTuple):
    """A rule in the list of all."""

    link: Link
    level: str
    summary: str


class RulesPage(NamedTuple):
    """The page that lists all rules."""

    head: Head
    lines: tuple[RuleLine, ...]


class ChangeView(NamedTuple):
    """Something else that the example changes; no JSON where it is removed."""

    where: str
    json: str


class RuleView(NamedTuple):
    """A rule's page."""

    head: Head
    id: str
    summary: str
    level: str
    suppressible: bool
    why: str
    advice: str
    file: str
    at: str
    appended: bool
    """Whether it is added to the list at that place."""
    bad: str
    good: str
    more: tuple[ChangeView, ...]


def rule_page(rule: Rule) -> str:
    """Return the path of a rule's page, without suffix."""
    return f"rules/{rule.id}"


def rule_places(rule: Rule) -> tuple[Place, ...]:
    """Return the files that a rule's page is made from."""
    module = rule.check.__module__.replace(".", "/")
    return Place(f"{module}.py"), Place(f"{module.replace('lint/', 'lint/examples/')}.json")


def rules_view() -> RulesPage:
    """Return the page that lists all rules."""
    lines = (
        RuleLine(Link(rule.id, href(RULES_PAGE, rule_page(rule))), label(rule.level), rule.summary)
        for rule in rules()
    )
    return RulesPage(Head("Lint rules", "What every entry of the spec must keep to, and why."), tuple(lines))


def rule_view(rule: Rule) -> RuleView:
    """Return a rule's page."""
    example = illustration(rule.id)
    return RuleView(
        head=Head(f"{rule.id} · lint rule", unmarked(rule.summary)),
        id=rule.id,
        summary=rule.summary,
        level=label(rule.level),
        suppressible=rule.suppressible,
        why=rule.why,
        advice=rule.advice,
        file=example.file,
        at=example.at.removesuffix(_END),
        appended=example.at.endswith(_END),
        bad=_shown(example.at, example.bad),
        good=_shown(example.at, example.good),
        more=tuple(_changes(example.more)),
    )


def _changes(edits: tuple[ExampleEdit, ...]) -> Iterator[ChangeView]:
    """Yield what both halves of an example are based on; what only one needs to be complete is no news."""
    for edit in edits:
        if edit.only is None:
            where = f"{edit.file}: {edit.at.removesuffix(_END)}" if edit.at else edit.file
            yield ChangeView(where, "" if edit.remove else _shown(edit.at, edit.value))


def _shown(at: str, value: Any) -> str:
    """Return a value as JSON, with the name of its field where it has one: most mean little without."""
    name = at.rpartition("/")[2]
    return as_json(value if name in ("", "-") or name.isdigit() else {name: value})
