"""Packages, command line, page and box say the same of a code: its head, the decision and the sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from codegen.resolve.spec import ResolvedCode
from codegen.targets.site.samples import samples
from tests.conftest import REPO
from tests.python.conftest import Import, imported
from tests.specs import resolved

TYPESCRIPT = ["node", "--import", "./packages/typescript/in-place.mjs", "tests/parity/answers.mjs"]
BOX = ["node", "tests/parity/home.mjs"]
Said = dict[str, Any] | None
"""The id and the meaning of the code to act on, the decision about it, and the sentence."""


def codes() -> Mapping[str, ResolvedCode]:
    return resolved("real").codes


@cache
def bodies() -> dict[str, Any]:
    """Return a body with each code that a payload carries."""
    return {id: sample.body for id, sample in samples(resolved("real")).items()}


class Asked(NamedTuple):
    """What a reader types or pastes."""

    code: str
    """The id of the code in it."""
    text: str


def bare() -> Iterator[Asked]:
    """Yield each listed value, but for a number that several providers list."""
    numbers = {(code.value, code.provider_id) for code in codes().values() if isinstance(code.value, int)}
    shared: Counter[str | int] = Counter(value for value, _ in numbers)
    yield from (Asked(id, str(code.value)) for id, code in codes().items() if shared[code.value] < 2)


def as_json() -> Iterator[Asked]:
    yield from (Asked(id, json.dumps(body, indent=1)) for id, body in bodies().items())


def in_a_log() -> Iterator[Asked]:
    for id, body in bodies().items():
        yield Asked(id, f"2026-11-22T10:00:00Z WARN worker-3 answer={json.dumps(body)}")
    for asked in bare():
        yield asked._replace(text=f"2026-11-22T10:00:00Z WARN worker-3 gave up, code {asked.text} at last")


FORMS = {"bare": bare, "json": as_json, "log": in_a_log}


@pytest.fixture(scope="module")
def tree(rendered: Callable[[str], Path]) -> Path:
    return rendered("real")


@pytest.fixture(scope="module")
def package(tree: Path) -> Iterator[Import]:
    with imported(tree) as found:
        yield found


def node(program: list[str], lines: list[Any], tree: Path) -> list[Any]:
    """Return what a program in Node answers to lines of JSON."""
    environment = {**os.environ, "LINKCODES_GENERATED": str(tree)}
    given = "\n".join(map(json.dumps, lines)).encode()
    done = subprocess.run(
        program, cwd=REPO, env=environment, input=given, stdout=subprocess.PIPE, check=True, timeout=300
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def said(head: Any, plan: Any) -> Said:
    if head is None:
        return None
    return {name: head[name] for name in ("id", "context")} | {
        name: plan[name] for name in ("decision", "sentence")
    }


@cache
def of_package(package: Import, asked: Asked) -> Said:
    """Return what the package says; a listed value that is no word it must be asked for."""
    code, outcome = codes()[asked.code], package("").resolve_outcome(asked.text)
    head = outcome.because or outcome.decoded.head
    if head is None and asked.text == str(code.value):
        head = package("").classify(code.provider_id, code.value)
    return said(head and head.to_dict(raw=True), package("").plan_retry(head or asked.text).to_dict(raw=True))


def of_one_provider(package: Import, asked: Asked) -> Said:
    """Return what the package says if it is told whose the text is."""
    outcome = package("").resolve_outcome(asked.text, provider=codes()[asked.code].provider_id)
    head = outcome.because or outcome.decoded.head
    return said(head and head.to_dict(raw=True), package("").plan_retry(head).to_dict(raw=True))


def read_by_package(package: Import, asked: Iterator[Asked]) -> list[Asked]:
    """Leave out listed values that are no words, such as `Session Expired`: `decode` reads one word."""
    decode = package("").decode
    return [one for one in asked if one.text != str(codes()[one.code].value) or decode(one.text).head]


def differing(asked: list[Asked], ours: list[Said], theirs: list[Said]) -> list[Any]:
    rows = zip(asked, ours, theirs, strict=True)
    return [(one.code, one.text[:80], left, right) for one, left, right in rows if left != right][:5]


@pytest.mark.parametrize("form", FORMS)
def test_typescript_says_what_python_says(form: str, package: Import, tree: Path) -> None:
    asked = read_by_package(package, FORMS[form]())
    ours = [of_package(package, one) for one in asked]
    theirs = node(TYPESCRIPT, [{"ask": "said", "anything": one.text} for one in asked], tree)
    assert differing(asked, ours, theirs) == []
    assert any(ours)


@pytest.mark.parametrize("form", FORMS)
def test_the_box_says_what_the_package_says(form: str, package: Import, tree: Path) -> None:
    asked = list(FORMS[form]())
    ours = [of_package(package, one) for one in asked]
    theirs = node(BOX, [{"text": one.text} for one in asked], tree)
    for number, one in enumerate(asked):
        if ours[number] is None and theirs[number]:  # it found words in a body that may be anyone's
            ours[number] = of_one_provider(package, one)
    assert differing(asked, ours, theirs) == []


@pytest.mark.parametrize("form", FORMS)
def test_decode_says_what_the_package_says(form: str, package: Import) -> None:
    decode = package("cli.decode")
    for one in read_by_package(package, FORMS[form]()):
        record = decode.answer_record(package("").resolve_outcome(one.text))
        assert said(record["head"], record["plan"]) == of_package(package, one), one


def test_explain_says_what_the_package_says_of_a_bare_code(package: Import) -> None:
    explain, filter = package("cli.explain"), package("cli.catalog").Filter()
    clues = explain.Clues(None, None, None)
    for one in bare():
        found = explain.matches(one.text, filter, clues)
        record = explain._record(one.text, found, explain._head(found, filter, clues))
        assert said(record["head"], record["plan"]) == of_command(package, one, found), one


def of_command(package: Import, asked: Asked, found: list[Any]) -> Said:
    """Return what the command says: as the package, but for a code by which providers mean something else."""
    code = codes()[asked.code]
    if (
        len({match.entry.provider for match in found}) == 1
        or len({match.found.category for match in found}) == 1
    ):
        return of_package(package, asked)
    head = package("").classify(None, code.value)
    return said(head.to_dict(raw=True), package("").plan_retry(head).to_dict(raw=True))


def test_the_page_and_the_card_of_a_code_say_what_explain_says(package: Import, tree: Path) -> None:
    """Each code by itself, in all of its meanings, as if its vocabulary had been named."""
    explain, cards = package("cli.explain"), package("cli.plans")
    catalog, data = package("cli.catalog"), package("_metadata.data")
    asked = [Asked(id, "") for id in codes()]
    boxes = node(BOX, [{"code": id} for id in codes()], tree)
    for one, box in zip(asked, boxes, strict=True):
        code = codes()[one.code]
        [match] = explain.matches(one.code, catalog.Filter(), explain.Clues(None, None, None))
        info = data.code_info(match.entry.vocabulary, match.entry.name)
        ordered = sorted(info.contexts, key=lambda item: item.id != info.default_context)
        meanings = [cards.meant(match.found, item) for item in ordered] or [match.found]
        plans = [package("").plan_retry(item) for item in meanings]
        shown = [
            said(item.to_dict(raw=True), plan.to_dict(raw=True))
            for item, plan in zip(meanings, plans, strict=True)
        ]
        assert box == shown, one.code
        if match.found.category is not None:
            page = (tree / f"site/{code.page}.md").read_text(encoding="utf-8")
            assert sentences(page) == [plan.sentence for plan in plans], one.code


def sentences(page: str) -> list[str]:
    """Return what a page says to do next, meaning by meaning."""
    found = re.findall(
        r'^<p class="lc-next"><strong>(.*?)</strong> <small>.*</small></p>$', page, re.MULTILINE
    )
    return [unescape(re.sub("</?code>", "`", text)) for text in found]
