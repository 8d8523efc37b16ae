"""View of the page that compares our advice with what vendors advise about their own codes."""

from __future__ import annotations

from typing import NamedTuple

from codegen.model.calibration import Vendor
from codegen.model.codes import Source
from codegen.resolve.calibration import Agreement, ComparedRow, agreement, comparisons
from codegen.views.book import Book, Head, TermLink

CALIBRATION_PAGE = "calibration"


class CalibrationLine(NamedTuple):
    """A code of the vendor, both pieces of advice, and the reason for a difference."""

    value: str
    status: str
    meaning: str
    theirs: str
    situation: TermLink
    ours: TermLink
    repeats: str
    """`agree`, `differ`, or `–` where the vendor's word could not be read."""
    remedy: str
    argument: str


class VendorView(NamedTuple):
    """All that could be compared of one vendor."""

    id: str
    name: str
    summary: str
    repeats: Agreement
    remedies: Agreement
    lines: tuple[CalibrationLine, ...]
    sources: tuple[Source, ...]


class CalibrationView(NamedTuple):
    """The page."""

    head: Head
    vendors: tuple[VendorView, ...]
    repeats: Agreement
    remedies: Agreement


def calibration_view(book: Book) -> CalibrationView:
    """Return the page."""
    calibration, taxonomy = book.spec.calibration, book.spec.taxonomy
    compared = {vendor: tuple(comparisons(vendor, calibration, taxonomy)) for vendor in calibration.vendors}
    everything = [item for items in compared.values() for item in items]
    return CalibrationView(
        head=Head("Calibration", "Our advice beside what vendors advise about their own codes, row by row."),
        vendors=tuple(_vendor(book, vendor, items) for vendor, items in compared.items()),
        repeats=agreement(item.repeats_agree for item in everything),
        remedies=agreement(item.remedy_agrees for item in everything),
    )


def _vendor(book: Book, vendor: Vendor, items: tuple[ComparedRow, ...]) -> VendorView:
    return VendorView(
        id=vendor.id,
        name=vendor.name,
        summary=vendor.summary,
        repeats=agreement(item.repeats_agree for item in items),
        remedies=agreement(item.remedy_agrees for item in items),
        lines=tuple(_line(book, vendor, item) for item in items),
        sources=vendor.sources,
    )


def _line(book: Book, vendor: Vendor, item: ComparedRow) -> CalibrationLine:
    row = item.row
    remedies = {remedy.id: remedy.summary for remedy in vendor.remedies}
    return CalibrationLine(
        value=str(row.value),
        status=str(row.http_status or ""),
        meaning=row.meaning,
        theirs=_theirs(row.repeats, remedies.get(row.remedy or "", "")),
        situation=book.term(CALIBRATION_PAGE, "situation", item.situation.id),
        ours=book.term(CALIBRATION_PAGE, "action", item.situation.actions[0]),
        repeats=_word(item.repeats_agree),
        remedy=_word(item.remedy_agrees),
        argument=row.argument or "",
    )


def _theirs(repeats: bool | None, remedy: str) -> str:
    said = {None: "", True: "Retry: yes.", False: "Retry: no."}[repeats]
    return " ".join(filter(None, (said, remedy)))


def _word(agrees: bool | None) -> str:
    return {None: "–", True: "agree", False: "differ"}[agrees]
