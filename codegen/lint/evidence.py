"""Rules about sources and certainty, and what contradicts itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from codegen.lint._node import Node, Problem, Rule, is_third_party
from codegen.model.base import Confidence
from codegen.model.calibration import Calibration, CalibrationRow, Vendor
from codegen.model.codes import Absent, Behavior, Code, Context, Evidence, Facts, Flag, Source
from codegen.model.files import ProviderFile
from codegen.model.taxonomy import Taxonomy
from codegen.resolve.calibration import comparisons
from codegen.text.guess import choices


def evidence_missing(node: Node) -> Iterator[Problem]:
    """Yield a problem where nothing supports a value, a meaning or a behavior."""
    facts: Code | Context | Absent = node.value
    supported = {what for item in facts.evidence for what in item.supports}
    if not facts.evidence:
        yield Problem((), "there is no evidence", "add `evidence` with a source of this provider")
    elif isinstance(facts, Code) and "value" not in supported:
        yield Problem(
            ("evidence",),
            "no evidence supports the value",
            'name the source that lists it: "supports": ["value"]',
        )


EVIDENCE_MISSING = Rule(
    "evidence-missing",
    "Every code, context and absent value has evidence; a code's supports its value.",
    "model",
    evidence_missing,
    on=(
        Code,
        Context,
        Absent,
    ),
    suppressible=True,
    why=(
        "The reader must be able to check every statement. A code that names no source may be a guess "
        "or a slip, and afterwards there is no way to tell which."
    ),
    advice="Add `evidence` with a source of the provider; for a code, one that supports its `value`.",
)


_FORGES = {"github.com", "gitlab.com", "bitbucket.org", "raw.githubusercontent.com"}

_COMMIT = re.compile(r"/[0-9a-f]{7,40}(/|$)")

_THREAD = re.compile(r"^/[^/]+/[^/]+/(?:-/)?(?:issues|pull|discussions|merge_requests)/\d+$")
"""A discussion has a number of its own, which stays, and belongs to no commit."""


def source_address(node: Node) -> Iterator[Problem]:
    """Yield a problem for an address whose content changes with each visit."""
    source: Source = node.value
    address = urlsplit(source.url)
    if "search" in address.path.split("/") and address.query:
        advice = (
            "name the page or the file that the search found, by its commit or by a digest of its content"
        )
        yield Problem(("url",), "a search finds something else each day", advice)
    elif address.hostname in _FORGES and not _is_lasting(address.path):
        advice = "put the commit that was read into the address: /blob/<commit>/<path>"
        yield Problem(("url",), "a branch of a repository changes", advice)


def _is_lasting(path: str) -> bool:
    return bool(_COMMIT.search(path) or _THREAD.search(path))


SOURCE_ADDRESS = Rule(
    "source-address",
    "A source's address is no search, and names the commit of what is in a repository.",
    "model",
    source_address,
    on=(Source,),
    why=(
        "Evidence counts only as far as others can check it. The results of a search differ by the day "
        "and by who searches, and the file on a branch is another one next month."
    ),
    advice="Name the page or file itself; of a repository, with the commit that was read.",
)


def stability_evidence(node: Node) -> Iterator[Problem]:
    """Yield a problem for a value that only others state, although its stability promises more."""
    code, stabilities = node.value, node.spec.root.taxonomy.stabilities
    firm = {stability.id for stability in stabilities if stability.needs_first_party}
    sources = {item.source for item in code.evidence if "value" in item.supports}
    # Of a value without evidence, and of sources that do not exist, other rules speak.
    if code.stability in firm and sources and all(is_third_party(node, id) for id in sources):
        others = ", ".join(stability.id for stability in stabilities if stability.id not in firm)
        message = f"the value is called {code.stability}, but no source of the provider's own states it"
        yield Problem((), message, f"cite one that does, or set the stability to what is true: {others}")


STABILITY_EVIDENCE = Rule(
    "stability-evidence",
    "A documented code has evidence of its value from a first-party source.",
    "code",
    stability_evidence,
    suppressible=True,
    why=(
        "Stability tells the reader how far to rely on a value. Code of a third party that uses it "
        "shows that its author met it, or guessed it, not that the provider guarantees it. "
        "The taxonomy says which kinds of source are the provider's own word."
    ),
    advice=(
        "Look for the value in the provider's own documents and cite what states it. If none does, give the "
        "code the stability that fits: it was observed, or it is inferred."
    ),
)


CERTAIN: Confidence = "H"


def third_party_certainty(node: Node) -> Iterator[Problem]:
    """Yield a problem for evidence that is called certain and is not the provider's own word."""
    item: Evidence = node.value
    if item.confidence == CERTAIN and is_third_party(node, item.source):
        message = f"{item.source!r} is not the provider's own, so it cannot make this certain"
        yield Problem(
            ("confidence",), message, "lower the confidence, or cite a source of the provider's own"
        )


THIRD_PARTY_CERTAINTY = Rule(
    "third-party-certainty",
    "Evidence from a source that is not first-party is never of confidence H.",
    "model",
    third_party_certainty,
    on=(Evidence,),
    suppressible=True,
    why=(
        "Confidence H means that the source states it and has the right to. A client library or article may "
        "be correct today, but its author learned it from somewhere else and does not hear of changes. A "
        "reader who filters by confidence must not get what was only passed on."
    ),
    advice=(
        "Set the confidence to M or L, or add evidence from the provider's own documents, which may then "
        "be H. If the source is the provider's own after all, correct its `kind`."
    ),
)


_RANK = ("L", "M", "H")

_DOUBTS = {"inferred", "doc_conflict", "extraction_gap"}
"""Flags beside which no source can be said to state the behavior."""


def behavior_certainty(node: Node) -> Iterator[Problem]:
    """Yield a problem where the confidence of a behavior is not that of its best evidence."""
    facts: Code | Context | Absent = node.value
    if facts.behavior is None:
        return
    doubts = sorted({flag.id for flag in facts.flags} & _DOUBTS)
    if doubts and facts.behavior.confidence == "H":
        message = f"the confidence is H beside the flag {doubts[0]!r}"
        advice = "lower it to what the sources allow, or settle what the flag says"
        yield Problem(("behavior", "confidence"), message, advice)
    found = [item.confidence for item in facts.evidence if "behavior" in item.supports]
    best = max(found, key=_RANK.index, default=facts.behavior.confidence)
    if best != facts.behavior.confidence:
        message = f"the confidence is {facts.behavior.confidence}, that of the best evidence for it is {best}"
        advice = "make them equal, or split the evidence: what it says of the value may be surer"
        yield Problem(("behavior", "confidence"), message, advice)


BEHAVIOR_CERTAINTY = Rule(
    "behavior-certainty",
    "A behavior is as certain as the best evidence that supports it.",
    "model",
    behavior_certainty,
    on=(
        Code,
        Context,
        Absent,
    ),
    suppressible=True,
    why=(
        "A reader who sees that a classification is certain stops asking. If the source behind it only hints "
        "at it, a program builds a retry on a guess."
    ),
    advice=(
        "Set both to what the source really allows. A source may be sure of a value and silent on what to do "
        "about it: then the value and the behavior have an evidence entry each."
    ),
)


def calibration_argued(node: Node) -> Iterator[Problem]:
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


CALIBRATION_ARGUED = Rule(
    "calibration-argued",
    "Advice that differs from a vendor's own says why.",
    "model",
    calibration_argued,
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


Steps = tuple[str | int, ...]


def http_conflict(node: Node) -> Iterator[Problem]:
    """Yield a problem for facts that name several statuses and leave the reader alone with them."""
    marks = [term.id for term in node.spec.root.taxonomy.flags if term.marks_conflict]
    for path, facts, flags in _places(node.value):
        statuses = sorted({fact.status for fact in facts.http_status})
        if len(statuses) > 1 and not {flag.id for flag in flags} & {*marks}:
            message = f"the sources name {' and '.join(map(str, statuses))}, and no flag says so"
            advice = f"add a flag ({' or '.join(marks)}) with a note on who says what"
            yield Problem((*path, "http_status"), message, advice)


def _places(code: Code) -> Iterator[tuple[Steps, Facts, tuple[Flag, ...]]]:
    """Yield the facts of a code and of its contexts with the flags that speak for them."""
    by_status = bool(code.contexts) and all(context.http_status for context in code.contexts)
    if not by_status:
        yield (), code, code.flags
    for index, context in enumerate(code.contexts):
        yield ("contexts", index), context, (*context.flags, *code.flags)


HTTP_CONFLICT = Rule(
    "http-conflict",
    "A code or context with several HTTP statuses carries a flag that says why.",
    "code",
    http_conflict,
    suppressible=True,
    why=(
        "Two statuses for one code are either two meanings or two documents that contradict each other. The "
        "reader who has received one of them wonders whether the entry speaks of their case. A flag answers "
        "that; keeping only one of the statuses would hide the question."
    ),
    advice=(
        "Add a flag with a note that says which source gives which status. Where the status separates two "
        "meanings, make `contexts` of them, each with its own `http_status`."
    ),
)


def http_fallbacks(node: Node) -> Iterator[Problem]:
    """Yield a problem for a range that is empty, meets an earlier one or leads to too little."""
    taxonomy: Taxonomy = node.value
    taken: set[int] = set()
    for index, fallback in enumerate(taxonomy.http_fallbacks):
        at = ("http_fallbacks", index)
        statuses = range(fallback.first, fallback.last + 1)
        if not statuses:
            yield Problem((*at, "last"), "the range ends before it starts", "swap `first` and `last`")
        if both := sorted(taken.intersection(statuses)):
            yield Problem(at, f"status {both[0]} is in an earlier range, too", "keep it in one of them")
        taken.update(statuses)


HTTP_FALLBACKS = Rule(
    "http-fallbacks",
    "No HTTP status is in two ranges.",
    "model",
    http_fallbacks,
    on=(Taxonomy,),
    why=(
        "A code that the spec does not list is judged by its HTTP status. With two answers for one status "
        "the order of a list would decide."
    ),
    advice="Split the ranges so that each status is in one.",
)


def http_alone(node: Node) -> Iterator[Problem]:
    """Yield a problem for a status that means two things where no code is known, or what is no failure."""
    taken: set[int] = set()
    for path, facts, behaviors in _failures(node.value):
        for at, fact in enumerate(facts.http_status):
            if not fact.alone:
                continue
            if fact.status in taken:
                message = f"{fact.status} alone means something else, too"
                yield Problem((*path, "http_status", at), message, "choose one of them")
            if any(behavior is None or behavior.phase != "failure" for behavior in behaviors):
                yield Problem((*path, "http_status", at), "this is not always a failure", "remove `alone`")
            taken.add(fact.status)


def _failures(provider: ProviderFile) -> Iterator[tuple[Steps, Facts, list[Behavior | None]]]:
    """Yield the facts of each code and of each absence, with all behaviors that they may mean."""
    for number, vocabulary in enumerate(provider.vocabularies):
        here = ("vocabularies", number)
        if vocabulary.absent:
            yield (*here, "absent"), vocabulary.absent, [vocabulary.absent.behavior]
        for index, code in enumerate(vocabulary.codes):
            meanings: list[Behavior | None] = [context.behavior for context in code.contexts]
            yield (*here, "codes", index), code, meanings or [code.behavior]


HTTP_ALONE = Rule(
    "http-alone",
    "An HTTP status without a known code means one failure of its provider at most.",
    "provider",
    http_alone,
    why=(
        "Where a body has no code, only the status says what to do. With two answers, the order of a list "
        "would decide, and a success must never be guessed."
    ),
    advice=(
        "Set `alone` at the code that asks for the most care: of two limits with 429, that with the longer "
        "pause."
    ),
)


RULES = (
    EVIDENCE_MISSING,
    SOURCE_ADDRESS,
    STABILITY_EVIDENCE,
    THIRD_PARTY_CERTAINTY,
    BEHAVIOR_CERTAINTY,
    CALIBRATION_ARGUED,
    HTTP_CONFLICT,
    HTTP_FALLBACKS,
    HTTP_ALONE,
)
