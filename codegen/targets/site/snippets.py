"""Code that a reader can run: what a program does with one code, in the two packages.

Comments hold what the line prints. They are made of ids only, since any other text could end them; the tests
run every snippet and compare.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from codegen.model.codes import Behavior, Context
from codegen.model.taxonomy import Taxonomy
from codegen.resolve.spec import ResolvedCode, ResolvedSpec, ResolvedVocabulary
from codegen.targets.site.crosswalk import default_first
from codegen.targets.site.samples import Sample
from codegen.text import python as pycode
from codegen.text import typescript as tscode

_WIDTH = 88


class Usage(NamedTuple):
    """The lines that use it in the two packages."""

    python: str
    typescript: str


def code_usage(spec: ResolvedSpec, code: ResolvedCode, sample: Sample | None) -> Usage:
    """Return what a program does with a code; of a deprecated one, it says first what to use instead."""
    vocabulary, usage = spec.vocabularies[code.vocabulary_id], _usage(spec, code, sample)
    if not code.deprecated or not code.deprecated.replaced_by:
        return usage
    note = f"Deprecated: use {vocabulary.type_name}.{code.deprecated.replaced_by} in new code."
    return Usage(f"# {note}\n{usage.python}", f"// {note}\n{usage.typescript}")


def _usage(spec: ResolvedSpec, code: ResolvedCode, sample: Sample | None) -> Usage:
    """Classify an outcome, read an event that names its payload, compare any other value."""
    vocabulary = spec.vocabularies[code.vocabulary_id]
    if code.contexts:
        return _told_apart(code, vocabulary)
    if code.behavior:
        return _classified(code, vocabulary, _answered(spec.taxonomy, code.behavior))
    if code.names_operation:
        return _named(code, vocabulary, code.names_operation)
    if sample and any(sign.equals == code.value for sign in sample.payload.recognize):
        return _decoded(sample)
    return _compared(code, vocabulary)


def parse_usage(vocabulary: ResolvedVocabulary) -> Usage:
    """Return how a program reads any value of a vocabulary."""
    module, type_name = vocabulary.provider_id, vocabulary.type_name
    return Usage(
        python=f"from linkcodes.{module} import {type_name}\n\n"
        f"code = {type_name}.parse(raw)  # a member, or an UnknownCode that keeps the raw value",
        typescript=f'import {{ parse{type_name} }} from "linkcodes/{module}";\n\n'
        f"const code = parse{type_name}(raw); // known or not, the value is kept",
    )


_USER_ABSENT = "It comes while no user is there, so the actions are those that work without one."


class _PrintedAnswer(NamedTuple):
    """What `classify` says of a behavior."""

    category: str
    printed: str
    """Who must act, and how."""
    unattended: bool
    note: str
    """Why that is not what the spec says of the code alone."""


def _answered(taxonomy: Taxonomy, behavior: Behavior) -> _PrintedAnswer:
    """Return a behavior as `classify` gives it: adapted to what was being done."""
    operation = next(item for item in taxonomy.operations if item.id == behavior.operation)
    absent = taxonomy.actions if operation.user_absent else ()
    instead = {item.id: item.user_absent for item in absent if item.user_absent}
    actions = dict.fromkeys(instead.get(action, action) for action in behavior.actions)
    return _PrintedAnswer(
        category=behavior.category,
        printed=" ".join([behavior.actor, *actions]),
        unattended=behavior.unattended_retry,
        note="" if tuple(actions) == behavior.actions else _USER_ABSENT,
    )


def _classified(code: ResolvedCode, vocabulary: ResolvedVocabulary, answer: _PrintedAnswer) -> Usage:
    """Return a branch on what happened."""
    category, printed, unattended = answer.category.upper(), answer.printed, answer.unattended
    python = f"""\
from linkcodes import classify
from linkcodes.taxonomy import Category
{_remark("#", answer.note)}
{_python_call(code, vocabulary)}
if answer.category is Category.{category}:
    print(answer.actor, *answer.actions)  # {printed}
    print(answer.unattended_retry)  # {unattended}"""
    typescript = f"""\
import {{ classify }} from "linkcodes/runtime";
import {{ Category }} from "linkcodes/taxonomy";
{_remark("//", answer.note)}
const answer = {_typescript_call(code, vocabulary)};
if (answer.category === Category.{category}) {{
  console.log(answer.actor, ...answer.actions); // {printed}
  console.log(answer.unattended_retry); // {str(unattended).lower()}
}}"""
    return Usage(python, typescript)


def _remark(sign: str, text: str) -> str:
    """Return an empty line, with a comment below it if there is something to say."""
    return f"\n{sign} {text}" if text else ""


def _told_apart(code: ResolvedCode, vocabulary: ResolvedVocabulary) -> Usage:
    """Return one call for each meaning, with what distinguishes it."""
    python = ["from linkcodes import classify"]
    typescript = ['import { classify } from "linkcodes/runtime";', "", "let answer;"]
    for context in default_first(code):
        known = _sign(code, context)
        if not known and context.id != code.default_context:
            note = f"{context.id}: nothing that comes with the value tells it apart"
            python += ["", f"# {note}"]
            typescript += ["", f"// {note}"]
            continue
        printed = f"{context.id} {context.behavior.category}"
        python += ["", _python_call(code, vocabulary, **known)]
        python += [f"print(answer.context, answer.category)  # {printed}"]
        typescript += ["", f"answer = {_typescript_call(code, vocabulary, **known)};"]
        typescript += [f"console.log(answer.context, answer.category); // {printed}"]
    return Usage("\n".join(python), "\n".join(typescript))


def _sign(code: ResolvedCode, context: Context) -> dict[str, Any]:
    """Return what to pass so that a meaning is found; nothing if no sign is its own."""
    others = [dict(_signs(other)) for other in code.contexts if other.id != context.id]
    for name, values in _signs(context):
        own = [value for value in values if not any(value in other[name] for other in others)]
        if own:
            return {name: own[0]}
    return {}


def _signs(context: Context) -> list[tuple[str, list[Any]]]:
    """Return what may tell a meaning apart, by the name of the argument; the shortest to write goes first."""
    return [
        ("operation", list(context.operations)),
        ("message", [item.text for item in context.wire_messages]),
        ("http_status", [item.status for item in context.http_status]),
    ]


def _decoded(sample: Sample) -> Usage:
    """Return how a body is read, and a branch on which payload it is."""
    payload, channel = sample.payload.local_id, sample.payload.channel
    provider = sample.payload.provider_id
    python = f"""\
from linkcodes import decode

body = {pycode.block(sample.body)}
event = decode(body, provider="{provider}")  # also takes the body as text or bytes
if event.payload == "{payload}":
    print(event.channel, event.known)  # {channel} True"""
    typescript = f"""\
import {{ decode }} from "linkcodes/runtime";

const body = {tscode.block(sample.body)};
const event = decode(body, {{ provider: "{provider}" }}); // also takes the body as text or bytes
if (event.payload === "{payload}") {{
  console.log(event.channel, event.known); // {channel} true
}}"""
    return Usage(python, typescript)


def _compared(code: ResolvedCode, vocabulary: ResolvedVocabulary) -> Usage:
    """Return how a raw value becomes a member, and a branch on it."""
    module, type_name, name = vocabulary.provider_id, vocabulary.type_name, code.name
    python = f"""\
from linkcodes.{module} import {type_name}

code = {type_name}.parse({pycode.literal(code.value)})  # never raises; keeps what is not listed
if code is {type_name}.{name}:
    print(code.known, code.name)  # True {name}"""
    typescript = f"""\
import {{ {type_name}, parse{type_name} }} from "linkcodes/{module}";

const code = parse{type_name}({tscode.literal(code.value)}); // never throws; keeps what is not listed
if (code.value === {type_name}.{name}) {{
  console.log(code.known); // true
}}"""
    return Usage(python, typescript)


def _named(code: ResolvedCode, vocabulary: ResolvedVocabulary, operation: str) -> Usage:
    """Return how the value of a method tells what is being done, so that its outcome can be classified."""
    python = f"""\
from linkcodes import classify

{_python_call(code, vocabulary)}
print(answer.operation)  # {operation}
# Pass it on when you classify what comes of it: classify(..., operation=answer.operation)"""
    typescript = f"""\
import {{ classify }} from "linkcodes/runtime";

const answer = {_typescript_call(code, vocabulary)};
console.log(answer.operation); // {operation}
// Pass it on when you classify what comes of it: {{ operation: answer.operation }}"""
    return Usage(python, typescript)


def _python_call(code: ResolvedCode, vocabulary: ResolvedVocabulary, **known: Any) -> str:
    arguments = [pycode.literal(vocabulary.provider_id), pycode.literal(code.value)]
    return pycode.call("answer = classify", arguments, {"vocabulary": vocabulary.local_id, **known})


def _typescript_call(code: ResolvedCode, vocabulary: ResolvedVocabulary, **known: Any) -> str:
    options = {"vocabulary": vocabulary.local_id, **known}
    start = f"classify({tscode.literal(vocabulary.provider_id)}, {tscode.literal(code.value)}, "
    line = f"{start}{tscode.literal(options)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([start + "{", *(f"  {field}," for field in tscode.fields(options)), "})"])
