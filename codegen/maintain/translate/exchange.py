"""Reads the files that translators send back: gettext's `.po` and XLIFF 1.2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import polib

from codegen.read.findings import UsageError


class Unit(NamedTuple):
    """One text that came back."""

    key: str
    """As catalogs write it, lists counted from 1: `payment_with_bank.ask.1`."""
    source: str
    """What was translated, which may have changed since."""
    text: str
    """Empty where it is not translated."""
    is_approved: bool
    """Whether the translator says that it is final."""


class Returned(NamedTuple):
    """A file that came back."""

    locale: str
    units: tuple[Unit, ...]


def returned(path: Path) -> Returned:
    """Read a file; raise UsageError, which names it, if it is of no format that is known, or broken."""
    reader = _READERS.get(path.suffix)
    if reader is None:
        raise UsageError(f"{path}: translations come back as {' or '.join(_READERS)}; export one of these")
    try:
        return reader(path)
    except (OSError, UnicodeDecodeError, ElementTree.ParseError) as broken:
        raise UsageError(f"{path}: this cannot be read: {broken}; export it again") from None


def _of_gettext(path: Path) -> Returned:
    file = polib.pofile(path.read_text(encoding="utf-8"))
    units = (
        Unit(entry.msgctxt or "", entry.msgid, entry.msgstr, not entry.fuzzy)
        for entry in file
        if not entry.obsolete
    )
    return Returned(_language(path, file.metadata.get("Language", "")), tuple(units))


def _of_xliff(path: Path) -> Returned:
    root = ElementTree.fromstring(path.read_bytes())
    file = root.find("{*}file")
    if file is None or not root.get("version", "").startswith("1."):
        raise UsageError(f"{path}: this is no XLIFF 1.2; export it in that version")
    return Returned(_language(path, file.get("target-language", "")), tuple(_units(path, file)))


def _units(path: Path, file: ElementTree.Element) -> Iterator[Unit]:
    for unit in file.iter():
        if unit.tag.rpartition("}")[2] != "trans-unit":
            continue
        key = unit.get("resname") or unit.get("id") or ""
        target = unit.find("{*}target")
        if target is not None and len(target):
            raise UsageError(f"{path}: {key!r} has markup; texts are plain: remove it")
        text = unit.findtext("{*}target", default="")
        yield Unit(key, unit.findtext("{*}source", default=""), text, unit.get("approved") == "yes")


def _language(path: Path, said: str) -> str:
    if not said:
        raise UsageError(f"{path}: it does not say its language; keep the header that was exported")
    return said.replace("_", "-")


_READERS = {".po": _of_gettext, ".xlf": _of_xliff, ".xliff": _of_xliff}
