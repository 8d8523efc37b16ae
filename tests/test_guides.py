"""The guides keep their word: every block of code in them is run, or says why it is not.

TypeScript, pages and diagrams are run by `tests/browser/guides.test.mjs`, the made-up provider by
`tests/test_guide_provider.py`, steps and hooks by `tests/test_action.py`; all else here.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.blocks import NAMES, Block, blocks, source, text_of
from tests.conftest import PACKAGE, REPO

pytestmark = pytest.mark.slow

GUIDES = [
    "add-a-provider",
    "at-scale",
    "check-your-own-sources",
    "listen-in-a-framework",
    "listen-to-a-widget",
    "mask-secrets",
    "move-between-providers",
    "one-handler",
    "receive-a-webhook",
    "receive-a-webhook-in-typescript",
    "retry-safely",
    "store-statuses",
    "test-every-screen",
    "watch-live-traffic",
]
IN_BROWSER = {"ts", "tsx", "js", "html", "http", "mermaid"}
PATHS = [*PACKAGE, REPO / "examples/python"]
ENVIRONMENT = {"PYTHONPATH": os.pathsep.join(map(str, PATHS)), "PATH": os.environ["PATH"]}


def run(*arguments: object, **options: Any) -> str:
    """Run Python with the package and the examples on its path; return what it prints."""
    command = [sys.executable, *map(str, arguments)]
    options = {"env": ENVIRONMENT, **options}
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    printed: str = done.stdout
    return printed


def of_guide(guide: str, *languages: str) -> list[Block]:
    return [block for block in blocks(*languages) if block.guide == guide and not block.reason]


def programs(guide: str) -> list[Block]:
    """Return the blocks that are run one after another: no excerpts, and no files of pytest."""
    return [block for block in of_guide(guide, "python") if not block.title]


# ---------------------------------------------------------------- nothing is left out


def test_every_guide_is_there() -> None:
    assert sorted(GUIDES) == [name for name in NAMES if name != "index"]


def test_every_fence_is_a_block() -> None:
    for guide in NAMES:
        fences = re.findall(r"^ *(?:```|~~~)", text_of(guide), re.MULTILINE)
        assert len(fences) == 2 * len([block for block in blocks() if block.guide == guide])


def test_somebody_runs_every_block() -> None:
    handled = {"python", "sql", "sh", "json"} | IN_BROWSER | {"yaml"}
    assert [block for block in blocks() if not block.reason and block.language not in handled] == []


def test_what_is_not_run_says_why() -> None:
    assert {(block.guide, block.title): block.reason for block in blocks() if block.reason} == {
        ("at-scale", ""): "Spark has tests of its own, tests/scale/test_spark.py"
    }


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_is_short_and_complete(guide: str) -> None:
    text = text_of(guide)
    assert 100 <= len(text.splitlines()) <= 300
    assert text.index("## Before you ship") < text.index("## Next")
    assert f"]({guide}.md)" in text_of("index")


# ---------------------------------------------------------------- Python

EXCERPTS = [block for block in blocks() if block.is_excerpt]


@pytest.mark.parametrize("block", EXCERPTS, ids=[block.title for block in EXCERPTS])
def test_an_excerpt_stands_in_its_file(block: Block) -> None:
    file = source(block.title)
    assert any(textwrap.indent(block.text, indent) in file for indent in ("", "    "))


@pytest.mark.parametrize("guide", [guide for guide in GUIDES if programs(guide)])
def test_the_python_of_a_guide_prints_what_it_says(guide: str, tmp_path: Path) -> None:
    texts = [block.text for block in programs(guide)]
    script = REPO / "tests/run_blocks.py"
    printed = json.loads(run("-W", "error", script, input=json.dumps(texts), cwd=tmp_path))
    assert printed == [block.promised for block in programs(guide)]
    assert any(printed)


TESTS = [block for block in blocks("python") if block.title and not block.is_excerpt]


@pytest.mark.parametrize("block", TESTS, ids=[block.title for block in TESTS])
def test_the_tests_of_a_guide_pass(block: Block, tmp_path: Path) -> None:
    (tmp_path / block.title).write_text(block.text, encoding="utf-8")
    options = ("-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", tmp_path)
    last = run("-m", "pytest", *options, block.title, cwd=tmp_path).splitlines()[-1]
    assert re.match(r"\d+ passed", last), last


# ---------------------------------------------------------------- SQL and the rest


@pytest.mark.parametrize("guide", [guide for guide in GUIDES if of_guide(guide, "sql")])
def test_the_sql_of_a_guide_answers_what_it_says(guide: str) -> None:
    database = sqlite3.connect(":memory:")
    for block in of_guide(guide, "sql"):
        rows: list[str] = []
        for statement in statements(block.text):
            rows += [" | ".join(map(str, row)) for row in database.execute(statement)]
        assert rows == block.promised


def statements(text: str) -> list[str]:
    """Split a script at the semicolons that end a line, behind which an answer may be promised."""
    bare = re.sub(r"-- -> .*$", "", text, flags=re.MULTILINE)
    return [part for part in re.split(r";\s*$", bare, flags=re.MULTILINE) if part.strip()]


def test_files_and_commands_are_those_of_the_guide_that_runs_them() -> None:
    others = [block for block in blocks("json", "sh") if block not in (*INSTALL, *MASKING, *WATCHING)]
    assert {block.guide for block in others} == {"add-a-provider"}


MASKING = [block for block in blocks("sh") if block.guide == "mask-secrets"]


def test_the_command_that_masks_does() -> None:
    shell = f'linkcodes() {{ "{sys.executable}" -m linkcodes.cli "$@"; }}'
    for block in MASKING:
        done = subprocess.run(
            ["bash", "-ec", f"{shell}\n{block.text}"],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "password=••• status=ERROR\n"


PRINTING = ("watch-live-traffic", "check-your-own-sources")
"""The guides whose commands, run one after another, promise what they print."""
WATCHING = [block for block in blocks("sh") if block.guide in PRINTING]


@pytest.mark.parametrize("guide", PRINTING)
def test_the_commands_of_a_guide_print_what_they_say(guide: str, tmp_path: Path) -> None:
    shell = f'linkcodes() {{ "{sys.executable}" -m linkcodes.cli "$@"; }}'
    for block in of_guide(guide, "sh"):
        done = subprocess.run(
            ["bash", "-ec", f"{shell}\n{block.text}"],
            env=ENVIRONMENT,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert block.promised
        assert [line for line in done.stdout.splitlines() if line in block.promised] == block.promised
        assert done.stderr == ""


# ---------------------------------------------------------------- what a stranger needs

INSTALL = [block for block in blocks("sh") if block.guide == "index"]


def test_the_packages_to_install_are_those_that_are_made() -> None:
    version = json.loads(source("generated/spec/linkcodes.json"))["spec_version"]
    made = [f"linkcodes-{version}-py3-none-any.whl", f"linkcodes-{version}.tgz"]
    commands = [block.text.split() for block in INSTALL]
    assert [(words[:2], Path(words[2]).name) for words in commands] == [
        (["pip", "install"], made[0]), (["npm", "install"], made[1]),
    ]  # fmt: skip
    assert {Path(words[2]).parent.as_posix() for words in commands} == {"../linkcodes/build/dist"}


@pytest.mark.parametrize("guide", [guide for guide in GUIDES if guide != "add-a-provider"])
def test_a_guide_links_to_whatever_its_code_needs(guide: str) -> None:
    text = text_of(guide)
    assert "](index.md#install)" in text
    programs = set(re.findall(r"\]\(programs/(\w+\.py)\)", text))
    assert programs >= {Path(block.title).name for block in EXCERPTS if block.guide == guide}
    for name in programs:
        whole = source(f"examples/python/{name}")
        assert source(f"examples/python/{name}") == whole
        needed = re.findall(r"^(?:from|import) (\w+)", whole, re.MULTILINE)
        beside = {path.name for path in (REPO / "examples/python").glob("*.py")}
        assert {f"{module}.py" for module in needed} & beside <= programs, name


# ---------------------------------------------------------------- facts in tables


def rows(guide: str, anchor: str) -> list[list[str]]:
    """Return the cells of the first table behind an anchor, its head and rule left out."""
    return tables(guide, anchor)[0]


def tables(guide: str, anchor: str) -> list[list[list[str]]]:
    """Return the cells of the tables between an anchor and the next."""
    part = text_of(guide).split(f"{{ #{anchor} }}")[1].split("\n## ")[0]
    found = re.findall(r"^\|.*?(?=\n\n)", part, re.MULTILINE | re.DOTALL)
    return [
        [[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines()[2:]]
        for table in found
    ]


def linked(cell: str) -> list[str]:
    return re.findall(r"#category-(\w+)", cell)


PLANS = """
import json
from linkcodes import classify, plan_retry, vocabularies
from linkcodes.taxonomy import Category

found = {category: {"attempts": set(), "alone": set()} for category in Category}
for each in vocabularies():
    for code in each:
        item = classify(each.vocabulary.split(":")[0], code)
        if item.category is None:
            continue
        plan, alone = plan_retry(item), plan_retry(item, unattended=True, operation="refresh")
        found[item.category]["attempts"].add(plan.attempts_left + 1 if plan.attempts_left else 0)
        found[item.category]["alone"].add(alone.decision)
print(json.dumps({name: {key: sorted(some) for key, some in what.items()} for name, what in found.items()}))
"""


def test_the_table_of_retries_says_what_the_packages_plan() -> None:
    plans = json.loads(run("-c", PLANS))
    table = rows("retry-safely", "categories")
    assert sorted(name for row in table for name in linked(row[0])) == sorted(plans)
    for categories, attempts, alone in table:
        for name in linked(categories):
            plan = plans[name]
            most = max(plan["attempts"], default=0)
            assert attempts == (str(most) if most else "none"), name
            assert alone == ("some codes" if "retry" in plan["alone"] else "never"), name


def test_every_category_has_one_screen() -> None:
    names = [name for row in rows("test-every-screen", "screens") for name in linked(row[1])]
    assert sorted(names) == sorted(json.loads(run("-c", PLANS)))


def test_the_table_of_webhooks_says_what_the_spec_says() -> None:
    schemes = json.loads(source("generated/python/linkcodes/data/signatures.json"))
    both = [tuple(row[1:] for row in table[:3]) for table in tables("receive-a-webhook", "differences")]
    described = [column for lines in both for column in zip(*lines, strict=True) if column[0].startswith("`")]
    assert len(described) == len(schemes)
    for scheme, header, sign in described:
        rule = schemes[scheme.split("`")[1]]
        kind, _, name = rule["algorithm"].partition("-")
        assert rule["header"] in header
        if kind == "shared":
            assert sign.startswith("none") and scheme.endswith(", not signed")
            continue
        assert name.removeprefix("sha").upper() in sign
        assert rule.get("prefix", "").strip() in header + sign
        assert ("token" if kind == "jws" else rule["encoding"].split("-")[0]) in sign.lower()
