# ruff: noqa: PLC0415, PLR0913, PLR0917
"""`linkcodes decode FILE`: which payload this is and what its codes mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from linkcodes.cli import blocks, files, options, plans
from linkcodes.cli.blocks import joined, label, literal, printable
from linkcodes.cli.masked import code_of, masked, masked_field, record_of
from linkcodes.cli.output import NOTHING, Format, emit, fail
from linkcodes.cli.parameters import Argument, Option

if TYPE_CHECKING:
    from linkcodes.runtime import Classification, Decoded, Outcome

_MOST = 20_000_001
"""Bytes that are read: `decode` looks at no text of more than five million characters."""

File = Annotated[str, Argument("FILE|-", help="JSON, text or a URL; - reads standard input.")]


Payload = Annotated[
    str | None, Option("--payload", help="The payload that it is, such as `webhook` or `api.error`.")
]
HttpStatus = Annotated[int | None, Option("--http-status", help="Status of the response that it is.")]


def decode(
    file: File,
    provider: options.Provider = None,
    payload: Payload = None,
    http_status: HttpStatus = None,
    operation: options.Operation = None,
    format: options.Formats = Format.HUMAN,
) -> None:
    """Say which payload a file contains, how the attempt ended, and what each code in it means.

    Say what you know: without a provider, one is named only if the payload itself is evidence enough.

    Nothing of the payload is shown but its codes, and the id, time and step of its event. Exit code 0:
    something was recognized; 1: nothing.

    JSON: `{source, provider, payload, channel, certainty, known, step, event_id, time, ends_at, verdict,
    head, plan, unattended_plan, classifications}`; `head` is the code to act on, and the plans are for it.
    Texts are as they came. `codes` is the same as `classifications` by its name of 0.2.0, and deprecated.
    """
    from linkcodes._runtime.decode import resolve_outcome

    try:
        content = files.head(file, _MOST)
    except OSError as error:
        raise fail(files.problem(file, error)) from error
    outcome = resolve_outcome(
        content.strip(), provider=provider, payload=payload, http_status=http_status, operation=operation
    )
    emit(format, answer_record(outcome), _parts(outcome, file))
    if not _recognized(outcome.decoded):
        raise SystemExit(NOTHING)


def _recognized(decoded: Decoded) -> bool:
    return decoded.payload is not None or bool(decoded.classifications)


def _head(outcome: Outcome) -> Classification | None:
    return outcome.because or outcome.decoded.head


def answer_record(outcome: Outcome) -> dict[str, Any]:
    """Return what a payload says, as JSON has it."""
    decoded, head = outcome.decoded, _head(outcome)
    found = list(map(record_of, decoded.classifications))
    facts = ("source", "provider", "payload", "channel", "certainty", "known")
    return {
        **{key: getattr(decoded, key) for key in facts},
        **_told(decoded),
        "verdict": outcome.verdict,
        "head": None if head is None else record_of(head),
        **plans.plans(head),
        "classifications": found,
        "codes": found,  # the name of 0.2.0, deprecated
    }


def _told(decoded: Decoded) -> dict[str, Any]:
    """Return what a payload says of its event in its own words, without secrets."""
    step = getattr(decoded.step, "raw", decoded.step)
    told = {"step": step, "event_id": decoded.event_id, "time": decoded.time, "ends_at": decoded.ends_at}
    return {name: masked_field(name, value) for name, value in told.items()}


def _parts(outcome: Outcome, file: str) -> Iterator[blocks.Block]:
    from linkcodes._runtime.read import LONGEST, text_of

    decoded = outcome.decoded
    if not _recognized(decoded):
        where = "standard input" if file == files.STDIN else literal(masked(file))
        yield blocks.Paragraph(f"Nothing in {where} is a payload or a code that is listed.")
        if text_of(decoded.raw) is None:
            yield blocks.Paragraph(f"It was not read: it has more than {LONGEST:,} characters.")
        yield blocks.Paragraph("For a log of many lines, use `linkcodes scan`.", faint=True)
        return
    yield from answer_parts(outcome)


def answer_parts(outcome: Outcome) -> Iterator[blocks.Block]:
    """Yield what a payload says: how it ended, what it is, and its codes."""
    from linkcodes.cli.card import verdict

    decoded, head = outcome.decoded, _head(outcome)
    yield blocks.Paragraph(f"{outcome.verdict.phrase}.")
    yield blocks.DescriptionList([(name, text) for name, text in _facts(decoded) if text])
    if head:
        yield verdict(head, joined([literal(code_of(head)), _place(head)]))
    if decoded.classifications:
        yield blocks.Heading("All codes in it")
        yield blocks.DataTable(
            ("Code", "Where", "What happened", "Who acts"), list(map(_row, decoded.classifications))
        )
        yield blocks.Paragraph("`linkcodes explain CODE` says everything about one of them.", faint=True)


def _facts(decoded: Decoded) -> Iterator[tuple[str, str]]:
    if decoded.payload:
        yield "Payload", joined([f"{decoded.provider}:{decoded.payload}", label(decoded.channel or "")])
    if decoded.certainty:
        yield "Provider", joined([decoded.provider, decoded.certainty.phrase])
    yield "Read as", decoded.source.phrase
    labels = ("Stopped at", "Event", "Time", "Ends at")
    yield from (
        (name, printable(value)) for name, value in zip(labels, _told(decoded).values(), strict=True) if value
    )


def _row(found: Classification) -> tuple[str, str, str, str]:
    known = label(found.category or "–") if found.known else "not listed"
    return literal(code_of(found)), _place(found), known, label(found.actor or "–")


def _place(found: Classification) -> str:
    vocabulary = found.vocabulary or ""
    return vocabulary if ":" in vocabulary else joined([found.provider, vocabulary], ":")
