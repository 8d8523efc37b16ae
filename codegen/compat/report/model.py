"""The report as data; `codegen diff schema` prints its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from codegen.compat.diff.model import Level

FORM: Literal["1"] = "1"
Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Compared(_Part):
    """What the spec is compared with."""

    name: str
    """A version, a revision or a file, as it was asked for."""
    version: str
    """What that says of itself."""
    promised: str
    """The release whose promises count: the same, or the last one before a version in the making."""
    revision: str | None = None


class Verdict(_Part):
    """What the findings ask of the version."""

    level: Level
    """The gravest of the findings that are not accepted."""
    least_version: str
    enough: bool
    """Whether `spec_version` is at least that."""


class ReportedRule(_Part):
    """A rule that found something."""

    id: str
    level: Level
    review: bool
    summary: str
    why: str
    consumers: dict[str, Level]
    """By kind of consumer, what such a change means."""
    findings: Count


class ReportedFinding(_Part):
    """One change."""

    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    rule: str
    level: Level
    review: bool
    subject: str
    message: str
    old: Any = None
    new: Any = None
    file: str | None = None
    """The file of the spec that it is in."""
    accepted: bool = False
    met: bool | None = None
    """Whether the application meets it; null where no usage was given."""


class ReportedPlan(_Part):
    """Advice that is not what it was, whatever explains it."""

    meaning: str
    mode: Literal["attended", "unattended", "refresh"]
    old: list[Any]
    """Decision, reason, delay in seconds, attempts left, whether a server may do it alone, actions."""
    new: list[Any]
    explained: bool
    """Whether a finding about the same code says why."""


class ReportedReplay(_Part):
    """What the new package answers to the old questions."""

    asked: Count
    answers_changed: Count
    unexplained: Count
    """How many of these are findings themselves, because no other finding says why."""
    plans: list[ReportedPlan]


class Report(_Part):
    """Everything that `codegen diff` found."""

    form: Literal["1"] = FORM
    """The version of this form."""
    against: Compared
    spec_version: str
    verdict: Verdict
    rules: list[ReportedRule]
    findings: list[ReportedFinding]
    replayed: ReportedReplay | None = None
    """Null where no answers could be asked for."""
    problems: list[str] = []
    """Acceptances that are unused, expired or not allowed. Any of them fails the comparison."""
    notes: list[str] = []

    @property
    def passes(self) -> bool:
        """Whether the version is high enough and all acceptances are good."""
        return self.verdict.enough and not self.problems
