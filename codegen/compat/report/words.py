"""The sentences that several forms of the report share."""

from __future__ import annotations

from codegen.compat.report.model import Report


def heading(report: Report) -> str:
    """Return what was compared with what, and how much was found."""
    revision = f" ({report.against.revision[:8]})" if report.against.revision else ""
    total = len(report.findings)
    lines = [
        f"{report.spec_version} compared with {report.against.name}{revision}: {_count(total, 'finding')}."
    ]
    if report.replayed:
        replayed = report.replayed
        meanings = len({plan.meaning for plan in replayed.plans})
        lines.append(
            f"{replayed.asked} old questions asked again: {replayed.answers_changed} answers differ, "
            f"{replayed.unexplained} of them for no other reason found. "
            f"The advice for {_count(meanings, 'meaning')} is another."
        )
    met = [finding.met for finding in report.findings if finding.met is not None]
    if met:
        lines.append(
            f"{_count(sum(met), 'finding')} may touch the application, {len(met) - sum(met)} do not."
        )
    return "\n".join(lines)


def verdict(report: Report) -> str:
    """Return what the findings ask of the version, in a sentence."""
    found, base = report.verdict, report.against.promised
    if found.level == "none":
        return f"Nothing has changed since {base} that a version must tell."
    asked = f"The changes since {base} are {found.level}: the least version is {found.least_version}"
    if found.enough:
        return f"{asked}, and spec_version {report.spec_version} is enough."
    return f"{asked}, and spec_version {report.spec_version} is too low. Raise it in spec/spec.json."


def ending(report: Report, folded: bool) -> str:
    """Return where there is more to read."""
    hint = "Long lists are folded: `--all` shows them, `--format json` has everything. " if folded else ""
    return hint + ("Why, and whom it breaks, by rule: change-rules on the site." if report.findings else "")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
