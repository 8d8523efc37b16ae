"""Compare a page with the claims of its source, and list what differs, in both directions."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codegen.maintain.drift.candidates import unlisted
from codegen.maintain.drift.claims import Lexicon, ValueClaim
from codegen.maintain.drift.page import PageLine, SavedPage
from codegen.maintain.drift.sections import Section, sections
from codegen.maintain.drift.words import shape_of
from codegen.model.codes import DriftKind, WireMessage
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedVocabulary

_LIKE = 0.6
"""How like a claimed message a text must be to be shown as what became of it."""
_LONGEST_PART = 600
_WORDS = 4
"""How many words of a message its name has."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: `value` is what acceptance names it by."""

    kind: DriftKind
    value: str
    says: str
    advice: str
    place: Place
    """Where the spec is to be edited."""
    line: int = 0
    """Where the page shows it; 0 if it does not."""


def compare(
    page: SavedPage, provider: ResolvedProvider, claimed: Mapping[str, ValueClaim], words: Lexicon
) -> list[Drift]:
    """Return every difference, those of the page first."""
    found = sections(page, words.every)
    differences = list(_new_codes(page, provider, claimed, words))
    literal = any(claim.messages for claim in claimed.values())
    for claim in claimed.values():
        section = found.get(claim.value)
        if section is None:
            differences.append(_gone(claim))
            continue
        differences += _statuses(claim, section)
        differences += _lost_messages(claim, section, page)
        differences += _new_messages(claim, section) if literal else ()
    return sorted(differences, key=lambda drift: (drift.line == 0, drift.line))


def _new_codes(
    page: SavedPage, provider: ResolvedProvider, claimed: Mapping[str, ValueClaim], words: Lexicon
) -> Iterator[Drift]:
    for value, (line, neighbor) in unlisted(page, words).items():
        homes = _homes(value, neighbor, provider, claimed)
        place = homes[0].place.child("codes") if homes else provider.place.child("vocabularies")
        where = " or ".join(f"{item.id} ({item.place.child('codes')})" for item in homes)
        says = f"the page shows the code {value}, which no vocabulary of {provider.id} has"
        advice = f"add it to {where or f'a vocabulary below {place}'}"
        yield Drift("code-not-in-spec", value, says, advice, place, line.number)


def _homes(
    value: str, neighbor: str, provider: ResolvedProvider, claimed: Mapping[str, ValueClaim]
) -> list[ResolvedVocabulary]:
    """Return where a new code may belong: to vocabularies of its neighbor, or of values that look alike."""
    cited = Counter(code.vocabulary_id for claim in claimed.values() for code in claim.codes)
    beside = {code.vocabulary_id for code in claimed[neighbor].codes} if neighbor in claimed else set(cited)
    homes = [item for item in provider.vocabularies if item.id in beside]
    alike = [
        item for item in homes if any(shape_of(str(code.value)) == shape_of(value) for code in item.codes)
    ]
    return sorted(alike or homes, key=lambda item: -cited[item.id])[:2]


def _gone(claim: ValueClaim) -> Drift:
    homes = ", ".join(f"{code.id} ({code.place})" for code in claim.codes)
    says = f"the page does not show {claim.value}, for which the spec cites it"
    advice = f"drop this source from the evidence of {homes}, or note there which edition had it"
    return Drift("code-not-on-page", claim.value, says, advice, claim.place)


def _statuses(claim: ValueClaim, section: Section) -> Iterator[Drift]:
    """Only what is right beside a value contradicts the spec; what is near it may confirm it."""
    for status, line in section.statuses.items():
        if status not in claim.statuses:
            listed = ", ".join(map(str, claim.statuses)) or "none"
            says = f"the page gives {claim.value} the HTTP status {status}; the spec has from it: {listed}"
            advice = f"add the status, or this source to it, below {claim.place}/http_status"
            yield Drift(
                "status-not-in-spec", f"{claim.value} {status}", says, advice, claim.place, line.number
            )
    shown = section.statuses or section.nearby
    for status, place in claim.statuses.items():
        if status not in shown:
            there = ", ".join(map(str, sorted(shown))) or "none"
            says = (
                f"the spec has HTTP status {status} of {claim.value} from this page, which gives it: {there}"
            )
            advice = f"correct {place}, or drop this source from it"
            yield Drift("status-not-on-page", f"{claim.value} {status}", says, advice, place)


def _lost_messages(claim: ValueClaim, section: Section, page: SavedPage) -> Iterator[Drift]:
    lines = section.lines or list(page.lines)
    whole = literal(" ".join(line.text for line in lines))
    for message, place in claim.messages.items():
        if _pattern(message).search(whole):
            continue
        closest, line = _nearest(message.text, lines)
        now = f"; the nearest there is: {closest}" if closest else ""
        says = f"the page does not give {claim.value} the message: {message.text}{now}"
        advice = f"copy the message again to {place}, or drop this source from it"
        yield Drift("message-not-on-page", _named(claim, message.text), says, advice, place, line)


def _new_messages(claim: ValueClaim, section: Section) -> Iterator[Drift]:
    for text, line in section.messages.items():
        if not any(_pattern(message).fullmatch(literal(text)) for message in claim.messages):
            says = f"the page gives {claim.value} the message: {' '.join(text.split())}"
            advice = f"add it below {claim.place}/wire_messages with this source, or correct the one there"
            value = _named(claim, text)
            yield Drift("message-not-in-spec", value, says, advice, claim.place, line.number)


def _named(claim: ValueClaim, message: str) -> str:
    """Return what acceptance calls a message: enough to know it by, and not a page's prose in the spec."""
    words = message.split()
    return f"{claim.value}: {' '.join(words[:_WORDS])}" + (" ..." if len(words) > _WORDS else "")


def literal(text: str) -> str:
    """Return a message without what copying changes: kinds of space and quotation mark, marks around it."""
    plain = text.translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(plain.split()).strip(" \"'`")


def _pattern(message: WireMessage) -> re.Pattern[str]:
    """Return what a message looks like when its placeholders are filled in, or written in another way."""
    wanted = re.escape(literal(message.text))
    for placeholder in message.placeholders:
        wanted = wanted.replace(re.escape(literal(placeholder)), ".{1,200}?")
    return re.compile(wanted)


def _nearest(message: str, lines: list[PageLine]) -> tuple[str, int]:
    """Return the part of some lines that a changed message most probably is, and its line."""
    matcher = difflib.SequenceMatcher(b=message, autojunk=False)
    best = (_LIKE, "", 0)
    for line in lines[:200]:
        for part in (*line.cells, *re.split(r"(?<=[.!?]) ", line.text)):
            matcher.set_seq1(part[:_LONGEST_PART])
            if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
                best = max(best, (matcher.ratio(), part[:_LONGEST_PART], line.number))
    return best[1:]
