"""What the template of scenarios shows: every code of every payload, in a body that could have come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from codegen.resolve.spec import ResolvedPayload, ResolvedProvider, ResolvedVocabulary
from codegen.text.typescript import block, fields, key, literal
from codegen.views.scenarios import Sampled, Shown, Template, is_recognized, sampled

_SIGNATURE = ("header", "algorithm", "encoding", "prefix")
_INDENT = " " * 8


class GroupView(NamedTuple):
    """The scenarios of one payload, as TypeScript: facts about it, bodies, and what is made of each."""

    head: tuple[str, ...]
    templates: tuple[str, ...]
    cases: tuple[str, ...]


class SimulateView(NamedTuple):
    """All scenarios of one provider; `codes` holds the value and the summary of each vocabulary's codes."""

    codes: tuple[str, ...]
    groups: tuple[GroupView, ...]


def simulate_view(provider: ResolvedProvider) -> SimulateView:
    """Return the view of one provider's scenarios."""
    signatures = {
        signature.id: {name: getattr(signature, name) for name in _SIGNATURE}
        for signature in provider.signatures
    }
    groups = (_group(item, signatures.get(item.payload.signature or "")) for item in sampled(provider))
    carried = (vocabulary for vocabulary in provider.vocabularies if vocabulary.carried_by)
    return SimulateView(tuple(map(_codes, carried)), tuple(groups))


def _codes(vocabulary: ResolvedVocabulary) -> str:
    records = {code.name: [code.value, code.summary] for code in vocabulary.codes}
    return f"{literal(vocabulary.id)}: {block(records, '    ')}"


def _group(item: Sampled, signature: dict[str, str] | None) -> GroupView:
    """Return the scenarios of a payload: one a code, or one a body where it carries no codes."""
    payload, templates, shown = item
    cases = _coded(shown, templates) or _plain(payload, templates)
    used = {case["template"] for case in cases}
    head = {
        "payload": payload.id,
        "channel": payload.channel,
        "summary": payload.summary,
        "signature": signature,
    }
    return GroupView(
        head=fields(head),
        templates=tuple(f"{key(name)}: {block(value, _INDENT)}" for name, value in templates if name in used),
        cases=tuple(block(case, _INDENT) for case in cases),
    )


def _plain(payload: ResolvedPayload, templates: Iterable[Template]) -> list[dict[str, Any]]:
    return [{"template": name} for name, value in templates if is_recognized(payload, value)]


def _coded(shown: Iterable[Shown], templates: Sequence[Template]) -> list[dict[str, Any]]:
    """Put neighbors together that differ by nothing but the code."""
    groups = groupby(shown, partial(_but_for_the_code, templates))
    return [{**common, "names": [item.case.code.name for item in items]} for common, items in groups]


def _but_for_the_code(templates: Sequence[Template], shown: Shown) -> dict[str, Any]:
    case, template, place = shown
    return {
        "template": templates[template].name,
        "vocabulary": case.code.vocabulary_id,
        "pointer": case.pointer,
        "path": place.path,
        **({"add": place.add._asdict()} if place.add else {}),
    }
