"""What is known about one code, as blocks: the verdict first, the sources last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linkcodes._runtime.retry import plan_retry
from linkcodes.cli import blocks, catalog, plans
from linkcodes.cli.blocks import Block, joined, label, literal
from linkcodes.texts import Voices, voices

if TYPE_CHECKING:
    from linkcodes._runtime.results import Classification
    from linkcodes.info import CodeInfo, ContextInfo, Meaning


def card(found: Classification, info: CodeInfo) -> Iterator[Block]:
    """Yield everything about a listed code, as it was classified."""
    told = next((item for item in info.contexts if item.id == found.context), None)
    apart = found.matched_by == "context" or len(info.contexts) == 1
    if info.contexts and not (told and apart):
        yield from _meanings(found, info)
    else:
        yield verdict(found, joined([_title(info), label(told.id) if told else None]))
        yield from _details(told or info)
        yield from _voices(voices(found)) if found.category else ()
        yield from _practice(told or info)
    yield from _background(info, told)


def verdict(found: Classification, title: str) -> blocks.VerdictPanel:
    """Return the frame that says what happened, who must act, what to do, and whether to try again."""
    return blocks.VerdictPanel(
        title=title,
        tone=tone(found.phase, found.severity),
        head=joined([label(found.category or "no outcome"), label(found.challenge or "")]),
        summary=found.summary or _category_summary(found.category),
        facts=blocks.DescriptionList(list(behavior(found))),
    )


def behavior(item: Classification) -> Iterator[tuple[str, str]]:
    """Yield what to do next, who must act, and how; nothing for what is no outcome."""
    if item.category is None:
        return
    actor = item.actor or "nobody"
    following, reason, *rest = plans.rows(item)
    yield following
    yield reason
    yield "Who must act", f"{label(actor)}: {_inner(catalog.summary('actors', actor))}"
    for number, action in enumerate(plan_retry(item).actions, 1):
        yield "" if number > 1 else "What to do", catalog.summary("actions", action)
    if connection := plans.connection(item):
        yield "The connection", connection
    yield from rest
    if item.partial:
        yield "Mind", "Only a part of it succeeded: look at what is missing before you continue."
    if item.scope:
        yield "What is affected", catalog.summary("scopes", item.scope)
    if item.suspension_risk:
        yield "Beware", "Each such failure counts toward a suspension. Do not let a loop repeat it."


def tone(phase: str | None, severity: str | None) -> str:
    """Return how a verdict looks: a failure by how bad it is, anything else by its phase."""
    return (severity or "warning") if phase == "failure" else (phase or "")


def _meanings(found: Classification, info: CodeInfo) -> Iterator[Block]:
    yield blocks.Heading(f"{_title(info)} · {len(info.contexts)} meanings")
    yield blocks.Paragraph(info.summary)
    if info.description:
        yield blocks.Paragraph(info.description, faint=True)
    meanings = sorted(info.contexts, key=lambda item: item.id != info.default_context)
    yield blocks.Side([list(_meaning(found, item, info)) for item in meanings])
    for item in meanings:
        yield blocks.Heading(f"If it means “{label(item.id)}”")
        yield from _voices(voices(info, item.id))
        yield from _practice(item)


def _meaning(found: Classification, item: ContextInfo, info: CodeInfo) -> Iterator[Block]:
    default = " (assumed, if nothing tells)" if item.id == info.default_context else ""
    yield blocks.VerdictPanel(
        title=label(item.id) + default,
        tone=tone(item.phase, item.severity),
        head=label(item.category or "no outcome"),
        summary=item.summary,
        facts=blocks.DescriptionList([*behavior(plans.meant(found, item))]),
    )
    yield blocks.Paragraph(f"How to tell: {item.recognize}")


def _details(item: Meaning) -> Iterator[Block]:
    if item.description:
        yield blocks.Paragraph(item.description)
    if item.behavior_note:
        yield blocks.Paragraph(item.behavior_note, faint=True)


def _voices(told: Voices) -> Iterator[Block]:
    button = told.end_user.button
    yield blocks.Bullets(
        "Tell the end user",
        [f"{told.end_user.title}. {told.end_user.body}"] + ([f"Button: [{button}]"] if button else []),
    )
    support = [*(f"Ask: {text}" for text in told.support.ask), *(f"Do: {text}" for text in told.support.do)]
    yield blocks.Bullets("As support", [*support, f"Never ask for: {' '.join(told.support.never_ask)}"])
    yield blocks.Bullets("As developer", told.developer)


def _practice(item: Meaning) -> Iterator[Block]:
    yield blocks.Bullets("Causes", item.causes)
    yield blocks.Bullets("Fixes", item.fixes)
    yield blocks.Bullets("How to reproduce", item.reproduce)
    yield blocks.Bullets("Messages beside it", [literal(message.text) for message in item.wire_messages])
    statuses = dict.fromkeys(str(fact.status) for fact in item.http_status)
    yield blocks.Bullets("HTTP status", [", ".join(statuses)] if statuses else [])


def _background(info: CodeInfo, told: ContextInfo | None) -> Iterator[Block]:
    flags = [*info.flags, *(told.flags if told else ())]
    yield blocks.Bullets("Read with care", [f"{label(flag.id)}: {flag.note}" for flag in flags])
    yield blocks.Bullets("Means the same", [literal(name) for name in info.synonyms])
    yield blocks.Bullets("The same value elsewhere", [literal(id) for id in info.same_value])
    sources = dict.fromkeys([*info.sources, *(source for item in info.contexts for source in item.sources)])
    yield blocks.Bullets(
        "Sources",
        [f"{source.title} ({source.publisher}), read {source.retrieved}: {source.url}" for source in sources],
    )
    facts = [
        ("Certainty", info.confidence and _inner(catalog.summary("confidences", info.confidence))),
        ("Stability", info.stability and _inner(catalog.summary("stabilities", info.stability))),
        ("Deprecated", _deprecation(info)),
        ("Page", info.page),
    ]
    yield blocks.Heading("About this entry")
    yield blocks.DescriptionList([(name, text) for name, text in facts if text])


def _deprecation(info: CodeInfo) -> str | None:
    if info.deprecated is None:
        return None
    instead = info.deprecated.replaced_by
    return joined(
        [label(info.deprecated.reason), instead and f"use {literal(instead)}", info.deprecated.note]
    )


def _title(info: CodeInfo) -> str:
    return f"{literal(info.value)} · {info.vocabulary}"


def _category_summary(category: str | None) -> str:
    return catalog.summary("categories", category) if category else ""


def _inner(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
