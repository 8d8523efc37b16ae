"""The rules of masking as the packages read them: words folded, shared words put into the patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from codegen.model.redaction import LabelRule, Redaction, ShapeRule, SumRule, listed
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec
from codegen.views.needs import needs, solid

Record = dict[str, Any]
Parts = tuple[str, ...]
"""The words of a name."""
_ID = r"(?:id|guid|uid)s?$"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SURELY = 6
"""Letters from which a name also counts at the end of a longer one, in every package."""


def redaction(spec: ResolvedSpec) -> Record:
    """Return all that the packages read under its names there; words are joined by `|`."""
    found = spec.redaction
    shared = shared_words(found)
    words = found.words
    ids = _ids(spec) if any(rule.listed_ids for rule in found.labels) else frozenset()
    names = _names(found)
    return {
        "mask": found.mask,
        "labels": [_label(rule, names, shared, ids) for rule in found.labels],
        "shapes": [_shape(rule) for rule in found.shapes],
        "grammar": {name: expanded(pattern, shared) for name, pattern in found.grammar},
        "fillers": "|".join(listed(words.fillers)),
        "states": shared["{states}"],
        "forms": "|".join(listed(words.forms)),
        "lookalikes": (found.lookalikes or "").replace(" ", ""),
        "codes": sorted(_like_secrets(spec, shared)),
    }


def places(spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return what the rules are made from: payloads only where a label has their ids as names."""
    has_ids = any(rule.listed_ids for rule in spec.redaction.labels)
    return (spec.redaction_place, *spec.places("vocabularies", *["payloads"] * has_ids))


def shared_words(found: Redaction) -> dict[str, str]:
    """Return what patterns have between braces."""
    return {f"{{{name}}}": "|".join(listed(getattr(found.words, name))) for name in ("verbs", "states")}


def expanded(pattern: str, shared: Mapping[str, str]) -> str:
    """Return a pattern with the words that several share."""
    for name, words in shared.items():
        pattern = pattern.replace(name, words)
    return pattern


def _names(found: Redaction) -> dict[str, frozenset[str]]:
    """Return the names of each label with the letters that the packages take them for."""
    alike = str.maketrans({pair[0]: pair[1:] for pair in (found.lookalikes or "").split()})
    return {rule.id: frozenset(name.translate(alike) for name in rule.names) for rule in found.labels}


def _label(
    rule: LabelRule,
    names: Mapping[str, AbstractSet[str]],
    shared: Mapping[str, str],
    ids: AbstractSet[Parts],
) -> Record:
    mine = names[rule.id]
    others = {name for id, listed_there in names.items() if id != rule.id for name in listed_there}
    asked = ids if rule.listed_ids else ()
    unlike = {"".join(parts) for parts in asked if not _is_found(parts, mine, others)} - others
    own = mine | unlike
    record: Record = {"words": "|".join(sorted(_needed(own, others)))}
    record |= {} if rule.masks else {"masks": False}
    record |= {"spares": True} if rule.spares else {}
    record |= {"line": True} if rule.takes == "line" else {}
    record |= {"ends": True} if rule.shows == "last_four" else {}
    record |= {"alone": True} if rule.alone else {}
    record |= {"below": True} if rule.below else {}
    patterns = {name: getattr(rule, name) for name in ("only", "keeps")}
    return record | {name: expanded(text, shared) for name, text in patterns.items() if text}


def _needed(own: AbstractSet[str], others: AbstractSet[str]) -> Iterator[str]:
    """Yield the names that no other name of the same label finds, as the end of which they are."""
    known = own | others
    for name in own:
        ends = [name[start:] for start in range(1, len(name) - _SURELY + 1)]
        ends += [end.removesuffix("s") for end in ends]
        found = next((end for end in ends if end in known), None)
        if found not in own:
            yield name


def _is_found(parts: Parts, own: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Say whether a name ends like one of the label's own, and no longer one of another label."""
    joined, known = "".join(parts), own | others
    starts = {len(joined) - len("".join(parts[index:])) for index in range(len(parts))}
    for start in range(len(joined)):
        if start in starts or len(joined) - start >= _SURELY:
            found = {joined[start:], joined[start:].removesuffix("s")}
            if found & known:
                return not found & others
    return False


_TELLING_ROW = 20
"""Letters and digits in a row that few texts have, so that it is worth while to look for them first."""


def _shape(rule: ShapeRule) -> Record:
    record: Record = {"pattern": rule.pattern}
    record |= {"case": True} if rule.case else {}
    record |= {"ids": True} if rule.skips_ids else {}
    record |= {"ends": True} if rule.shows == "last_four" else {}
    record |= {"weak": True} if rule.weak else {}
    digits, run, words = needs(rule.pattern)
    record |= {"digits": digits} if digits else {}
    record |= {"run": run} if run > 1 else {}
    record |= {"needs": "|".join(words)} if words else {}
    record |= {"solid": row} if (row := solid(rule.pattern)) >= _TELLING_ROW else {}
    record |= {"sums": [_sum(found) for found in rule.sums]} if rule.sums else {}
    return record | ({"check": rule.check} if rule.check else {})


def _sum(rule: SumRule) -> Record:
    record: Record = {"weights": rule.weights, "by": rule.by}
    return record | ({"signs": rule.signs} if rule.signs else {})


def _ids(spec: ResolvedSpec) -> frozenset[Parts]:
    """Return the names of ids in the payloads of all providers, each as its words."""
    bodies = (payload.body for provider in spec.providers for payload in provider.payloads)
    fields = {name for body in bodies for name in _fields(body)}
    names = (tuple(re.findall("[a-z]+", _CAMEL.sub(" ", name).lower())) for name in fields)
    return frozenset(name for name in names if name and re.search(_ID, name[-1]))


def _fields(schema: Any) -> Iterator[str]:
    """Yield the names of all fields that a schema describes."""
    waiting = [schema]
    for node in waiting:  # it grows on the way
        if isinstance(node, dict):
            named = node.get("properties")
            yield from named if isinstance(named, dict) else ()
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _like_secrets(spec: ResolvedSpec, shared: Mapping[str, str]) -> Iterator[str]:
    """Yield the codes that have the shape of a secret, or that a field called `code` would not show."""
    # Only what has digits passes a check.
    shapes = [
        (re.compile(rule.pattern, re.ASCII | (0 if rule.case else re.IGNORECASE)), rule.check)
        for rule in spec.redaction.shapes
    ]
    keeps = [
        re.compile(expanded(rule.keeps, shared), re.ASCII) for rule in spec.redaction.labels if rule.keeps
    ]
    codes = (code for vocabulary in spec.vocabularies.values() for code in vocabulary.codes)
    for value in dict.fromkeys(str(code.value) for code in codes):
        is_word = any(pattern.fullmatch(value) for pattern in keeps)
        has_digit = any(map(str.isdigit, value))
        if not is_word or any(pattern.search(value) for pattern, check in shapes if has_digit or not check):
            yield value
