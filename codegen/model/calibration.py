"""Calibration: what vendors advise about their own codes, beside the advice of the situations."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, StrictStr

from codegen.model.base import HttpStatus, Line, LocalId, Model, TermId, Text, term
from codegen.model.codes import Source


class Remedy(Model):
    """One kind of advice that a vendor gives."""

    id: TermId
    summary: Line
    """What the vendor says to do, in our words."""
    actions: Annotated[tuple[TermId, ...], Field(min_length=1), term("actions")]
    """The actions of the taxonomy that follow this advice."""


class CalibrationRow(Model):
    """A code of the vendor, its advice, and the situation that its meaning belongs to."""

    value: StrictStr | StrictInt
    http_status: HttpStatus | None = None
    meaning: Line
    situation: Annotated[TermId, term("situations")]
    repeats: StrictBool | None = None
    """Whether the vendor says that the same call may be repeated; none where it does not say."""
    remedy: TermId | None = None
    """What the vendor says to do, where that could be read."""
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]
    argument: Text | None = None
    """Why the situation's advice stays as it is, where the vendor's differs."""


class Vendor(Model):
    """A vendor that publishes advice for its codes. It need not be a provider."""

    id: TermId
    name: Line
    summary: Line
    """What of its advice could be read."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    remedies: Annotated[tuple[Remedy, ...], Field(min_length=1)]
    rows: Annotated[tuple[CalibrationRow, ...], Field(min_length=1)]


class Calibration(Model):
    """Advice of others that the situations are compared with."""

    unchanged: Annotated[tuple[TermId, ...], term("actions")] = ()
    """The actions that repeat the same call unchanged."""
    vendors: tuple[Vendor, ...] = ()
