"""The report on live traffic for other programs: annotations of GitHub, JUnit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from linkcodes import redact
from linkcodes.cli.annotations import annotation
from linkcodes.cli.blocks import printable
from linkcodes.cli.live.screen import LABELS, summary, told

_NAME = "linkcodes live-check"


def masked(text: str) -> str:
    """Return a text on one line and without secrets: even the name of a file may have one."""
    return printable(redact(text))


def github(record: Mapping[str, Any]) -> str:
    """Return an annotation for each finding: an error for what fails, a notice for the rest."""
    return "".join(_annotation(item, item["fingerprint"] in record["failing"]) for item in record["findings"])


def junit(record: Mapping[str, Any]) -> str:
    """Return the report in the form of JUnit: a test for each payload, which fails where a finding does."""
    failing = [item for item in record["findings"] if item["fingerprint"] in record["failing"]]
    names = dict.fromkeys(
        [*(item["payload"] for item in record["payloads"]), *(item["payload"] for item in failing)]
    )
    failed = {item["payload"] for item in failing}
    counts = {"name": _NAME, "tests": str(len(names)), "failures": str(len(failed))}
    suite = Element("testsuite", counts)
    for name in names:
        case = SubElement(suite, "testcase", {"classname": _NAME, "name": name})
        for item in (item for item in failing if item["payload"] == name):
            failure = SubElement(case, "failure", {"type": item["kind"], "message": _line(item)})
            failure.text = (
                f"{_line(item)}\n{item['count']:,} times, first at {item['place'] or 'an unknown place'}"
            )
    SubElement(suite, "system-out").text = summary(record)
    indent(suite)
    return tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _annotation(item: Mapping[str, Any], fails: bool) -> str:
    file, _, line = item["place"].rpartition(":")
    where = {"file": file, "line": line} if line.isdecimal() else {"file": item["place"].partition("#")[0]}
    fields = {**where, "title": f"linkcodes {item['kind']}"} if item["place"] else {"title": item["kind"]}
    return annotation("error" if fails else "notice", _line(item), fields)


def _line(item: Mapping[str, Any]) -> str:
    return f"{item['payload']} {item['pointer']}: {LABELS[item['kind']]}: {told(item)}".replace("`", "")
