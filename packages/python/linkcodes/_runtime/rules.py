"""The rules that the package ships, read when first needed and indexed for look-ups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from linkcodes._index import TYPE_NAMES
from linkcodes._metadata.axes import TERMS
from linkcodes._metadata.wait import Wait
from linkcodes._packaged import packaged
from linkcodes._runtime.messages import trimmed
from linkcodes._validation.payloads import check_of
from linkcodes.taxonomy import (
    Action,
    Actor,
    Category,
    Challenge,
    Confidence,
    Ends,
    Operation,
    Phase,
    RetryMode,
    Scope,
    Severity,
    Situation,
)

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes._validation.checks import Check
    from linkcodes.ids import KnownPayloadId, Provider

Record = dict[str, Any]
_LEAST_WORDS = 3
"""How many words say what happened: two are in any sentence."""
PROVIDERS = tuple(dict.fromkeys(id.partition(":")[0] for id in TYPE_NAMES))
"""The ids of the providers, in the order of the spec."""


class BehaviorRules(NamedTuple):
    """The behavior of a code, in the words of the taxonomy."""

    situation: Situation | None
    category: Category
    actor: Actor
    actions: tuple[Action, ...]
    retry: RetryMode | None
    unattended_retry: bool
    phase: Phase | None
    ends: Ends | None
    severity: Severity | None
    challenge: Challenge | None
    partial: bool | None
    scope: Scope | None
    suspension_risk: bool
    operation: Operation | None
    wait: Wait | None
    confidence: Confidence | None

    @classmethod
    def read(cls, record: Record) -> BehaviorRules:
        """Return the behavior that a record describes; what it does not name is None."""
        named = {name: _term(record.get(name), kind) for name, kind in TERMS.items()}
        actions = tuple(map(Action, record["actions"]))
        return cls(
            **named,
            actions=actions,
            unattended_retry=record.get("unattended_retry", False),
            partial=record.get("partial"),
            suspension_risk=record.get("suspension_risk", False),
            wait=Wait.read(record.get("wait")),
        )

    def alike(self) -> tuple[object, ...]:
        """Return what two behaviors share that differ in confidence alone."""
        return self[:-1]


def _term(value: str | None, kind: Any) -> Any:
    return None if value is None else kind(value)


class Listed(NamedTuple):
    """One value of one vocabulary."""

    vocabulary: str
    """Local id."""
    record: Record
    """As the rules describe it."""

    def meanings(self) -> tuple[Record, ...]:
        """Return what it says about itself, then each of several meanings."""
        return self.record, *self.record.get("contexts", ())

    @property
    def name(self) -> str:
        """Its name, which is the value itself where nothing else is said."""
        record = self.record
        name: str = record["name"] if "name" in record else record["value"]
        return name


class ProviderRules:
    """The rules of one provider."""

    def __init__(self, rules: Record) -> None:
        self.id: Provider = rules["id"]
        self.sources: dict[str, str] = rules["sources"]
        self.effects: dict[str, str] = rules["operations"]
        self.money: dict[str, str | None] = {item["id"]: item.get("money") for item in rules["vocabularies"]}
        self.behaviors = {name: BehaviorRules.read(item) for name, item in rules["behaviors"].items()}
        self.absent: dict[str, Record | None] = {
            item["id"]: item.get("absent") for item in rules["vocabularies"]
        }
        codes = ((item["id"], code) for item in rules["vocabularies"] for code in item["codes"])
        self.items = [Listed(vocabulary, code) for vocabulary, code in codes]
        self.listed: dict[str | int, list[Listed]] = {}
        for item in self.items:
            self.listed.setdefault(item.record["value"], []).append(item)
        self.telling: frozenset[str] = frozenset(
            item.record["value"]
            for item in self.items
            if type(item.record["value"]) is str and "plain" not in item.record
        )
        """Listed texts that no other API is likely to send."""
        self._payloads: list[Record] = rules["payloads"]

    def find(self, value: str | int, vocabulary: str) -> Listed | None:
        """Return a value of a vocabulary; a number is found as text, and text as a number."""
        named = (item for item in self.listed.get(value, ()) if item.vocabulary == vocabulary)
        found = next(named, None)
        if found is None and (other := respelled(value)) is not None:
            return next((it for it in self.listed.get(other, ()) if it.vocabulary == vocabulary), None)
        return found

    def hits(self, value: str | int) -> list[Listed]:
        """Return the entries of a value in all vocabularies; of a number written the other way, if none."""
        found = self.listed.get(value)
        if found is None and (other := respelled(value)) is not None:
            found = self.listed.get(other)
        return found or []

    def behavior(self, meaning: Record) -> BehaviorRules | None:
        """Return how a code, or one of its meanings, behaves; None if it is no outcome."""
        name = meaning.get("behavior")
        return None if name is None else self.behaviors[name]

    def id_of(self, item: Listed) -> str:
        """Return the public id of a value."""
        return f"{self.id}:{item.vocabulary}#{item.name}"

    @cached_property
    def verdicts(self) -> dict[tuple[str, str | None], str]:
        """Verdicts by id and context, of the values and meanings that have one of their own."""
        meanings = ((item, each) for item in self.items for each in item.meanings())
        return {
            (self.id_of(item), None if each is item.record else each["id"]): each["verdict"]
            for item, each in meanings
            if "verdict" in each
        }

    @cached_property
    def alone(self) -> dict[int, Listed]:
        """What an HTTP status means where no code is known, by status: a value, or that there is none."""
        absent = (Listed(name, record) for name, record in self.absent.items() if record)
        return {status: item for item in (*absent, *self.items) for status in item.record.get("alone", ())}

    @cached_property
    def messages(self) -> list[tuple[str | list[str], Listed, BehaviorRules]]:
        """Every message with the value and the behavior that go with it."""
        meanings = ((item, each) for item in self.items for each in item.meanings())
        return [
            (message, item, behavior)
            for item, meaning in meanings
            if (behavior := self.behavior(meaning))
            for message in meaning.get("messages", ())
        ]

    @cached_property
    def said(self) -> list[tuple[str, ...]]:
        """What is fixed in each text that says what happened: messages, and values that are sentences."""
        values = (item.record["value"] for item in self.items if self.behavior(item.record))
        texts = [*(message for message, _, _ in self.messages), *(it for it in values if type(it) is str)]
        parts = (tuple(map(trimmed, [text] if type(text) is str else text)) for text in texts)
        fixed = (tuple(part for part in each if part) for each in parts)
        return [each for each in dict.fromkeys(fixed) if len(" ".join(each).split()) >= _LEAST_WORDS]

    @cached_property
    def coded_names(self) -> dict[str, list[tuple[tuple[str, ...], bool]]]:
        """What fields hold that payloads have somewhere, by name: whose codes, and if it is a detail."""
        names: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        for payload in self.payloads:
            for coded in payload.codes:
                use = coded.vocabularies, coded.path in payload.role("detail")
                if use not in names.setdefault(coded.path[-1], []):
                    names[coded.path[-1]].append(use)
        return names

    @cached_property
    def plain_names(self) -> frozenset[str]:
        """The names of fields that contain texts for people."""
        return frozenset(path[-1] for payload in self.payloads for path in payload.role("message"))

    @cached_property
    def longest(self) -> int:
        """The length of the longest listed text."""
        return max((len(value) for value in self.listed if isinstance(value, str)), default=0)

    @cached_property
    def payloads(self) -> tuple[PayloadRules, ...]:
        """The payloads, in the order of the spec."""
        return tuple(PayloadRules(self, record) for record in self._payloads)


Path = tuple[str, ...]


class RecognitionSign(NamedTuple):
    """What a payload may be recognized by."""

    path: Path
    equals: str | None
    points: int
    also: tuple[tuple[Path, str | None], ...] = ()
    """What must be there as well: a path, and the value that it leads to, if it is one."""


class RecognitionMark(NamedTuple):
    """A field whose name says whose payload it is."""

    path: Path
    points: int


class Coded(NamedTuple):
    """A field that contains codes."""

    path: Path
    vocabularies: tuple[str, ...]
    message: str | None
    """Name of the field beside it that says the same in words."""


def _marks(sign: Record) -> Iterator[tuple[Path, str | None]]:
    return ((tuple(mark["path"]), mark.get("equals")) for mark in sign.get("also", ()))


class PayloadRules:
    """How one payload is recognized, and what is where in it."""

    def __init__(self, book: ProviderRules, record: Record) -> None:
        self.book = book
        self.id: KnownPayloadId = record["id"]
        self.channel: str = record["channel"]
        self.signs = [
            RecognitionSign(
                tuple(sign["path"]), sign.get("equals"), sign.get("points", 0), tuple(_marks(sign))
            )
            for sign in record["signs"]
        ]
        self.marks = [RecognitionMark(tuple(mark["path"]), mark["points"]) for mark in record["marks"]]
        self.fields = frozenset(record["fields"])
        self.operation: str | None = record.get("operation")
        self.money: str | None = record.get("money")
        self.means: Record | None = record.get("means")
        """The code that it means by itself, and which fields must be there or not."""
        self.event_ids: Sequence[Path] = [tuple(record["event_id"])] if "event_id" in record else ()
        self._roles: dict[str, list[Path]] = {}
        for item in record["roles"]:
            self._roles.setdefault(item["role"], []).append(tuple(item["path"]))
        self.codes = [self._coded(item) for item in record["codes"]]
        self.places = {coded.path for coded in self.codes} | {(name,) for name in self.fields}
        """Where it is known what is there: the fields that contain codes, and all at the top."""
        self.lists = {
            coded.path[:at] for coded in self.codes for at, step in enumerate(coded.path) if step == "*"
        }
        """The lists in which there are codes."""
        beside = {path[:-1] for path in self.role("http_status")}
        self.absent = [
            (coded, name)
            for coded in self.codes
            if coded.path[:-1] in beside
            and (name := next((name for name in coded.vocabularies if book.absent.get(name)), None))
        ]
        """The fields beside an HTTP status whose vocabularies say what no code means."""

    def role(self, role: str) -> Sequence[Path]:
        """Return the paths of the fields with a role."""
        return self._roles.get(role, ())

    @cached_property
    def check(self) -> Check:
        """What finds faults in a body, tolerantly; made when it is first needed."""
        return check_of(self.book.id, self.id)

    def _coded(self, item: Record) -> Coded:
        path = tuple(item["path"])
        beside = (found[-1] for found in self.role("message") if found[:-1] == path[:-1])
        return Coded(path, tuple(item["vocabularies"]), next(beside, None))


_LONGEST_NUMBER = 9


def respelled(value: str | int) -> str | int | None:
    """Return a number as text, and text that is nothing but a number as that; else None."""
    if type(value) is int:
        return str(value) if abs(value) < 10**_LONGEST_NUMBER else None
    text = str(value)
    digits = text.removeprefix("-")
    short = len(digits) <= _LONGEST_NUMBER and digits.isascii() and digits.isdigit()
    return int(text) if short and (digits == "0" or digits[0] != "0") else None


@cache
def core() -> Record:
    """Return what applies to all providers."""
    return packaged("rules")


def book(provider: str | None) -> ProviderRules | None:
    """Return the rules of a provider; None if there is no such provider."""
    return _book(provider) if provider in PROVIDERS else None


def books() -> tuple[ProviderRules, ...]:
    """Return the rules of all providers, in the order of the spec."""
    return tuple(map(_book, PROVIDERS))


@cache
def _book(provider: str | None) -> ProviderRules:
    return ProviderRules(packaged(f"rules/{provider}"))
