"""Old questions, asked of the new package: where its answers are not those that were promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from codegen.compat.history.answers import AnsweringPackage, refresh_operation
from codegen.compat.history.release import MODES, RecordedRelease

FOR_PEOPLE = (
    ".sentence", ".message", ".summary", ".why", ".phrase", ".docs_url", ".page", ".flags", ".confidence",
)  # fmt: skip
"""Ends of paths in an answer that no program branches on."""
_TRIES = ("retry", "ask_user")
"""Decisions after which something is tried again."""
_INDEX = re.compile(r"\[\d+\]")


class ChangedAnswer(NamedTuple):
    """An answer that is not what it was."""

    kind: str
    """`classify`, `decode` and so on."""
    name: str
    differences: tuple[str, ...]
    """`answer.category: failed expected, found succeeded`."""
    about: frozenset[str]
    """Ids of the codes, vocabularies, payloads and providers that the question and the answer name."""

    @property
    def is_for_people(self) -> bool:
        """Whether only texts differ that no program branches on."""
        return all(_path(line).endswith(FOR_PEOPLE) for line in self.differences)


class ChangedPlan(NamedTuple):
    """A plan that is not what it was."""

    meaning: str
    mode: str
    old: tuple[Any, ...]
    new: tuple[Any, ...]

    @property
    def is_loosened(self) -> bool:
        """Whether something may now be tried that could not, sooner, more often or with no user there."""
        (was, _, old_delay, old_left, old_alone, _), (now, _, delay, left, alone, _) = self.old, self.new
        if now not in _TRIES:
            return False
        if now != was:
            return bool(now == "retry")
        return bool((delay or 0) < (old_delay or 0) or left > old_left or (alone and not old_alone))

    @property
    def told(self) -> str:
        """Both plans, in a line."""
        return f"{_told(self.old)} became {_told(self.new)}"


@dataclass(frozen=True)
class Replayed:
    """The answers and plans that differ, and how many were asked for."""

    answers: list[ChangedAnswer] = field(default_factory=list)
    plans: list[ChangedPlan] = field(default_factory=list)
    asked: int = 0


def replay(old: RecordedRelease, package: AnsweringPackage) -> Replayed:
    """Ask a package what an old release was asked."""
    inputs = {meaning: row["input"] for meaning, row in old.advice.items()}
    request = {
        "ask": "replay", "vectors": old.vectors, "inputs": inputs, "refresh": refresh_operation(old.spec),
    }  # fmt: skip
    given = package.ask(request)
    answers = [_answer(kind, old.vectors[kind][index], lines) for kind, index, lines in given["vectors"]]
    plans = [
        ChangedPlan(meaning, mode, tuple(was), tuple(now))
        for meaning, made in given["advice"].items()
        for mode, was, now in zip(MODES, old.advice[meaning]["plans"], made, strict=True)
        if was != now
    ]
    return Replayed(answers, plans, sum(map(len, old.vectors.values())) + 3 * len(inputs))


def _answer(kind: str, vector: Mapping[str, Any], lines: Iterable[str]) -> ChangedAnswer:
    about = {*_ids(vector["input"]), *_ids(vector["expected"])}
    return ChangedAnswer(kind, vector["name"], tuple(lines), frozenset(about))


def _ids(node: Any, provider: str = "") -> Iterator[str]:
    """Yield the ids that a question or an answer names, in full."""
    if isinstance(node, list):
        for item in node:
            yield from _ids(item, provider)
    elif isinstance(node, dict):
        said = node.get("provider")
        provider = said if isinstance(said, str) else provider
        vocabulary, code = node.get("vocabulary"), node.get("code")
        if isinstance(node.get("id"), str):
            yield node["id"]
            yield node["id"].partition("#")[0]
        if isinstance(vocabulary, str):
            yield f"{provider}:{vocabulary}"
            yield f"{provider}:{vocabulary}={code}"
        if isinstance(node.get("payload"), str):
            yield f"{provider}:{node['payload']}"
        for value in node.values():
            yield from _ids(value, provider)


def _told(plan: tuple[Any, ...]) -> str:
    """Say a plan in a few words."""
    decision, reason, delay, left, alone, actions = plan
    more = [f"after {delay} s"] if delay else []
    more += [f"{left} left"] if left else []
    more += ["alone"] if alone else []
    return f"{decision}/{reason} ({', '.join([*more, *actions])})"


def _path(line: str) -> str:
    return _INDEX.sub("", line.partition(": ")[0].removesuffix(" is missing"))
