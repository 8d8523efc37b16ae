"""View of a release's page: the advice that it changed, and everything else that a comparison finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codegen.compat.past import LEVELS, ChangeFinding
from codegen.targets.site.changes import CHANGES_PAGE, release_page
from codegen.views.book import Book, Head, Link, href
from codegen.views.labels import inner, label
from codegen.views.releases import AdviceChange, Released, ShownPlans, vocabulary_anchor


class AdviceLine(NamedTuple):
    """A meaning whose advice changed."""

    code: Link
    context: str
    old: str
    new: str
    why: tuple[str, ...]


class AdviceGroup(NamedTuple):
    """The changes of advice of one vocabulary."""

    anchor: str
    title: str
    lines: tuple[AdviceLine, ...]


class RuleGroup(NamedTuple):
    """What one rule found."""

    id: str
    level: str
    summary: str
    why: str
    total: int
    lines: tuple[tuple[str, str], ...]
    """(what it is about, what changed); left out for what only people read."""


class ReleaseView(NamedTuple):
    """The page of a release."""

    head: Head
    version: str
    date: str | None
    before: Link | None
    changes: str
    """The page of all changes."""
    codes: int
    groups: tuple[AdviceGroup, ...]
    advised: int
    rules: tuple[RuleGroup, ...]


def release_view(book: Book, release: Released) -> ReleaseView:
    """Return the page of a release."""
    page, before = release_page(release.version), release.before
    groups = tuple(_groups(book, page, release.advice))
    return ReleaseView(
        head=Head(
            f"What {release.version} changed",
            f"Every change of advice in {release.version}, and all the rest.",
        ),
        version=release.version,
        date=release.date,
        before=Link(before, href(page, release_page(before))) if before else None,
        changes=href(page, CHANGES_PAGE),
        codes=sum(code.since == release.version for code in book.spec.codes.values()),
        groups=groups,
        advised=sum(len(group.lines) for group in groups),
        rules=tuple(_rules(release.findings)),
    )


def _groups(book: Book, page: str, advice: Iterable[AdviceChange]) -> Iterator[AdviceGroup]:
    """Yield the changes of advice by vocabulary; only what is still there has a page to link to."""
    by_vocabulary: dict[str, list[AdviceChange]] = defaultdict(list)
    for change in advice:
        by_vocabulary[change.vocabulary].append(change)
    for id, changes in by_vocabulary.items():
        vocabulary = book.spec.vocabularies.get(id)
        title = book.home(vocabulary) if vocabulary else id
        yield AdviceGroup(
            vocabulary_anchor(id), title, tuple(_line(book, page, change) for change in changes)
        )


def _line(book: Book, page: str, change: AdviceChange) -> AdviceLine:
    name = change.code.partition("#")[2]
    known = change.code in book.spec.codes
    return AdviceLine(
        code=book.code(page, change.code) if known else Link(name or "nothing there", ""),
        context=label(change.id.partition("@")[2]),
        old=_shown(change.old),
        new=_shown(change.new),
        why=tuple(_why(book, change)),
    )


def _shown(plan: ShownPlans) -> str:
    """`Ask user: re-enter credentials; with no user there: escalate`."""
    decision = plan.attended.partition("/")[0]
    action = next((each for each in plan.actions if each not in ("none", decision)), "")
    text = label(decision) + (f": {inner(label(action))}" if action else "")
    alone = plan.unattended.partition("/")[0]
    return text if alone == decision else f"{text}; with no user there: {inner(label(alone))}"


def _why(book: Book, change: AdviceChange) -> Iterator[str]:
    reason = change.new.attended.partition("/")[2]
    summaries = {word.id: word.summary for word in book.spec.decisions.words.reason}
    yield summaries.get(reason) or f"{label(reason)}."
    if change.differs_because:
        yield change.differs_because


def _rules(findings: Iterable[ChangeFinding]) -> Iterator[RuleGroup]:
    """Yield what was found by rule, the gravest and the most frequent first."""
    by_rule: dict[str, list[ChangeFinding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule.id].append(finding)
    groups = sorted(by_rule.values(), key=lambda group: (-LEVELS.index(group[0].level), -len(group)))
    for group in groups:
        rule = group[0].rule
        told = group if rule.level in ("minor", "major") else ()
        lines = tuple((finding.change.subject, finding.change.message) for finding in told)
        yield RuleGroup(rule.id, rule.level, rule.summary, rule.why, len(group), lines)
