"""Asks the Python package and its command about what someone pasted."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from functools import cache
from typing import Any

from codegen.compat.history.questions import ANSWERS
from codegen.model.reality import Knowledge, PastedBody
from codegen.targets.conformance.reality import question

Answer = dict[str, Any]
NOTHING: Answer = dict.fromkeys(
    (
        "verdict",
        "category",
        "actor",
        "decision",
        "delay_s",
        "attempts_left",
        "sentence",
        "action",
        "connection",
    )
) | {"values": []}
"""The answer where the command says that it knows nothing."""


def answer(body: PastedBody, known: Knowledge) -> Answer:
    """Return what is answered about a body with some knowledge."""
    return explained(body) if known == "paste" else _asked(body, known)


def _asked(body: PastedBody, known: Knowledge) -> Answer:
    asked: Answer = ANSWERS["real"](_package, question(body, known))
    return asked


def pasted(body: PastedBody) -> str:
    """Return the text that someone would paste."""
    return body.body if isinstance(body.body, str) else json.dumps(body.body)


def denies(body: PastedBody) -> bool:
    """Say whether `explain` calls a code unlisted that is in the text."""
    text = pasted(body)
    there = [value for value in map(str, body.expected.values) if value in text]
    said = _explain(text)
    return bool(there) and not (said["known"] or said["shared"])


def explained(body: PastedBody) -> Answer:
    """Return what `explain` answers about the text alone; of what it offers, the first code."""
    said = _explain(pasted(body))
    payload, head = said["payload"] or {}, said["head"] or _offered(said)
    plan = said["unattended_plan" if body.unattended else "plan"] or {}
    matches = (match["classification"] for match in said["matches"])
    found = [*matches, *payload.get("classifications", ()), *([head] if said["head"] else ())]
    return {
        **NOTHING,
        "values": [item["raw"] for item in found],
        "verdict": payload.get("verdict"),
        **{field: head.get(field) for field in ("category", "actor")},
        **{
            field: plan.get(field)
            for field in ("decision", "delay_s", "attempts_left", "sentence", "connection")
        },
        "action": next(iter(plan.get("actions", ())), None),
    }


def _offered(said: Answer) -> Answer:
    """Return the meaning of the first code that is offered where none is found."""
    for item in said["found"][:1]:
        provider, _, vocabulary = item["vocabulary"].partition(":")
        found: Answer = _package("").classify(provider, item["value"], vocabulary=vocabulary).to_dict()
        return found
    return said["guesses"][0] if said["guesses"] else {}


@cache
def _explain(text: str) -> Answer:
    out = io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        importlib.import_module("linkcodes.cli.app").run(["explain", "--format", "json", "--", text])
    said: Answer = json.loads(out.getvalue())
    return said


def _package(module: str) -> Any:
    return importlib.import_module(f"linkcodes.{module}" if module else "linkcodes")
