"""Read pages, compare each with its source, and turn what is not accepted into findings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codegen.maintain.drift import markup, plain
from codegen.maintain.drift.claims import lexicon
from codegen.maintain.drift.compare import Drift, compare
from codegen.maintain.drift.page import SavedPage
from codegen.maintain.drift.recognize import Candidate, ambiguous, candidates, likeliest, named
from codegen.read.findings import Finding, Place, UsageError
from codegen.resolve.spec import ResolvedSpec

LARGEST = 5_000_000
"""Bytes of the largest file that can be a page of documentation."""
LONGEST = 300_000
"""Characters of the longest text that can be one page."""


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """A page, the source that it was compared with, and what differs."""

    file: str
    source: str
    values: int
    """How many values of the spec were looked for."""
    findings: list[Finding]


def check(spec: ResolvedSpec, files: Sequence[Path], names: Sequence[str]) -> list[CheckedPage]:
    """Compare pages with one source, each with its own, or with the one that it looks like.

    Raise UsageError with everything that keeps any of the files from being compared.
    """
    if len(names) not in (0, 1, len(files)):
        raise UsageError(
            f"{len(names)} sources for {len(files)} files: name one for all, one for each, or none"
        )
    sources = candidates(spec)
    chosen = [named(sources, name) for name in names]
    done: list[CheckedPage] = []
    errors: list[str] = []
    for index, file in enumerate(files):
        try:
            page = read_page(file)
            wanted = [chosen[index % len(chosen)]] if chosen else likeliest(page, sources)
            done.append(_check(page, wanted))
        except UsageError as error:
            errors.append(str(error))
    if errors:
        raise UsageError("\ncodegen: ".join(errors))
    return done


def read_page(path: Path) -> SavedPage:
    """Read a saved page, whatever its form; raise UsageError where it cannot be one."""
    text = _text(path)
    read = markup.read if markup.is_markup(text, path.suffix) else plain.read
    page = read(text, path.as_posix())
    if not page.lines:
        raise UsageError(f"{path}: it has no text; save the page again")
    if sum(len(line.text) + 1 for line in page.lines) > LONGEST:
        raise UsageError(f"{path}: its text is longer than {LONGEST} characters; save one page alone")
    return page


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{path}: it is no file; name the saved pages one by one")
        if path.stat().st_size > LARGEST:
            raise UsageError(
                f"{path}: it is larger than {LARGEST // 1_000_000} MB; save the page without its images"
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: it cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if b"\x00" in data:
        raise UsageError(f"{path}: it is no text; save the page as text, HTML or Markdown in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not UTF-8; save the page as UTF-8") from error


def _check(page: SavedPage, wanted: list[Candidate]) -> CheckedPage:
    """Compare a page with its source; sources that say the same of it are one."""
    results = [_compared(page, one) for one in wanted]
    if any(_outcome_of(result) != _outcome_of(results[0]) for result in results):
        raise ambiguous(page, wanted)
    return results[0]


def _outcome_of(result: CheckedPage) -> set[tuple[str, str]]:
    return {(finding.rule, finding.message.split(": ", 1)[-1]) for finding in result.findings}


def _compared(page: SavedPage, one: Candidate) -> CheckedPage:
    differences = compare(page, one.provider, one.claims, lexicon(one.provider, one.claims.values()))
    accepted = {(item.kind, item.value) for item in one.source.accepted_drift}
    place = one.provider.place.child("sources", one.provider.sources.index(one.source), "accepted_drift")
    findings = [
        _finding(drift, page, one.id, place)
        for drift in differences
        if (drift.kind, drift.value) not in accepted
    ]
    seen = {(drift.kind, drift.value) for drift in differences}
    for at, item in enumerate(one.source.accepted_drift):
        if (item.kind, item.value) not in seen:
            message = f"{one.id}: {item.kind} of {item.value!r} is accepted, but {page.file} does not have it"
            advice = "remove this entry: the page and the spec agree here now"
            findings.append(Finding(place.child(at), "acceptance-not-needed", message, advice))
    return CheckedPage(page.file, one.id, len(one.claims), findings)


def _finding(drift: Drift, page: SavedPage, source: str, accepted: Place) -> Finding:
    entry = json.dumps({"kind": drift.kind, "value": drift.value, "reason": "..."}, ensure_ascii=False)
    advice = f"{drift.advice}; or accept it in {accepted}: {entry}"
    if drift.line:
        return Finding(Place(page.file), drift.kind, f"{source}: {drift.says}", advice, line=drift.line)
    return Finding(drift.place, drift.kind, f"{source} ({page.file}): {drift.says}", advice)
