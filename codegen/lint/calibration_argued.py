"""Rule calibration-argued: what differs from a vendor's advice says why, and nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Calibration, CalibrationRow, Vendor
from codegen.resolve.calibration import comparisons
from codegen.text.guess import choices


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a row that differs silently, argues about nothing, or names what is not there."""
    calibration: Calibration = node.value
    taxonomy = node.spec.root.taxonomy
    for number, vendor in enumerate(calibration.vendors):
        differs = {item.row for item in comparisons(vendor, calibration, taxonomy) if item.differs}
        values = Counter(row.value for row in vendor.rows)
        for index, row in enumerate(vendor.rows):
            path = ("vendors", number, "rows", index)
            yield from _argued(path, row, row in differs)
            yield from _named(path, row, vendor)
            if values[row.value] > 1:
                yield Problem(path, f"{row.value!r} is compared more than once", "keep one of the rows")


def _argued(path: tuple[str | int, ...], row: CalibrationRow, differs: bool) -> Iterator[Problem]:
    if differs and row.argument is None:
        message = f"the vendor's advice about {row.value!r} differs from that of {row.situation}"
        yield Problem(path, message, "say in `argument` why ours stays, or choose another situation")
    if row.argument is not None and not differs:
        yield Problem((*path, "argument"), "there is no difference to argue about", "remove it")


def _named(path: tuple[str | int, ...], row: CalibrationRow, vendor: Vendor) -> Iterator[Problem]:
    remedies = [remedy.id for remedy in vendor.remedies]
    if row.remedy is not None and row.remedy not in remedies:
        advice = choices(row.remedy, remedies, "add it to `remedies`")
        yield Problem((*path, "remedy"), f"there is no remedy {row.remedy!r}", advice)
    sources = [source.id for source in vendor.sources]
    for index, name in enumerate(row.sources):
        if name not in sources:
            advice = choices(name, sources, "add it to `sources`")
            yield Problem((*path, "sources", index), f"there is no source {name!r}", advice)


RULE = Rule(
    "calibration-argued",
    "Advice that differs from a vendor's own says why.",
    "model",
    check,
    on=(Calibration,),
    why=(
        "Vendors know their codes. Where our advice for the same situation differs, either they have a "
        "reason that we missed, or we have one that readers should see."
    ),
    advice=(
        "Read the vendor's page again. If it is right, change the situation, or choose the one that fits; "
        "otherwise write the reason into `argument`."
    ),
)
