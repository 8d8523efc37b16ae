"""What editors and `help` show: names that Jedi completes, stubs that say what is there, docs of members."""

from __future__ import annotations

import ast
import inspect
import pydoc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jedi  # type: ignore[import-untyped]
import pytest

from tests.conftest import PACKAGE
from tests.python.conftest import Import

STUBS = {path.stem: path for half in PACKAGE for path in (half / "linkcodes").rglob("*.pyi")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "from linkcodes.flinks import ApiCode\nApiCode.",
            {"INVALID_LOGIN", "RETRY_LATER", "parse", "about"},
        ),
        ("import linkcodes.lean as lean\nlean.", {"SecondaryStatus", "WebhookEvent"}),
        ("from linkcodes import decode\ndecode('x').", {"head", "classifications", "to_dict", "verdict"}),
        ("from linkcodes import plan_retry\nplan_retry('x').", {"decision", "delay_s", "to_dict"}),
        ("from linkcodes import classify\nclassify('lean', 'x').", {"category", "actions"}),
        ("from linkcodes.webhooks import v", {"verify", "validate"}),
        ("import linkcodes\nlinkcodes.", {"decode", "classify", "Open", "UnknownText", "vocabularies"}),
    ],
)
def test_jedi_completes(source: str, expected: set[str], joined: Callable[[str], Path]) -> None:
    project = jedi.Project(joined("real"), sys_path=[str(joined("real"))], load_unsafe_extensions=False)
    line = source.count("\n") + 1
    found = jedi.Script(source, project=project).complete(line, len(source.splitlines()[-1]))
    assert expected <= {item.name for item in found}


@pytest.mark.parametrize("name", STUBS)
def test_a_stub_has_the_names_and_parameters_of_its_module(real: Import, name: str) -> None:
    module = real(name)
    functions = [
        item for item in ast.parse(STUBS[name].read_bytes()).body if isinstance(item, ast.FunctionDef)
    ]
    assert {item.name for item in functions} == set(module.__all__)
    for item in functions:
        parameters = inspect.signature(getattr(module, item.name)).parameters.values()
        arguments = [each.arg for each in (*item.args.args, *item.args.kwonlyargs)]
        assert arguments == [each.name for each in parameters], item.name
        free = [each.default is inspect.Parameter.empty for each in parameters]
        needed = len(item.args.args) - len(item.args.defaults) + item.args.kw_defaults.count(None)
        assert free.count(True) == needed, item.name


def test_the_ids_are_those_of_the_spec(real: Import) -> None:
    ids, package = real("ids"), real("")
    for vocabulary in package.vocabularies():
        provider, _, local = vocabulary.vocabulary.partition(":")
        assert (
            ids.is_provider(provider)
            and ids.is_vocabulary(local)
            and ids.is_vocabulary(vocabulary.vocabulary)
        )
    assert all(map(ids.is_operation, real("taxonomy").Operation))
    for scheme in real("_packaged").packaged("signatures"):
        assert ids.is_scheme(scheme)
    for provider, table in real("_packaged").packaged("payloads").items():
        assert all(
            ids.is_payload(name) and ids.is_payload(f"{provider}:{name}") for name in table["payloads"]
        )
    for guard in (ids.is_provider, ids.is_vocabulary, ids.is_operation, ids.is_scheme, ids.is_payload):
        assert not any(map(guard, ("", "nothing", None, 3, ["lean"])))


def test_a_member_is_documented_by_what_it_means(real: Import) -> None:
    for vocabulary in real("").vocabularies():
        assert vocabulary.__doc__.startswith(vocabulary.about().summary[:20])
        for code in vocabulary:
            assert code.__doc__ == code.info.summary


def test_help_shows_the_members_and_not_the_methods_of_text(real: Import) -> None:
    codes = real("flinks").ApiCode
    shown = pydoc.render_doc(codes, renderer=pydoc.plaintext)  # type: ignore[attr-defined]
    assert all(f"{code.name} = " in shown for code in codes)
    assert "capitalize" not in shown and "parse(" in shown
    assert shown.count("\n") < 300


def test_a_vocabulary_says_whether_a_value_is_listed(real: Import) -> None:
    codes, numbers = real("flinks").ApiCode, real("flinks").FdxErrorCode
    assert "INVALID_LOGIN" in codes and codes.INVALID_LOGIN in codes and 401 in numbers
    values: list[Any] = ["NEW", codes.parse("NEW"), None, [], {}, True, 1, object()]
    assert not any(value in codes for value in values) and not any(value in numbers for value in values)
