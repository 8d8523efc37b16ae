"""The report on live traffic: what was found, as a dictionary that JSON can have, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from linkcodes._index import VERSION as VERSION_OF_SPEC
from linkcodes._live._judge import INVALID, NEW_FIELD, NEW_VALUE, NOT_STRICT, Novelty
from linkcodes._live._tally import PayloadSeen, Seen, Tally
from linkcodes._runtime.rules import books

VERSION = 1
"""The version of the form that a report has."""
KINDS = (NEW_VALUE, NEW_FIELD, INVALID, NOT_STRICT)
"""The kinds of findings: a value, or a field, that is not listed; a body that the tolerant schema refuses;
one that the strict schema refuses for another reason."""


class LiveReport:
    """What live traffic has, compared with what is listed. Nothing in it is a body, or a part of one."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        """`record`: what `to_dict` returned. ValueError: it is no such record."""
        self._record = _checked(record)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What is new or wrong, the most frequent first."""
        found: list[dict[str, Any]] = self._record["findings"]
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the report in the form that `live-check --format json` prints."""
        return dict(self._record)

    def new_since(self, baseline: LiveReport) -> list[dict[str, Any]]:
        """Return the findings that an earlier report does not have."""
        known = {item["fingerprint"] for item in baseline.findings}
        return [item for item in self.findings if item["fingerprint"] not in known]

    @classmethod
    def merged(cls, reports: Iterable[LiveReport]) -> LiveReport:
        """Return the report on all that several are about."""
        tally = Tally()
        for report in reports:
            _add(tally, report.to_dict())
        return cls(record_of(tally))


def record_of(tally: Tally) -> dict[str, Any]:
    """Return counts in the form of a report."""
    return {
        "version": VERSION,
        "spec_version": VERSION_OF_SPEC,
        "bodies": {
            "read": tally.read,
            "recognized": tally.recognized,
            "unrecognized": tally.read - tally.recognized - tally.unreadable,
            "unreadable": tally.unreadable,
        },
        "first_seen": tally.whole.first,
        "last_seen": tally.whole.last,
        "payloads": [_payload(*item) for item in _frequent(tally.payloads)],
        "codes": [
            {"vocabulary": vocabulary, "value": value, **_times(seen)}
            for (vocabulary, value), seen in _frequent(tally.codes)
        ],
        "findings": [_finding(*item) for item in _frequent(tally.drift)],
        "coverage": list(_coverage(tally)),
    }


def _frequent(counts: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    return sorted(counts.items(), key=lambda item: (-item[1].count, str(item[0])))


def _payload(name: str, seen: PayloadSeen) -> dict[str, Any]:
    return {"payload": name, **_times(seen), "valid": seen.valid, "valid_strict": seen.strict}


def _times(seen: Seen) -> dict[str, Any]:
    return {"count": seen.count, "first_seen": seen.first, "last_seen": seen.last}


def _finding(drift: Novelty, seen: Seen) -> dict[str, Any]:
    facts = drift._asdict()
    return {
        "fingerprint": hashlib.sha256(repr(tuple(drift)).encode()).hexdigest()[:12],
        **{name: value for name, value in facts.items() if value not in (None, "") or name == "pointer"},
        **({"value": None} if drift.kind == NEW_VALUE and drift.value is None else {}),
        "types": sorted(seen.types),
        **_times(seen),
        "place": seen.place,
    }


def _coverage(tally: Tally) -> Iterator[dict[str, Any]]:
    """Yield how much of each vocabulary was seen, for the providers of which anything was."""
    seen = set(tally.codes)
    owners = {name.partition(":")[0] for name in (*tally.payloads, *(name for name, _ in seen))}
    for owner in books():
        if owner.id not in owners:
            continue
        for local in owner.money:
            name = f"{owner.id}:{local}"
            values = [item.record["value"] for item in owner.items if item.vocabulary == local]
            unseen = [value for value in values if (name, value) not in seen]
            listed = len(values)
            yield {"vocabulary": name, "listed": listed, "seen": listed - len(unseen), "not_seen": unseen}


def _checked(record: Any) -> dict[str, Any]:
    """Return a record if it is that of a report; a part that is missing or of another type is an error."""
    try:
        if record["version"] != VERSION:
            raise ValueError("it is of another version; make it again")
        _add(Tally(), record)
        if not all(isinstance(item["fingerprint"], str) for item in record["findings"]):
            raise TypeError
        return dict(record)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is no report; give what `linkcodes live-check --format json` prints") from error


def _add(tally: Tally, record: Mapping[str, Any]) -> None:
    bodies = record["bodies"]
    tally.read += bodies["read"]
    tally.recognized += bodies["recognized"]
    tally.unreadable += bodies["unreadable"]
    tally.whole.add(0, record["first_seen"], record["last_seen"])
    for item in record["payloads"]:
        payload = tally.payloads.setdefault(item["payload"], PayloadSeen())
        _count(payload, item)
        payload.valid += item["valid"]
        payload.strict += item["valid_strict"]
    for item in record["codes"]:
        _count(tally.code(item["vocabulary"], item["value"]), item)
    for item in record["findings"]:
        facts = {name: item[name] for name in Novelty._fields if name in item}
        seen = tally.found(Novelty(**facts))
        _count(seen, item)
        seen.types.update(item["types"])
        seen.place = seen.place or item["place"]


def _count(seen: Seen, item: Mapping[str, Any]) -> None:
    seen.add(item["count"], item["first_seen"], item["last_seen"])
