"""Find out which source a page is a copy of."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from codegen.maintain.drift.claims import ValueClaim, claims, values
from codegen.maintain.drift.compare import literal
from codegen.maintain.drift.page import SavedPage
from codegen.maintain.drift.sections import Section, sections
from codegen.model.codes import Source
from codegen.read.findings import UsageError
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec

_ENOUGH = 0.5
"""The least score with which a page is believed to be a source."""
_TITLE = 0.5
"""What a title is worth, where values are worth 1 if the page shows all that are claimed and no others."""
_FEWEST = 3
"""The fewest values by which alone a page is believed to be a source: any page may name one."""
_NUMBER = 3
"""The fewest digits of a number that no list of figures has by chance."""
_CLOSE = 0.03
"""Scores nearer than this do not distinguish sources."""
_SHOWN = 5


@dataclass(frozen=True)
class Candidate:
    """A source that a page might be."""

    provider: ResolvedProvider
    source: Source

    @property
    def id(self) -> str:
        """Its id in the whole spec."""
        return f"{self.provider.id}:{self.source.id}"

    @cached_property
    def claims(self) -> dict[str, ValueClaim]:
        """What it is cited for."""
        return claims(self.provider, self.source.id)


def candidates(spec: ResolvedSpec) -> dict[str, Candidate]:
    """Return every source of a spec by its full id."""
    every = (Candidate(provider, source) for provider in spec.providers for source in provider.sources)
    return {one.id: one for one in every}


def named(sources: dict[str, Candidate], name: str) -> Candidate:
    """Return the source that the command line names."""
    if name in sources:
        return sources[name]
    like = difflib.get_close_matches(name, sources, _SHOWN, 0.4)
    raise UsageError(f"no source has the id {name}" + (f"; did you mean {', '.join(like)}?" if like else ""))


def likeliest(page: SavedPage, sources: dict[str, Candidate]) -> list[Candidate]:
    """Return the sources that a page is most probably a copy of, which differ in nothing that it shows."""
    among = _by_address(page, sources.values()) or list(sources.values())
    if len(among) == 1:
        return among
    scores = _scores(page, among)
    best = max(scores.values())
    by_score = sorted(scores, key=lambda name: -scores[name])
    if best < _ENOUGH and len(among) == len(sources):
        raise UsageError(f"{page.file}: no source is like this page{_ask(by_score)}")
    return [sources[name] for name in by_score if best - scores[name] < _CLOSE]


def ambiguous(page: SavedPage, equal: Iterable[Candidate]) -> UsageError:
    """Return the error that says which sources a page might be."""
    return UsageError(
        f"{page.file}: this page could be any of several sources{_ask([one.id for one in equal])}"
    )


def _ask(names: list[str]) -> str:
    return f"; say which with --source, for instance: {', '.join(names[:_SHOWN])}"


def _by_address(page: SavedPage, among: Iterable[Candidate]) -> list[Candidate]:
    """Return the sources whose address a page gives as its own; that of several pages is none."""
    every = list(among)
    for form in (_exact, _address):
        own = {form(url) for url in page.urls}
        found = [one for one in every if form(one.source.url) in own]
        if found and len({form(one.source.url) for one in found}) == 1:
            return found
    return []


def _exact(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|[#?].*$|/+(?=$|[#?])", "", url.strip())


def _address(url: str) -> str:
    """Return an address without what copies of one page differ in."""
    return re.sub(r"\.(md|html?)$", "", _exact(url)).casefold()


def _scores(page: SavedPage, among: list[Candidate]) -> dict[str, float]:
    titles = {_title(title) for title in page.titles}
    scores: dict[str, float] = {}
    shown: dict[str, dict[str, Section]] = {}
    for one in among:
        if one.provider.id not in shown:
            shown[one.provider.id] = sections(page, values(one.provider.vocabularies))
        there = shown[one.provider.id]
        title = _TITLE if _title(one.source.title) in titles else 0.0
        number = sum(claim.value in there and _is_no_prose(claim.value) for claim in one.claims.values())
        scores[one.id] = title + _likeness(one.claims, there) if title or number >= _FEWEST else 0.0
    return scores


def _is_no_prose(value: str) -> bool:
    """Say whether a value is none that any text may have by chance, such as `success`, `error` or `12`."""
    is_word = value.isalpha() and value.islower()
    return not is_word and not (value.isdigit() and len(value) < _NUMBER)


def _title(title: str) -> str:
    return " ".join(title.casefold().split()).strip("#¶ ")


def _likeness(claimed: dict[str, ValueClaim], shown: dict[str, Section]) -> float:
    """Return how far what is claimed is what is shown: 1 if both are the same."""
    wanted = {(claim.value, fact) for claim in claimed.values() for fact in _facts(claim)}
    leading = {value for value, section in shown.items() if section.lines or value in claimed}
    there = {
        (value, fact) for value in leading for fact in ("", *_shown_facts(shown[value], claimed.get(value)))
    }
    both = len(wanted & there)
    return 2 * both / (len(wanted) + len(there)) if both else 0.0


def _facts(claim: ValueClaim) -> list[str]:
    return ["", *map(str, claim.statuses), *(message.text for message in claim.messages)]


def _shown_facts(section: Section, claim: ValueClaim | None) -> list[str]:
    """Return the statuses beside a value, and those of its claimed messages that come with it."""
    whole = literal(" ".join(line.text for line in section.lines))
    messages = [item.text for item in claim.messages if literal(item.text) in whole] if claim else []
    return [*map(str, section.statuses), *messages]
