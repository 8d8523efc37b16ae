"""`lint --fix`: what has one right answer is changed in the files, by as few characters as possible."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from codegen.read.findings import Finding
from codegen.text.json_edit import patched

ROUNDS = 10
"""How often to look again: one fix may show, or allow, the next."""
_UNREADABLE = {"invalid-json", "duplicate-key", "not-utf8", "unreadable-file", "unshowable-text"}
"""What says that a file is not what it seems, so that nothing in it is changed."""


def fix(look: Callable[[], list[Finding]], base: Path) -> tuple[list[Finding], list[Finding]]:
    """Fix what can be fixed; return that, and what is left. `look` finds what is wrong now."""
    fixed: list[Finding] = []
    findings = look()
    for _ in range(ROUNDS):
        done = [finding for group in _by_file(findings, base).items() for finding in _fix_file(*group)]
        if not done:
            break
        fixed += done
        findings = look()
    return list(dict.fromkeys(fixed)), findings


def _by_file(findings: Sequence[Finding], base: Path) -> dict[Path, list[Finding]]:
    """Return the findings that have a fix, by the file that it changes."""
    unreadable = {finding.place.path(base) for finding in findings if finding.rule in _UNREADABLE}
    files: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding.fix and (path := finding.fix.place.path(base)) not in unreadable:
            files.setdefault(path, []).append(finding)
    return files


def _fix_file(path: Path, findings: list[Finding]) -> list[Finding]:
    """Apply the fixes of one file; return what was fixed."""
    text = path.read_bytes().decode("utf-8")
    new = patched(text, [finding.fix.patch for finding in findings if finding.fix])
    json.loads(new)
    if new == text:
        return []
    _write(path.resolve(), new)
    return findings


def _write(path: Path, text: str) -> None:
    """Replace a file in one step, so that no reader ever sees half of it."""
    staging = path.with_name(f".{path.name}.new")
    staging.write_bytes(text.encode("utf-8"))
    staging.replace(path)
