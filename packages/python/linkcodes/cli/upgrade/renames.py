"""What was renamed since a release, as questions that a program's source raises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from linkcodes._packaged import packaged

Record = Mapping[str, Any]


class Answer(NamedTuple):
    """What became of an old name, field or value."""

    new: str | int | None
    """None where it was removed."""
    note: str

    @property
    def reason(self) -> str:
        """Why the old one is not there any longer, and what to do."""
        return f"is {self.new!r} now" if self.new is not None else f"was removed: {self.note}"


def version_key(version: str) -> tuple[int, ...]:
    """Return what a version is compared by; raise ValueError if it is none."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version, re.ASCII):
        raise ValueError(version)
    return tuple(int(number) for number in version.split("."))


class Renames:
    """The changes of one language that came after a release."""

    def __init__(self, language: str, since: str) -> None:
        data, after = packaged("renames"), version_key(since)
        changes = [item for item in data["changes"] if item["language"] == language]
        self._changes = [item for item in changes if version_key(item["since"]) > after]
        self._paths = {item["old"]: _answer(item) for item in self._changes if item["kind"] == "path"}
        self.deprecated: dict[str, str] = {
            item["path"]: item["note"] for item in data["deprecated"] if item["language"] == language
        }
        """What to use instead of a deprecated member, by its path."""

    def path(self, old: str) -> Answer | None:
        """Return what a public name, or what is below it, is called today; None if that is the same."""
        now, answer = old, None
        for _ in range(len(self._paths)):  # each release may have renamed it once more
            found = next(((head, self._paths[head]) for head in _heads(now) if head in self._paths), None)
            if found is None:
                break
            head, answer = found
            if answer.new is None:
                return answer
            now = f"{answer.new}{now.removeprefix(head)}"
        return None if answer is None or now == old else Answer(now, answer.note)

    def field(self, name: str, trail: str | None) -> Answer | None:
        """Return what a field is called today, if `trail` leads to an object that has it."""
        return self._last("field", name, trail)

    def value(self, value: str | int, trail: str | None) -> Answer | None:
        """Return what a value is today that is compared with what `trail` leads to."""
        return self._last("value", value, trail) or self._last("word", value, trail)

    def passed(self, value: str | int, function: str, before: tuple[object, ...]) -> Answer | None:
        """Return what a value is today that is handed to a function, behind the arguments `before`."""
        function = self._today(function)
        for item in self._of("value", value):
            named = function in item["classified"] if "classified" in item else False
            if (not before and function in item["passed"]) or (named and before == (item["provider"],)):
                return _answer(item)
        return None

    def known(self, kind: str, old: str | int) -> Answer | None:
        """Return what became of a field or value, wherever it may come from."""
        return next((_answer(item) for item in self._of(kind, old)), None)

    def last_name(self, name: str) -> Answer | None:
        """Return what a public name may be called today that is known by its last part alone."""
        return self._last_names.get(name)

    @cached_property
    def _last_names(self) -> dict[str, Answer]:
        ends = ((re.split(r"[./]", old)[-1], answer) for old, answer in self._paths.items())
        return {end: answer for end, answer in ends if str(answer.new).rpartition(".")[2] != end}

    @cached_property
    def words(self) -> frozenset[str]:
        """Texts without which a file has nothing to change."""
        names = {re.split(r"[./]", old)[-1] for old in self._paths}
        others = {str(item["old"]) for item in self._changes if item["kind"] != "path"}
        return frozenset(word for word in names | others if re.search(r"[a-z0-9][A-Z]|[_./-]", word))

    def _last(self, kind: str, old: str | int, trail: str | None) -> Answer | None:
        """Follow the changes of several releases, each of which may have changed it once more."""
        answer = None
        trails = {trail, self._today(trail)} if trail else set()
        for item in self._of(kind, old):
            if any(_pattern(pattern).fullmatch(found) for pattern in item["on"] for found in trails):
                answer = _answer(item)
                further = answer.new is not None and self._last(kind, answer.new, trail)
                return further or answer
        return answer

    def _today(self, trail: str) -> str:
        answer = self.path(trail)
        return str(answer.new) if answer and answer.new is not None else trail

    def _of(self, kind: str, old: str | int) -> Iterable[Record]:
        return (
            item
            for item in self._changes
            if item["kind"] == kind and item["old"] == old and type(item["old"]) is type(old)
        )


def _heads(path: str) -> Iterable[str]:
    """Yield a path and all that it begins with, the longest first: `a.b()`, `a.b`, `a`."""
    yield path
    for step in reversed([*re.finditer(r"[.(\[]", path)]):
        yield path[: step.start()]


def _answer(item: Record) -> Answer:
    return Answer(item.get("new"), item.get("note", ""))


@cache
def _pattern(trail: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, trail.split("*"))))
