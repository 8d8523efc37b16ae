"""`codegen new`: begin a provider, a vocabulary, a code or a payload."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from codegen.command.folders import REPO, SPEC
from codegen.command.request import Request, Spec
from codegen.command.trial import try_out
from codegen.maintain.scaffold import spec_parts
from codegen.maintain.scaffold.new_files import NewFiles
from codegen.read.findings import UsageError
from codegen.read.load import LoadedSpec, load

_SITUATION = "Situation that the code reports, of those in spec.json"


class _Kind(NamedTuple):
    """Something to begin: what to ask for, which options there are, and what comes next."""

    make: Callable[..., NewFiles]
    asks: Mapping[str, str]
    next_steps: str
    optional: tuple[str, ...] = ()


_FIRST_CODE = {"code": "Name of its first code, in UPPER_SNAKE", "value": "What that code is on the wire"}
_VOCABULARY = {
    "type": "Name of the type, in PascalCase",
    "kind": "Kind: status, error, state, event, method or enum",
    "wire": "Where the values are on the wire, in words",
    "money": "Whether its values may report on money: always, maybe or never",
    **_FIRST_CODE,
    "situation": _SITUATION,
}
_IN_SPEC = "Fill in what `codegen lint` calls unfinished, then run `make generate` and look at the diff."
_KINDS = {
    "provider": _Kind(
        spec_parts.provider,
        {
            "id": "Id of the provider, such as acme",
            "name": "Name of the provider",
            "homepage": "Address of its homepage",
            "source-url": "Address of the page that lists its values",
            "source-title": "Title of that page",
            "vocabulary": "Id of its first vocabulary without the provider, such as link.status",
            **_VOCABULARY,
        },
        _IN_SPEC + " The guide site/docs/guides/add-a-provider.md leads on.",
        ("retrieved", "operation"),
    ),
    "vocabulary": _Kind(
        spec_parts.vocabulary,
        {
            "provider": "Provider that sends it",
            "id": "Id without the provider, such as link.status",
            **_VOCABULARY,
        },
        _IN_SPEC + " If a payload carries it, mark the field with `x-vocabulary`.",
        ("part", "surface", "source", "operation"),
    ),
    "code": _Kind(
        spec_parts.code,
        {
            "vocabulary": "Id of the vocabulary, such as acme:link.status",
            "code": "Name of the code, in UPPER_SNAKE",
            "value": "What it is on the wire",
            "situation": _SITUATION,
        },
        _IN_SPEC,
        ("source", "operation"),
    ),
    "payload": _Kind(
        spec_parts.payload,
        {
            "provider": "Provider that sends it",
            "id": "Id without the provider, such as link.callback",
            "type": "Name of the type, in PascalCase",
            "channel": "Channel: callback, post_message, http_response or webhook",
            "field": "Field that tells it from other payloads",
            "equals": "What that field contains",
        },
        _IN_SPEC + " Describe the other fields in `body`, and replace the examples by real ones.",
        ("part", "surface", "source"),
    ),
}
_NO_OUTCOMES = ("event", "method", "enum")
_OF_OUTCOMES = ("money", "situation")
"""Options that only codes with a behavior need."""

app = typer.Typer(
    help="Begin a part of the spec: valid files with marked blanks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_NO_INPUT = Annotated[bool, typer.Option("--no-input", help="Ask nothing; fail where an option is missing.")]


def _begin(kind: str, request: Request, folder: Path, given: Mapping[str, str | None], no_input: bool) -> int:
    """Write what was asked for, and say what to do next."""
    what = _KINDS[kind]
    request.read(folder, [], "human")
    spec = load(folder)
    answers = dict(_answers(what, given, spec, no_input=no_input or not sys.stdin.isatty()))
    plan = what.make(spec, folder, answers)
    try_out(plan, folder)
    plan.write()
    for path in plan.texts:
        shown = path.relative_to(REPO) if path.is_relative_to(REPO) else path
        request.out.write(f"wrote {shown.as_posix()}\n")
    request.out.write(f"{what.next_steps}\n")
    return 0


def _answers(
    what: _Kind, given: Mapping[str, str | None], spec: LoadedSpec, *, no_input: bool
) -> Iterator[tuple[str, str]]:
    """Yield what was said on the command line, and what is asked for."""
    known = {option: value for option, value in given.items() if value is not None}
    yield "retrieved", datetime.now(UTC).date().isoformat()
    yield from known.items()
    for option, question in what.asks.items():
        if option in known or (option in _OF_OUTCOMES and _kind_of(known, spec) in _NO_OUTCOMES):
            continue
        if no_input:
            raise UsageError(f"say --{option}: {question}")
        known[option] = typer.prompt(question)
        yield option, known[option]


def _kind_of(known: Mapping[str, str], spec: LoadedSpec) -> str | None:
    """Return the kind of the vocabulary that a code is for, as far as it is known."""
    kinds = {item.id: item.kind for owner, _ in spec.providers for item in owner.vocabularies}
    return known.get("kind") or kinds.get(known.get("vocabulary", ""))


def _command(kind: str) -> Callable[..., int]:
    """Return the command that begins one kind of thing; its options are those that the kind asks for."""
    what = _KINDS[kind]
    helps = {**what.asks, **dict.fromkeys(what.optional, "What it is, if not the obvious one")}
    names = {option.replace("-", "_"): option for option in helps}

    def command(context: typer.Context, no_input: bool, **options: Any) -> int:
        given = {option: options[name] for name, option in names.items()}
        return _begin(kind, context.obj, options["spec"].resolve(), given, no_input)

    parameters = [_parameter("context", typer.Context), _parameter("no_input", _NO_INPUT, False)]
    for name, option in names.items():
        asked = typer.Option(f"--{option}", help=f"{helps[option]}.", show_default=False)
        parameters.append(_parameter(name, Annotated[str | None, asked], None))
    parameters.append(_parameter("spec", Spec, SPEC))
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    command.__doc__ = f"Begin a {kind}."
    return command


def _parameter(name: str, annotation: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


for _kind in _KINDS:
    app.command(_kind)(_command(_kind))
