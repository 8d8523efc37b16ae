"""The Python package's answers, and how they are compared with those of the npm package."""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from linkcodes import (
    classify,
    decode,
    plan_retry,
    redact,
    reduce_state,
    resolve_outcome,
    retry_after,
    retry_at,
)
from linkcodes.webhooks import PayloadError, SignatureError, reread, validate, verify

from tests.conftest import REPO
from tests.parity.inputs import Question

Answers = Callable[[list[Question]], list[Any]]
"""Asks a package some questions."""
_NODE = ["node", "--import", "./packages/typescript/in-place.mjs", "tests/parity/answers.mjs"]


def python(questions: list[Question]) -> list[Any]:
    """Return the answers of the Python package."""
    return [_answer(dict(question)) for question in questions]


def typescript(questions: list[Question]) -> list[Any]:
    """Return the answers of the npm package."""
    lines = "\n".join(map(json.dumps, questions))
    done = subprocess.run(_NODE, cwd=REPO, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def differences(
    questions: list[Question], one: Answers = python, other: Answers = typescript
) -> Iterator[str]:
    """Yield each question that the packages answer differently, with the answers."""
    with ThreadPoolExecutor() as pool:  # Node is a process of its own
        both = list(pool.map(lambda ask: ask(questions), (one, other)))
    for question, ours, theirs in zip(questions, *both, strict=True):
        places = list(_places(_comparable(ours), _comparable(theirs), ""))
        if places:
            yield "\n  ".join([json.dumps(question), *places[:5]])


def _answer(question: Question) -> Any:
    return _ANSWERS[question.pop("ask")](**question)


def _planned(subject: dict[str, Any], options: dict[str, Any]) -> Any:
    [(kind, given)] = subject.items()
    return plan_retry(classify(**given) if kind == "classify" else given, **options).to_dict(raw=True)


def _asked(subject: dict[str, Any], known: dict[str, Any], options: dict[str, Any]) -> Any:
    [(kind, given)] = subject.items()
    found = classify(**given) if kind == "classify" else resolve_outcome(given, **known)
    asked = [retry_after(answer, **options) for answer in (found, given, None)]
    plan = plan_retry(found, retry_after_s=asked[0])
    return [asked, retry_at(plan, now=options["now"])]


def _state(inputs: list[dict[str, Any]], stored: str | None) -> Any:
    state: Any = None
    for item in inputs:
        if state and stored:
            state = json.loads(json.dumps(state.to_dict(raw=stored == "with what came")))
        state = reduce_state(state, **item)
    return state.to_dict(raw=True)


def _key(scheme: Any, body: str) -> str | None:
    return reread(scheme, body.encode()).idempotency_key


def _refusal(scheme: Any, body: str, headers: dict[str, str], keys: Any, **options: Any) -> str | None:
    at = options["at"]
    try:
        verify(scheme, body.encode(), headers, keys, claims=options["claims"], clock=lambda: at)
    except SignatureError as error:
        return error.reason
    return None


def _validated(**asked: Any) -> list[list[list[str]]]:
    return [_problems(**asked, strict=strict) for strict in (False, True)]


def _problems(provider: Any, payload: Any, value: Any, strict: bool) -> list[list[str]]:
    try:
        # A text is read as JSON, so that one which is the value itself must be written as such.
        validate(provider, payload, json.dumps(value) if isinstance(value, str) else value, strict=strict)
    except PayloadError as error:
        return [list(problem) for problem in error.problems]
    return []


def _result(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **asked: function(**asked).to_dict(raw=True)


_ANSWERS: dict[str, Callable[..., Any]] = {
    "classify": _result(classify), "decode": _result(decode), "outcome": _result(resolve_outcome),
    "retry": _planned, "redact": redact, "state": _state, "validate": _validated, "key": _key,
    "verify": _refusal, "retry_at": _asked,
}  # fmt: skip


def _comparable(value: Any) -> Any:
    """Return a value in which numbers are as JavaScript has them."""
    match value:
        case dict():
            return {_comparable(name): _comparable(item) for name, item in value.items()}
        case list() | tuple():
            return [_comparable(item) for item in value]
        case str():
            return value.encode("utf-16", "surrogatepass").decode(
                "utf-16", "surrogatepass"
            )  # two halves are a whole
        case bool() | None:
            return value
        case _:
            return number if math.isfinite(number := _float(value)) else None


def _float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _places(ours: Any, theirs: Any, at: str) -> Iterator[str]:
    """Yield where two answers differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for name, item in ours.items():
            yield from _places(item, theirs[name], f"{at}.{name}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (item, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _places(item, other, f"{at}[{index}]")
    elif type(ours) is not type(theirs) or ours != theirs:
        yield f"{at or 'answer'}: Python {_shown(ours)}, TypeScript {_shown(theirs)}"


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 120 else f"{text[:120]}..."
