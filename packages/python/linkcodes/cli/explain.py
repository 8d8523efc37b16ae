# ruff: noqa: PLC0415, PLR0913, PLR0917
"""`linkcodes explain CODE`: what a code means and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from linkcodes.cli import asked, blocks, catalog, options, pasted, plans
from linkcodes.cli.blocks import Block, joined, literal
from linkcodes.cli.catalog import CatalogEntry, Filter
from linkcodes.cli.masked import masked, record_of
from linkcodes.cli.output import NOTHING, Format, emit, hint
from linkcodes.cli.parameters import Argument, Option
from linkcodes.cli.table import code_record, fitting_table

if TYPE_CHECKING:
    from linkcodes._runtime.results import Classification, Outcome

_MOST_GROUPS = 3
"""As many verdicts as fit on a screen."""
_MOST_FOUND = 8
"""Codes that are shown where none is called what was asked for."""
_MOST_NAMES = 6
"""Vocabularies that are named in one place."""

Code = Annotated[
    list[str],
    Argument(
        "CODE|FILE|-...",
        help="The code as it came, or whatever you have; or a file with it; - reads standard input.",
        complete=options.codes,
    ),
]
Message = Annotated[str | None, Option("--message", "-m", help="The text that came beside the code.")]
HttpStatus = Annotated[int | None, Option("--http-status", help="The HTTP status that it came with.")]


class Clues(NamedTuple):
    """What else is known about how the code came."""

    message: str | None
    http_status: int | None
    operation: str | None


class Match(NamedTuple):
    """A listed code that fits, and how it is classified."""

    entry: CatalogEntry
    found: Classification


def explain(
    code: Code,
    provider: options.Provider = None,
    vocabulary: options.Vocabulary = None,
    message: Message = None,
    http_status: HttpStatus = None,
    operation: options.Operation = None,
    format: options.Formats = Format.HUMAN,
) -> None:
    """Say what a code means: what happened, who must act, what to do, and whether to try again.

    Give it whatever you have: a code, with its provider before it, in quotes, in another spelling, the
    message beside it, a payload, complete or cut off, or words for what happened.

    A word that begins like a path (`./`, `../`, `/`) is a file; any other one is a file if there is one and
    no code is called so. At most 1,000,000 bytes of text are taken.

    Exit code 0: a code that is listed was found; 1: it was not.

    JSON: `{code, read_as, known, head, plan, unattended_plan, matches: [{classification, plan,
    unattended_plan, voices, info}], guesses: [classification], near: [value], found: [code],
    shared: [value], payload}`; `head` is what to assume until more is known; `guesses` is what the message
    or the HTTP status tell about a code that is not listed; `found` are codes that fit the words, as
    `search` has them; `shared` are words in a paste that are listed, and that many APIs send: without
    `--provider` they are of none; `payload` is what `decode` says, and `code` is null then.
    """
    filter = options.checked(Filter(provider, vocabulary))
    text = pasted.given(code, filter)
    named = asked.named(text, filter)
    said = None if named else _said(text, filter, http_status, operation)
    if said:
        _decoded(said.outcome, format, said.unsure)
        return
    named = named or asked.quoted(text, filter) or _shared(text, filter)
    if named:
        _explained(text, named, Clues(message or named.message, http_status, operation), format)
        return
    _not_listed(text, filter, Clues(message, http_status, operation), format)
    raise SystemExit(NOTHING)


def _said(
    text: str, filter: Filter, http_status: int | None, operation: str | None
) -> pasted.PastedReading | None:
    """Return what a paste says, or a payload that was cut off."""
    said = None if filter.vocabulary else pasted.reading(text, filter.provider, http_status, operation)
    outcome = None if said else asked.outcome(text, filter.provider, operation)
    return pasted.PastedReading(outcome, None) if outcome else said


def _shared(text: str, filter: Filter) -> asked.Named | None:
    """Find a code in a payload of no provider, or that does not say whose it is."""
    code = None if filter.vocabulary or filter.provider else pasted.shared(text)
    return asked.Named(code, filter, asked.ReadAs.QUOTED) if code else None


def _explained(text: str, named: asked.Named, clues: Clues, format: Format) -> None:
    found = matches(named.code, named.filter, clues)
    head = _head(found, named.filter, clues)
    found.sort(key=lambda match: match.found.id != head.id)
    parts = _one(found[0]) if len(found) == 1 else _several(named.code, found, head)
    record = {**_record(text, found, head), "code": named.code, "read_as": named.how}
    emit(format, record, chain(_reading(named), parts))


def _reading(named: asked.Named) -> Iterator[Block]:
    """Yield what was read, where it is not the code itself."""
    if named.how in (asked.ReadAs.SPELLING, asked.ReadAs.MESSAGE):
        said = "The message comes with" if named.how is asked.ReadAs.MESSAGE else "Read as"
        yield blocks.Paragraph(f"{said} {literal(named.code)}.", faint=False)
        yield blocks.Paragraph("")


def _decoded(outcome: Outcome, format: Format, unsure: str | None = None) -> None:
    from linkcodes.cli.decode import answer_parts, answer_record

    head = outcome.because or outcome.decoded.head
    known = any(item.known for item in outcome.decoded.classifications)
    record = {**_record(None, [], head), "read_as": "payload", "known": known}  # no more of it than its codes
    notes = [blocks.Paragraph(unsure, faint=True)] if unsure else []
    emit(format, {**record, "payload": answer_record(outcome)}, chain(notes, answer_parts(outcome)))


def _not_listed(text: str, filter: Filter, clues: Clues, format: Format) -> None:
    from linkcodes.cli.meaning import found as fitting

    code = text.strip()
    shared = [] if filter.provider or filter.vocabulary else pasted.plain(code)
    similar = [] if shared else catalog.similar(code, catalog.wanted(filter))
    guesses = _guesses(code, filter, clues)
    found = [] if asked.is_payload(code) else fitting(code, filter)[:_MOST_FOUND]
    record = {
        **_record(masked(text), [], None),
        "guesses": list(map(record_of, guesses)),
        "near": similar,
        "found": [code_record(entry) for entry in found],
        "shared": shared,
    }
    parts = _of_many(shared) if shared else _unknown(masked(code), filter, guesses, similar, found)
    emit(format, record, parts)
    if filter.provider is None and (clues.message or clues.http_status is not None):
        hint("with --provider, the message and the HTTP status are used for a guess")


def matches(code: str, filter: Filter, clues: Clues) -> list[Match]:
    """Return the listed codes that a value may be; the clues narrow them down where they tell something."""
    listed = catalog.find(code, filter)
    found: list[Match] = []
    for provider in dict.fromkeys(entry.provider for entry in listed):
        found += _fitting([entry for entry in listed if entry.provider == provider], filter, clues)
    return found


def _fitting(listed: list[CatalogEntry], filter: Filter, clues: Clues) -> Iterator[Match]:
    """Yield the codes of one provider that `classify` finds to fit."""
    from linkcodes._runtime.classify import classify

    first = listed[0]
    named = filter.vocabulary or (first.vocabulary if len(listed) == 1 else None)
    answer = classify(first.provider, first.record["value"], vocabulary=named, **clues._asdict())
    ids = answer.candidates or (answer.id,)
    for entry in listed:
        if entry.id in ids:
            arguments = {**clues._asdict(), "vocabulary": entry.vocabulary}
            yield Match(entry, classify(entry.provider, entry.record["value"], **arguments))


def _head(found: Sequence[Match], filter: Filter, clues: Clues) -> Classification:
    """Return what the package answers where nothing tells which of them it is."""
    from linkcodes._runtime.classify import classify
    from linkcodes._runtime.decode import decode

    first = found[0].entry
    if len({match.entry.provider for match in found}) > 1 and clues == Clues(None, None, None):
        if len({match.found.category for match in found}) > 1:  # whose it is decides what it means
            return classify(None, first.record["value"])
        head = decode(first.record["value"]).head
        if head:
            return head
    vocabulary = first.vocabulary if len(found) == 1 else filter.vocabulary
    return classify(first.provider, first.record["value"], vocabulary=vocabulary, **clues._asdict())


def _guesses(code: str, filter: Filter, clues: Clues) -> list[Classification]:
    from linkcodes._runtime.classify import classify

    if filter.provider is None:
        return []
    guess = classify(filter.provider, code, vocabulary=filter.vocabulary, **clues._asdict())
    return [] if guess.matched_by == "none" else [guess]


def _record(code: str | None, found: Sequence[Match], head: Classification | None) -> dict[str, Any]:
    return {
        "code": code,
        "read_as": None,
        "known": bool(found) or bool(head and head.known),
        "head": head and record_of(head),
        **plans.plans(head),
        "matches": [_match_record(match) for match in found],
        "guesses": [],
        "near": [],
        "found": [],
        "shared": [],
        "payload": None,
    }


def _match_record(match: Match) -> dict[str, Any]:
    from linkcodes.texts import voices

    told = voices(match.found) if match.found.category else None
    return {
        "classification": match.found.to_dict(),
        **plans.plans(match.found),
        "voices": told and told.to_dict(),
        "info": _info(match).to_dict(),
    }


def _info(match: Match) -> Any:
    from linkcodes._metadata.data import code_info

    return code_info(match.entry.vocabulary, match.entry.name)


def _one(match: Match) -> Iterator[Block]:
    from linkcodes.cli.card import card

    return card(match.found, _info(match))


def _several(code: str, found: Sequence[Match], head: Classification) -> Iterator[Block]:
    """Yield everything about the first of them if all behave alike; else a verdict for all that do."""
    groups = _groups(found)
    many = f"{literal(code)} is in {len(found)} vocabularies"
    if len(groups) == 1:
        yield blocks.Paragraph(f"{many}, which behave alike: {_places(found)}. This is the first of them.")
        yield from _one(found[0])
    else:
        yield blocks.Paragraph(f"{many}, with {len(groups)} different verdicts.")
        yield blocks.Paragraph(f"Until you know which: {plans.sentence(head)}")
        yield from _verdicts(code, groups)
    yield blocks.Paragraph(_narrowing(found), faint=True)


def _verdicts(code: str, groups: Sequence[Sequence[Match]]) -> Iterator[Block]:
    from linkcodes.cli.card import verdict

    for group in groups[:_MOST_GROUPS]:
        frame = verdict(group[0].found, literal(code))
        yield frame._replace(facts=blocks.DescriptionList([("Where", _places(group)), *frame.facts.rows]))
    if len(groups) > _MOST_GROUPS:
        rest = [match for group in groups[_MOST_GROUPS:] for match in group]
        yield blocks.Paragraph(f"{len(groups) - _MOST_GROUPS} more verdicts, in: {_places(rest)}")


def _groups(found: Sequence[Match]) -> list[list[Match]]:
    groups: dict[object, list[Match]] = {}
    for match in found:
        item = match.found
        key = (
            item.category,
            item.actor,
            tuple(item.actions),
            item.retry,
            item.unattended_retry,
            item.challenge,
        )
        groups.setdefault(key, []).append(match)
    return list(groups.values())


def _places(found: Sequence[Match]) -> str:
    names = [match.entry.vocabulary for match in found]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _narrowing(found: Sequence[Match]) -> str:
    providers = dict.fromkeys(match.entry.provider for match in found)
    first = found[0].entry
    by_provider = f"--provider {first.provider}" if len(providers) > 1 else ""
    option = joined([by_provider, f"--vocabulary {first.vocabulary.partition(':')[2]}"], " ")
    return f"To see everything about one of them, narrow it down, for example: {option}"


def _of_many(shared: Sequence[str]) -> Iterator[Block]:
    """Yield what to say of words that are listed, and that many APIs send."""
    words = ", ".join(map(literal, shared[:_MOST_NAMES]))
    yield blocks.Paragraph(f"Nothing here says which provider sent this: many APIs send {words}.")
    yield blocks.Paragraph("If you know it, say so with --provider.", faint=True)


def _unknown(
    code: str,
    filter: Filter,
    guesses: Sequence[Classification],
    similar: Sequence[str],
    found: Sequence[CatalogEntry],
) -> Iterator[Block]:
    from linkcodes.cli.card import verdict

    place = joined([filter.provider, filter.vocabulary], ", ")
    yield blocks.Paragraph(
        f"{literal(code) if code else 'An empty code'} is not listed{f' ({place})' if place else ''}."
    )
    for guess in guesses:
        yield verdict(guess, f"A guess, by {guess.matched_by.phrase}")
    yield blocks.Bullets("Did you mean", [literal(value) for value in similar])
    if found:
        yield blocks.Heading("Codes that fit the words")
        yield fitting_table(found)
    elif not similar:
        yield blocks.Paragraph("Nothing that is listed looks like it.")
