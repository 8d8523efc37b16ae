"""What a source may name: the types of each provider, their members and values, and which are deprecated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from linkcodes._index import TYPE_NAMES
from linkcodes.cli import catalog
from linkcodes.cli.masked import masked

_NEARLY = 0.85
"""How alike a text is to a code that is meant to be one; 1 is the same."""
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, eq=False)
class KnownType:
    """A vocabulary, as both packages offer it."""

    provider: str
    name: str
    """The name of the enumeration."""
    members: Mapping[str, Mapping[str, Any]]
    """What is known of each code, by the name of its member."""

    @cached_property
    def values(self) -> dict[str, Mapping[str, Any]]:
        """The same by the value on the wire, as text."""
        return {str(record["value"]): record for record in self.members.values()}

    @property
    def module(self) -> str:
        """The module of the npm package: `SecondaryStatus` is in `secondary-status`."""
        return _WORD_START.sub("-", self.name).lower()

    @cached_property
    def lookups(self) -> set[str]:
        """The functions of the npm package whose first argument is a value."""
        camel = self.name[:1].lower() + self.name[1:]
        return {f"is{self.name}", f"parse{self.name}", f"{camel}Info", f"{camel}Behavior"}


class Complaint(NamedTuple):
    """What is wrong about a name or a value in a source."""

    rule: str
    """`unknown-code`, `unknown-type` or `deprecated-code`."""
    code: str
    """What the source says."""
    message: str
    replacement: str | None = None


@cache
def types() -> dict[tuple[str, str], KnownType]:
    """Return all types by provider and name."""
    members: dict[str, dict[str, Mapping[str, Any]]] = {id: {} for id in TYPE_NAMES}
    for entry in catalog.entries():
        members[entry.vocabulary][entry.name] = entry.record
    found = (KnownType(id.partition(":")[0], name, members[id]) for id, name in TYPE_NAMES.items())
    return {(item.provider, item.name): item for item in found}


def named(type: KnownType, member: str) -> Complaint | None:
    """Return what is wrong about a member of a type."""
    if member not in type.members:
        return _unknown(f"{type.name}.{member}", f"{type.name} of {type.provider}", member, type.members)
    return _deprecated(type, f"{type.name}.{member}", type.members[member])


def valued(type: KnownType, value: object) -> Complaint | None:
    """Return what is wrong about a value that is compared with those of a type."""
    if str(value) not in type.values:
        return _unknown(str(value), f"{type.name} of {type.provider}", str(value), type.values)
    return _deprecated(type, str(value), type.values[str(value)])


def misspelled(type: KnownType, value: object) -> Complaint | None:
    """Return what is wrong about a text that is nearly a value of a type; others may be right."""
    near = value not in type.values and catalog.alike(str(value), type.values, cutoff=_NEARLY)
    return valued(type, value) if near else None


def read(provider: str | None, value: object) -> Complaint | None:
    """Return what is wrong about a value that is compared with the code in an answer."""
    if provider:
        return sent(provider, value)
    if any(str(value) in type.values for type in types().values()):
        return None
    values = dict.fromkeys(known for type in types().values() for known in type.values)
    return _unknown(str(value), "what any provider sends", str(value), values)


def sent(provider: str, value: object) -> Complaint | None:
    """Return what is wrong about a value that a provider is said to send, whatever the vocabulary."""
    if provider not in catalog.providers():
        return _unknown(provider, "the list of providers", provider, catalog.providers())
    listed = [type for type in of(provider) if str(value) in type.values]
    if not listed:
        values = (known for type in of(provider) for known in type.values)
        return _unknown(str(value), f"what {provider} sends", str(value), values)
    complaints = [valued(type, value) for type in listed]
    return complaints[0] if all(complaints) else None  # deprecated at one place, but not at another


def imported(provider: str, name: str) -> Complaint | None:
    """Return what is wrong about the name of a type that is imported."""
    if (provider, name) in types():
        return None
    found = _unknown(name, f"linkcodes.{provider}", name, [type.name for type in of(provider)])
    return found._replace(rule="unknown-type")


def of(provider: str) -> list[KnownType]:
    """Return the types of a provider."""
    return [type for (owner, _), type in types().items() if owner == provider]


def modules(provider: str) -> Iterator[tuple[str, KnownType]]:
    """Yield the modules of the npm package that have one type each, with their names."""
    yield from ((type.module, type) for type in of(provider))


def _unknown(code: str, place: str, word: str, known: Any) -> Complaint:
    similar = catalog.alike(word, known)
    advice = f"; similar: {', '.join(similar)}" if similar else ""
    code = masked(code)  # it may be no code at all
    return Complaint("unknown-code", code, f"{code} is not in {place}{advice}")


def _deprecated(type: KnownType, code: str, record: Mapping[str, Any]) -> Complaint | None:
    deprecated = record.get("deprecated")
    if not deprecated:
        return None
    other = deprecated.get("replaced_by")
    instead = f"; use {type.name}.{other}" if other else ""
    return Complaint(
        "deprecated-code", code, f"{code} is deprecated ({deprecated['reason']}){instead}", other
    )
