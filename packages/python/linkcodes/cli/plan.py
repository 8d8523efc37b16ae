# ruff: noqa: PLC0415, PLR0913, PLR0917
"""`linkcodes plan CODE`: whether, when and with whom to try again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from linkcodes.cli import asked, blocks, catalog, files, options, plans
from linkcodes.cli.blocks import joined, literal
from linkcodes.cli.catalog import Filter
from linkcodes.cli.masked import code_of, masked, record_of
from linkcodes.cli.output import NOTHING, Format, emit, fail
from linkcodes.cli.parameters import Argument, Option

if TYPE_CHECKING:
    from linkcodes._runtime.results import Classification, Outcome, RetryPlan

_MOST = 20_000_001
"""Bytes that are read, as in `linkcodes decode`."""


def _readable(value: str | None) -> str | None:
    from linkcodes._runtime.arguments import seconds_of

    if value is not None and seconds_of(value) is None:
        raise fail(
            f"--retry-after cannot be {value!r}; give seconds, such as 120, or the HTTP date of the header"
        )
    return value


Subject = Annotated[
    list[str],
    Argument(
        "CODE...|-", help="A code, its id, JSON or text; - reads standard input.", complete=options.codes
    ),
]
Message = Annotated[str | None, Option("--message", "-m", help="The text that came beside the code.")]
Payload = Annotated[str | None, Option("--payload", help="The payload that it is, such as `api.error`.")]
HttpStatus = Annotated[int | None, Option("--http-status", help="The HTTP status that it came with.")]
Attempt = Annotated[
    int, Option("--attempt", least=1, help="Which attempt failed: how many were made, this one included.")
]
Unattended = Annotated[bool, Option("--unattended", help="No user is present: a server is to try again.")]
RetryAfter = Annotated[
    str | None,
    Option(
        "--retry-after", metavar="SECONDS|DATE", check=_readable, help="What the header Retry-After says."
    ),
]
Json = Annotated[bool, Option("--json", help="The same as --format json.")]


class Attempted(NamedTuple):
    """What was being done when it failed."""

    attempt: int
    unattended: bool
    operation: str | None
    retry_after: str | None

    def plan(self, found: Classification | Outcome, asked: str | int | float | None) -> RetryPlan:
        """Return the plan for what was read; `asked` is the pause that the provider asks for."""
        from linkcodes._runtime.retry import plan_retry

        return plan_retry(
            found,
            attempts=self.attempt,
            unattended=self.unattended,
            operation=self.operation,
            retry_after_s=asked,
        )


class PlannedAnswer(NamedTuple):
    """A plan, and what it is for."""

    attempted: Attempted
    plan: RetryPlan
    head: Classification | None
    known: bool
    several: bool
    """Whether more than one provider sends the code, so that the plan is the most careful one."""
    retry_at: str | None
    """When the wait of the plan is over, where the provider asks for a pause."""

    def record(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "known": self.known,
            "head": None if self.head is None else record_of(self.head),
            "asked": self.attempted._asdict(),
            "plan": self.plan.to_dict(),
            "retry_at": self.retry_at,
        }


class AttemptClues(NamedTuple):
    """What else is known about what came."""

    message: str | None
    payload: str | None
    http_status: int | None
    operation: str | None


def plan(
    code: Subject,
    provider: options.Provider = None,
    vocabulary: options.Vocabulary = None,
    attempt: Attempt = 1,
    unattended: Unattended = False,
    operation: options.Operation = None,
    retry_after: RetryAfter = None,
    message: Message = None,
    payload: Payload = None,
    http_status: HttpStatus = None,
    json: Json = False,
    format: options.Formats = Format.HUMAN,
) -> None:
    """Say whether, when and with whom to try again, after this many attempts.

    It is the plan of `plan_retry`. Say what was being done with --operation: a read is tried again where an
    order or a payment must be looked up first.

    Exit code 0: the plan is for what is listed; 1: for a guess, or for what is not known.

    JSON: `{code, known, head, asked: {attempt, unattended, operation, retry_after}, plan, retry_at}`; `head`
    is the classification that the plan is for, `code` is null where more than a code was given. `retry_at` is
    when the wait is over, where --retry-after or a text asks for one.
    """
    text = _text(code)
    filter = options.checked(Filter(provider, vocabulary))
    named = asked.named(text, filter)
    found = _read(text, named, filter, AttemptClues(message, payload, http_status, operation))
    attempted = Attempted(attempt, unattended, operation, retry_after)
    answer = _answer(found, attempted, named, message or text)
    if answer.plan.ignored:
        raise fail(_refused(answer.plan.ignored[0], payload, provider))
    record = {"code": masked(named.code) if named else None, **answer.record()}
    emit(Format.JSON if json else format, record, chain(_what(answer, text, filter), _parts(answer)))
    if not answer.known:
        raise SystemExit(NOTHING)


def _answer(
    found: Classification | Outcome, attempted: Attempted, named: asked.Named | None, text: str
) -> PlannedAnswer:
    from linkcodes._runtime.retry_at import later, retry_after, retry_at

    pause = later(attempted.retry_after, retry_after(found, message=text))
    plan = attempted.plan(found, pause)
    at = None if pause is None else retry_at(plan)
    return PlannedAnswer(attempted, plan, _head(found), _is_recognized(found), _several(named), at)


def _text(words: list[str]) -> str:
    if words == [files.STDIN]:
        words = [files.head(files.STDIN, _MOST).decode("utf-8", "replace")]
    text = " ".join(words).strip()
    if not text:
        raise fail(
            "there is nothing to plan for; give a code, an id, JSON or text, or - to read standard input"
        )
    return text


def _read(
    text: str, named: asked.Named | None, filter: Filter, clues: AttemptClues
) -> Classification | Outcome:
    """Return what is meant: the code that is named, or what is in the text."""
    from linkcodes._runtime.classify import classify
    from linkcodes._runtime.decode import resolve_outcome

    listed = catalog.find(named.code, named.filter) if named else []
    if len({entry.provider for entry in listed}) != 1 or not named:
        told = {**clues._asdict(), "provider": filter.provider}
        del told["message"]
        outcome = resolve_outcome(listed[0].record["value"] if listed else text, **told)
        inside = None if named or _is_recognized(outcome) else _in_text(text, filter)
        return _read(text, inside, filter, clues) if inside else outcome
    value, vocabulary = listed[0].record["value"], named.filter.vocabulary
    return classify(
        listed[0].provider,
        value,
        vocabulary=listed[0].vocabulary if len(listed) == 1 else vocabulary,
        message=clues.message or named.message,
        http_status=clues.http_status,
        operation=clues.operation,
    )


def _in_text(text: str, filter: Filter) -> asked.Named | None:
    """Return the one code in a line as people log it, as `linkcodes scan` counts it."""
    from linkcodes.cli.recognize import Recognizer

    found = [item for item in Recognizer(filter.provider).codes(text.encode()) if item.known]
    if len(found) != 1:
        return None
    return asked.Named(str(found[0].raw), filter._replace(provider=found[0].provider), asked.ReadAs.QUOTED)


def _head(found: Classification | Outcome) -> Classification | None:
    from linkcodes._runtime.results import Outcome

    return (found.because or found.decoded.head) if isinstance(found, Outcome) else found


def _is_recognized(found: Classification | Outcome) -> bool:
    from linkcodes._runtime.results import Outcome

    head = _head(found)
    return head.known if head else isinstance(found, Outcome) and found.decoded.payload is not None


def _several(named: asked.Named | None) -> bool:
    listed = catalog.find(named.code, named.filter) if named else ()
    return len({entry.provider for entry in listed}) > 1


def _refused(name: str, payload: str | None, provider: str | None) -> str:
    """Return what to say of an argument that is no use, such as a payload that is not listed."""
    from linkcodes._packaged import packaged

    if name != "payload":
        return f"what --{name.replace('_', '-')} says cannot be used; see: linkcodes plan --help"
    several = [provider] if provider else catalog.providers()
    known = dict.fromkeys(item["id"] for id in several for item in packaged(f"rules/{id}")["payloads"])
    near = catalog.alike(payload or "", known) or list(known)[:5]
    return f"no payload is called {payload!r}; look at: {', '.join(near)}"


def _what(answer: PlannedAnswer, text: str, filter: Filter) -> Iterator[blocks.Block]:
    """Yield what the plan is for."""
    head = answer.head
    if head and head.raw is not None:
        place = None if answer.several else joined([head.provider, head.vocabulary], ":")
        yield blocks.Paragraph(joined([literal(code_of(head)), place]))
    if answer.several:
        yield blocks.Paragraph("Several providers send it: say with `--provider` whose it is.")
    if not answer.known:
        yield blocks.Paragraph("It is not listed: this is a guess, or the plan for what is not known.")
        near = [] if " " in text else catalog.similar(text, catalog.wanted(filter))
        yield blocks.Bullets("Did you mean", list(map(literal, near)))
        yield blocks.Paragraph("")


def _parts(answer: PlannedAnswer) -> Iterator[blocks.Block]:
    yield blocks.Paragraph(answer.plan.sentence)
    yield blocks.Paragraph("")
    rows = _facts(answer)
    yield blocks.DescriptionList([(name, text) for name, text in rows if text])


def _facts(answer: PlannedAnswer) -> Iterator[tuple[str, str]]:
    """Yield the parts of a plan, each in a line; empty where it says nothing."""
    from linkcodes._planning.sentence import duration

    told = answer.plan
    counted = told.delay_s is not None
    jitter = f", and up to {duration(told.jitter_s)} more at random" if told.jitter_s else ""
    yield "Why", f"{told.decision.phrase}: {told.reason.phrase}."
    yield "Wait first", f"{duration(told.delay_s) or 'not at all'}{jitter}" if counted else ""
    yield "Not before", answer.retry_at or ""
    yield "Attempts left", str(told.attempts_left) if counted else ""
    yield "Look again every", duration(told.poll_s) or ""
    yield "Stop waiting after", duration(told.deadline_s) or ""
    yield "Until", ", ".join(map(literal, told.until))
    yield "After that", catalog.summary("actions", told.then) if told.then else ""
    for number, action in enumerate(told.actions):
        yield "" if number else "What to do", catalog.summary("actions", action)
    yield "The connection", plans.connection(told)
    yield "A server alone", "yes" if told.unattended else "no"
    yield "Asked for", joined(_asked(answer.attempted), ", ")


def _asked(attempted: Attempted) -> Iterator[str]:
    yield f"attempt {attempted.attempt}"
    yield "no user present" if attempted.unattended else "a user present"
    yield f"operation {literal(attempted.operation)}" if attempted.operation else "no operation named"
    if attempted.retry_after:
        yield f"Retry-After {literal(attempted.retry_after)}"
