"""What the verb `drift` prints: which source each page was compared with, and what differs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from codegen.maintain.drift.run import CheckedPage
from codegen.report.findings import findings_report


def drift_report(done: Sequence[CheckedPage], form: str, base: Path) -> str:
    """Report the comparison of pages; `base` is the folder that the files of the spec are relative to."""
    findings = findings_report([finding for page in done for finding in page.findings], form, base)
    if form == "json":
        pages = [{"file": page.file, "source": page.source, "values": page.values} for page in done]
        return json.dumps({"pages": pages, **json.loads(findings)}, indent=1, ensure_ascii=False) + "\n"
    if form == "github":
        return findings
    heads = [f"{page.file} is {page.source}; {page.values} value(s) compared.\n" for page in done]
    return "".join(heads) + "\n" + findings
