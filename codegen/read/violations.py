"""What is wrong with the shape of a file, in terms of JSON: one finding for one mistake.

Pydantic finds the faults, but speaks of tuples and dictionaries to people who write JSON. This module has
a sentence of our own for each type of error that the models can raise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from codegen.model.base import FORMS
from codegen.read.findings import Finding, Fix, Place
from codegen.text.guess import choices, guess, sole_guess

Sentence = tuple[str, str]
"""What is wrong, and what to do about it."""
_REPORTED_ELSEWHERE = "string_unicode"  # half a character: noted with its code point
_KEY = "[key]"  # the last step where the key of a map is wrong, not its value
_KINDS: Mapping[str, Sentence] = {
    "string_type": ("a string", "write text in double quotes"),
    "int_type": ("an integer", "write a whole number, without quotes"),
    "bool_type": ("a boolean", "write true or false, without quotes"),
    "tuple_type": ("an array", "write a list in [ ]"),
    "dict_type": ("an object", "write keys and values in { }"),
    "model_type": ("an object", "write keys and values in { }"),
}
"""What belongs there and how it is written, by the error that something of another kind is found."""


class _Fault(NamedTuple):
    """An error of pydantic's at the deepest node that exists in the file."""

    type: str
    context: Mapping[str, Any]
    place: Place
    node: Any
    parents: tuple[Any, ...]
    """The steps to the object that lacks a key, or has one too many."""
    key: str


def violations(
    errors: Sequence[ErrorDetails], data: Any, place: Place, model: type[BaseModel]
) -> list[Finding]:
    """Return a finding for each mistake behind the errors of validating `data` as `model`."""
    faults = [_fault(error, data, place) for error in errors if not _is_echo(error)]
    missing = {(fault.parents, fault.key) for fault in faults if fault.type == "missing"}
    findings: list[Finding] = []
    kinds: dict[Place, list[_Fault]] = {}
    for fault in faults:
        if fault.type in _KINDS:
            kinds.setdefault(fault.place, []).append(fault)
        elif fault.type == "extra_forbidden":
            findings.append(_unknown_key(fault, data, model, missing))
        elif fault.type != "missing":
            findings.append(Finding(fault.place, "shape", *_sentence(fault)))
    lacking = [fault for fault in faults if (fault.parents, fault.key) in missing and fault.type == "missing"]
    findings += [Finding(fault.place, "shape", *_lacks(fault)) for fault in lacking]
    # Where several kinds are possible and one of them is there, only what is wrong with that one counts.
    told = [finding.place for finding in findings]
    return findings + [
        Finding(at, "shape", *_of_another_kind(group))
        for at, group in kinds.items()
        if not any(_is_at_or_below(other, at) for other in told)
    ]


def _is_echo(error: ErrorDetails) -> bool:
    """Say if an error only follows from another: a list that is too short once its bad items are gone."""
    kind, given = error["type"], error["input"]
    short = kind == "too_short" and isinstance(given, list) and len(given) >= error["ctx"]["min_length"]
    return bool(short or kind == _REPORTED_ELSEWHERE)


def _fault(error: ErrorDetails, data: Any, place: Place) -> _Fault:
    node, at = data, place
    steps = error["loc"]
    for step in steps:
        known_key = isinstance(node, dict) and step in node
        known_item = isinstance(node, list) and isinstance(step, int) and step < len(node)
        if known_key or known_item:
            node, at = node[step], at.child(step)
    if steps and steps[-1] == _KEY:
        node = steps[-2]
    return _Fault(error["type"], error.get("ctx", {}), at, node, steps[:-1], str(steps[-1]) if steps else "")


def _is_at_or_below(place: Place, other: Place) -> bool:
    return place.file == other.file and f"{place.pointer}/".startswith(f"{other.pointer}/")


def _unknown_key(
    fault: _Fault, data: Any, model: type[BaseModel], missing: set[tuple[tuple[Any, ...], str]]
) -> Finding:
    """Say what an unknown key was probably meant to be; that one is not reported as missing, too."""
    keys, node = keys_at(model, fault.parents), _node(data, fault.parents)
    meant = guess(fault.key, [key for key in keys if key not in node])
    missing.discard((fault.parents, str(meant)))
    advice = f"rename the key to {meant!r}" if meant else _without(fault.key, keys)
    sure = sole_guess(fault.key, [key for key in keys if key not in node])
    fix = Fix(fault.place, "rename", sure) if sure else None
    return Finding(fault.place, "shape", f"{fault.key!r} is not a key that can be here", advice, fix=fix)


def _without(key: str, keys: Sequence[str]) -> str:
    return f"remove the key {key!r}; the keys here are {', '.join(keys)}"


def _node(data: Any, steps: Sequence[Any]) -> Any:
    for step in steps:
        if isinstance(data, dict | list):
            data = data[step] if isinstance(data, list) or step in data else data
    return data


def _of_another_kind(group: Sequence[_Fault]) -> Sentence:
    wanted = list(dict.fromkeys(_KINDS[fault.type] for fault in group))
    what = " or ".join(name for name, _ in wanted)
    return f"{what} belongs here, found {_shown(group[0].node)}", ", or ".join(advice for _, advice in wanted)


def _lacks(fault: _Fault) -> Sentence:
    return f"{fault.key!r} is missing", f"add the key {fault.key!r}"


def _sentence(fault: _Fault) -> Sentence:
    sentence = _SENTENCES.get(fault.type)
    if sentence is None:  # a test checks that the models raise no such error; a later pydantic might
        return f"{_shown(fault.node)} cannot be here", "look up in spec/README.md what belongs here"
    return sentence(fault)


def _wrong_form(fault: _Fault) -> Sentence:
    pattern = fault.context["pattern"]
    return (
        f"{_shown(fault.node)} has the wrong form",
        f"write {FORMS.get(pattern, f'what matches {pattern}')}",
    )


def _wrong_word(fault: _Fault) -> Sentence:
    words = re.findall(r"'([^']*)'", fault.context["expected"])
    return f"{_shown(fault.node)} is not a word for this", choices(
        str(fault.node), words, f"use one of {', '.join(words)}"
    )


def _too_long(fault: _Fault) -> Sentence:
    most, length = fault.context["max_length"], len(fault.node)
    return f"the text has {length} characters, at most {most} fit", f"shorten it by {length - most} or more"


def _too_few(fault: _Fault) -> Sentence:
    least, found = fault.context["min_length"], len(fault.node)
    return f"the list has {found} of at least {least} items", f"add {least - found} or more"


def _own(fault: _Fault) -> Sentence:
    """Return what a validator of ours says: the fault, a semicolon and the fix."""
    message, _, advice = str(fault.context["error"]).partition("; ")
    return message, advice


_SENTENCES: Mapping[str, Callable[[_Fault], Sentence]] = {
    "string_pattern_mismatch": _wrong_form,
    "string_too_short": lambda fault: ("the text is empty", "write the text"),
    "string_too_long": _too_long,
    "too_short": _too_few,
    "literal_error": _wrong_word,
    "greater_than": lambda fault: (
        f"{_shown(fault.node)} is too small",
        f"write more than {fault.context['gt']}",
    ),
    "greater_than_equal": lambda fault: (
        f"{_shown(fault.node)} is too small",
        f"write at least {fault.context['ge']}",
    ),
    "less_than_equal": lambda fault: (
        f"{_shown(fault.node)} is too large",
        f"write at most {fault.context['le']}",
    ),
    "value_error": _own,
}
TYPES = frozenset({*_KINDS, *_SENTENCES, _REPORTED_ELSEWHERE, "missing", "extra_forbidden"})
"""The types of error that have a sentence of our own."""


def _shown(node: Any) -> str:
    text = json.dumps(node, ensure_ascii=False, default=repr)
    return text if len(text) <= 60 else text[:57] + "..."


def keys_at(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    """Return the keys of the object at these steps below a model; steps that name a type are skipped."""
    annotation: Any = model
    for step in steps:
        annotation = _below(annotation, step)
    return [key for option in _options(annotation) for key in _fields(option)]


def _below(annotation: Any, step: str | int) -> Any:
    for option in _options(annotation):
        if get_origin(option) is dict:
            return get_args(option)[1]
        if get_origin(option) is tuple and isinstance(step, int):
            return get_args(option)[0]
        if step in (fields := _fields(option)):
            return fields[str(step)]
    return annotation


def _fields(option: Any) -> dict[str, Any]:
    if not (isinstance(option, type) and issubclass(option, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in option.model_fields.items()}


def _options(annotation: Any) -> Iterator[Any]:
    """Yield what an annotation allows, without the wrapping."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _options(part)
    else:
        yield annotation
