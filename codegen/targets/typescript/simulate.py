"""What the template of scenarios shows: every code of every payload, in a body that could have come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from codegen.resolve.spec import ResolvedCode, ResolvedPayload, ResolvedProvider, ResolvedVocabulary
from codegen.text.pointer import steps_of
from codegen.text.typescript import block, fields, key, literal
from codegen.views.scenarios import Sampled, Shown, Template, is_recognized, sampled

_SIGNATURE = ("header", "algorithm", "encoding", "prefix")
_INDENT = " " * 8
Names = Mapping[str, list[str]]
"""The names of all codes by the id of their vocabulary."""


class GroupView(NamedTuple):
    """The scenarios of one payload, as TypeScript: facts about it, bodies, and what is made of each."""

    head: tuple[str, ...]
    templates: tuple[str, ...]
    cases: tuple[str, ...]


class SimulateView(NamedTuple):
    """All scenarios of one provider; `codes` has the value and the summary of each vocabulary's codes."""

    codes: tuple[str, ...]
    groups: tuple[GroupView, ...]


def simulate_view(provider: ResolvedProvider) -> SimulateView:
    """Return the view of one provider's scenarios."""
    signatures = {
        signature.id: {name: getattr(signature, name) for name in _SIGNATURE}
        for signature in provider.signatures
        if signature.jws is None  # only the provider has the key
    }
    names = {item.id: [code.name for code in item.codes] for item in provider.vocabularies}
    groups = (_group(item, signatures.get(item.payload.signature or ""), names) for item in sampled(provider))
    carried = (vocabulary for vocabulary in provider.vocabularies if vocabulary.carried_by)
    return SimulateView(tuple(map(_codes, carried)), tuple(groups))


def _codes(vocabulary: ResolvedVocabulary) -> str:
    records = {code.name: _meaning(code) for code in vocabulary.codes}
    return f"{literal(vocabulary.id)}: {block(records, '    ')}"


def _meaning(code: ResolvedCode) -> str | list[str | int]:
    """Return the summary of a code, and its value if that is not its name."""
    return code.summary if code.value == code.name else [code.value, code.summary]


def _group(item: Sampled, signature: dict[str, str] | None, names: Names) -> GroupView:
    """Return the scenarios of a payload: one a code, or one a body where it carries no codes."""
    payload, templates, shown = item
    cases = _coded(shown, templates, names) or _plain(payload, templates)
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
        cases=tuple(literal(case) for case in cases),
    )


def _plain(payload: ResolvedPayload, templates: Iterable[Template]) -> list[dict[str, Any]]:
    return [{"template": name} for name, value in templates if is_recognized(payload, value)]


def _coded(shown: Iterable[Shown], templates: Sequence[Template], names: Names) -> list[dict[str, Any]]:
    """Put those together that differ by nothing but the code."""
    groups: dict[str, dict[str, Any]] = {}
    for item in shown:
        common = _but_for_the_code(templates, item)
        groups.setdefault(repr(common), {**common, "names": []})["names"].append(item.case.code.name)
    return [_without_all(group, names[group["vocabulary"]]) for group in groups.values()]


def _without_all(group: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Leave out the names if they are all names of the vocabulary, so that one more changes nothing."""
    rest = {key: value for key, value in group.items() if key != "names"}
    return rest if group["names"] == names else {**rest, "names": " ".join(group["names"])}


def _but_for_the_code(templates: Sequence[Template], shown: Shown) -> dict[str, Any]:
    case, template, place = shown
    return {
        "template": templates[template].name,
        "vocabulary": case.code.vocabulary_id,
        "pointer": case.pointer,
        **({"path": place.path} if place.path != steps_of(case.pointer) else {}),
        **({"add": place.add._asdict()} if place.add else {}),
    }
