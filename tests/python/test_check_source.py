"""`linkcodes check-source`: finds unlisted and deprecated codes, and is silent about what is not sure."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO
from tests.python.cli_runs import Run, warm
from tests.python.conftest import Import

PY = "from linkcodes.flinks import ApiCode\n"
TS = 'import { ApiCode } from "linkcodes/flinks";\n'
PYTHON = {
    "a member": (PY + "ApiCode.INVALID_PASWORD", 2, 1, "unknown-code"),
    "a renamed type": (
        "from linkcodes.flinks import ApiCode as C\nif x:\n  f(C.GONE)",
        3, 5, "unknown-code",
    ),
    "a module": ("import linkcodes.flinks\nlinkcodes.flinks.ApiCode.GONE", 2, 1, "unknown-code"),
    "a renamed module": ("from linkcodes import flinks as f\nf.ApiCode.GONE", 2, 1, "unknown-code"),
    "a type": ("from linkcodes.flinks import ApiCodes", 1, 1, "unknown-type"),
    "a deprecated member": ("from linkcodes.lean import Method\nMethod.LINK", 2, 1, "deprecated-code"),
    "a literal": (PY + "ApiCode.parse('GONE')", 2, 15, "unknown-code"),
    "a deprecated literal": ("from linkcodes.lean import Method\nMethod('link')", 2, 8, "deprecated-code"),
    "a comparison": (
        PY + "c = ApiCode.parse(x)\nc == 'GONE'", 3, 6, "unknown-code",
    ),
    "a membership": (
        PY + "ApiCode.parse(x) in ('OK', 'GONE')", 2, 28, "unknown-code",
    ),
    "a pattern": (
        PY + "match ApiCode.parse(x):\n case 'OK' | 'GONE': 1",
        3, 14, "unknown-code",
    ),
    "a classified value": ("from linkcodes import classify as c\nc('flinks', 'GONE')", 2, 13, "unknown-code"),
    "a set": (PY + "c = ApiCode.parse(x)\nc in {'OK', 'GONE'}", 3, 13, "unknown-code"),
    "a named set": (
        PY + "S = frozenset({'OK', 'GONE'})\nApiCode.parse(x) not in S", 2, 22, "unknown-code",
    ),
    "a text that is parsed": (
        PY + "c = ApiCode.parse(raw)\nif raw == 'INVALID_PASWORD': pass", 3, 11, "unknown-code",
    ),
    "an answer": (
        "from linkcodes import decode\nfound = decode(body)\nif found.head.raw == 'ITEM_LOGIN_REQUIRD': pass",
        3, 22, "unknown-code",
    ),
    "an answer of a provider": (
        "from linkcodes import decode\ndecode(b, provider='lean').head.raw == 'ITEM_LOGIN_REQUIRED'",
        2, 40, "unknown-code",
    ),
    "a code of an answer": (
        "import linkcodes\nhead = linkcodes.decode(b).head\ncode = head.raw\nmatch code:\n case 'GONE': 1",
        5, 7, "unknown-code",
    ),
    "each code of an answer": (
        "from linkcodes import resolve_outcome as r\nd = r(b).decoded\nfor c in d.classifications:\n"
        " if c.raw in ('OK', 'GONE_NOW'): 1",
        4, 21, "unknown-code",
    ),
    "one of the codes": (
        "from linkcodes.runtime import decode\nany(c.raw == 'GONE_NOW' for c in decode(b).classifications)",
        2, 14, "unknown-code",
    ),
    "a classification": (
        "from linkcodes import classify\nc = classify('flinks', x)\nc.raw == 'ITEM_LOGIN_REQUIRED'",
        3, 10, "unknown-code",
    ),
    "a delivery": (
        "from linkcodes.webhooks import receive\nasync def f():\n d = receive('lean', b, h, s)\n"
        " return d.head.raw == 'GONE'",
        4, 23, "unknown-code",
    ),
    "a provider": ("import linkcodes as l\nl.classify('flonks', 'OK')", 2, 22, "unknown-code"),
}  # fmt: skip
TYPESCRIPT = {
    "a member": (TS + 'if (x === ApiCode.GONE) {}', 2, 11, "unknown-code"),
    "a renamed type": (
        "import { ApiCode as C, type ApiCodeValue } from 'linkcodes/flinks'\n C.GONE", 2, 2, "unknown-code",
    ),
    "a namespace": ('import * as C from "linkcodes/flinks/api-code";\nC.GONE', 2, 1, "unknown-code"),
    "a constant": ('import { OK, GONE } from "linkcodes/flinks/api-code";', 1, 14, "unknown-code"),
    "a type": ('import { ApiCodes } from "linkcodes/flinks";', 1, 10, "unknown-type"),
    "a deprecated member": ('import { Method } from "linkcodes/lean";\nMethod.LINK', 2, 1, "deprecated-code"),
    "a literal": ('import { isApiCode as is } from "linkcodes/flinks";\nis("GONE")', 2, 4, "unknown-code"),
    "a looked up literal": (
        'import { apiCodeInfo } from "linkcodes/flinks/info";\napiCodeInfo("GONE")', 2, 13, "unknown-code",
    ),
    "a classified value": (
        'import { classify } from "linkcodes/runtime";\nclassify("flinks", "GONE", {})',
        2, 20, "unknown-code",
    ),
    "an answer": (
        'import { decode, plan } from "linkcodes/runtime";\nconst found = decode(body);\nplan(found);\n'
        'if (found.head?.raw === "ITEM_LOGIN_REQUIRD") {}',
        4, 25, "unknown-code",
    ),
    "an answer of a provider": (
        'import { decode as d } from "linkcodes/lean/runtime";\nconst { x } = y, z = 1;\nconst f = d(body);\n'
        "return f.classifications[0].raw != 'ITEM_LOGIN_REQUIRED'",
        4, 36, "unknown-code",
    ),
    "a delivery": (
        'import { receive } from "linkcodes/webhooks";\nconst it = await receive("lean", b, h, k);\n'
        'it.outcome.because!.raw !== "GONE"',
        3, 29, "unknown-code",
    ),
    "an export": ('export { GONE } from "linkcodes/flinks/api-code";', 1, 10, "unknown-code"),
}  # fmt: skip
SILENT = {
    "of others.py": "from others.flinks import ApiCode\nApiCode.GONE  # linkcodes",
    "methods.py": PY + "ApiCode.parse(x); ApiCode.about(); ApiCode.__members__",
    "not only parsed.py": PY + "c = ApiCode.parse(x)\nc = 'GONE'\nc == 'GONE'",
    "an argument.py": PY + "def f(c): return c == 'GONE'\nc = ApiCode.parse(x)",
    "ignored.py": PY + "ApiCode.parse('GONE')  # linkcodes: ignore",
    "of an unknown provider.py": "from linkcodes import decode\ndecode(b).head.raw == 'ITEM_LOGIN_REQUIRED'",
    "of another field.py": "from linkcodes import decode\ndecode(b).head.summary == 'GONE'",
    "of another answer.py": "from linkcodes import decode\nfound = mine(b)\nfound.head.raw == 'GONE'",
    "of two answers.py": ("from linkcodes import decode\nd = decode(b)\nd = mine(b)\nd.head.raw == 'GONE'"),
    "of a text.py": PY + "c = ApiCode.parse(raw)\nraw == '' or raw == 'timeout' or raw == 'OK'",
    "changed.py": PY + "S = {'GONE'}\nS = f()\nApiCode.parse(x) in S",
    "a relative import.py": "from .linkcodes.flinks import ApiCodes",
    "right.py": PY + "ApiCode.parse('OK') is ApiCode.OK\nApiCode['GONE' + x]",
    "a comment.ts": TS + "// ApiCode.GONE\n/* ApiCode.GONE */",
    "a string.ts": TS + 'const s = "ApiCode.GONE" + `ApiCode.GONE`;',
    "of an object.ts": TS + "mine.ApiCode.GONE",
    "helpers.ts": 'import { type ApiCodeValue, parseApiCode } from "linkcodes/flinks"; parseApiCode(x)',
    "ignored.ts": 'import { isApiCode } from "linkcodes/flinks";\nisApiCode("GONE") // linkcodes: ignore',
    "right.ts": TS + 'import * as C from "linkcodes/flinks/api-code";import x from "linkcodes/flinks";C.OK',
    "of another answer.ts": (
        'import { decode } from "linkcodes/runtime";\nconst a = mine(b);\nif (a.head?.raw === "GONE") {}'
    ),
    "of two answers.ts": (
        'import { decode } from "linkcodes/runtime";\nconst a = decode(b);\n'
        'const f = (a) => a.head?.raw === "GONE";\nfunction g(a: Mine) { return a.raw === "GONE"; }'
    ),
    "of a known answer.ts": (
        'import { decode } from "linkcodes/runtime";\nconst a = decode(b);\n'
        'a.head.raw === "ITEM_LOGIN_REQUIRED" || a.head.summary === "GONE"'
    ),
    "of no language.txt": "from linkcodes.flinks import ApiCodes",
}
HOSTILE = {
    "answers.ts": (
        'import { decode } from "linkcodes/runtime";const a = decode(b);' + "a.head.raw ===" * 50_000
    ),
    "comments.ts": "/*" * 200_000 + "linkcodes",
    "quotes.ts": "linkcodes" + "'\"`" * 100_000,
    "imports.ts": "import " * 100_000 + '"linkcodes/flinks"',
    "braces.ts": "import {" * 50_000 + '} from "linkcodes/flinks"',
    "escapes.js": "'" + "\\" * 300_000 + "linkcodes",
    "unlisted.ts": TS + "".join(f"ApiCode.GONE_{number};" for number in range(50_000)),
    "unlisted.py": PY + "".join(f"ApiCode.GONE_{number}\n" for number in range(20_000)),
    "members.ts": 'import { ApiCode } from "linkcodes/flinks"\n' + "ApiCode.OK;" * 50_000,
}


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


@pytest.fixture(scope="module")
def sources(real: Import) -> Any:
    return real("cli.sources")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", PYTHON)
def test_python(name: str, sources: Any, tmp_path: Path) -> None:
    text, line, column, rule = PYTHON[name]
    found = sources.checked(written(tmp_path, "a.py", text)).findings
    assert [(item.line, item.column, item.rule) for item in found] == [(line, column, rule)]


@pytest.mark.parametrize("name", TYPESCRIPT)
@pytest.mark.parametrize("suffix", ["ts", "mjs"])
def test_typescript(name: str, suffix: str, sources: Any, tmp_path: Path) -> None:
    text, line, column, rule = TYPESCRIPT[name]
    found = sources.checked(written(tmp_path, f"a.{suffix}", text)).findings
    assert [(item.line, item.column, item.rule) for item in found] == [(line, column, rule)]


@pytest.mark.parametrize("name", SILENT)
def test_what_is_not_sure_is_not_reported(name: str, sources: Any, tmp_path: Path) -> None:
    assert sources.checked(written(tmp_path, name, SILENT[name])).findings == []


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_sources_that_are_made_to_do_harm_are_read(name: str, sources: Any, tmp_path: Path) -> None:
    """Each would take hours if it were read again and again from the same place."""
    sources.checked(written(tmp_path, name, HOSTILE[name]))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"# linkcodes\ndef f(:", "a.py:2: this is no Python"),
        (b"# linkcodes\n\xff", "cannot be read as source"),
        (b"# linkcodes\n\0", "a.py"),
        (b"x = " + b"(" * 10_000 + b" # linkcodes", "a.py"),
        (b"x = " + b"-" * 200_000 + b"1 # linkcodes", "a.py"),
        (b"# linkcodes" + b" " * (4 << 20), "larger than 4 megabytes"),
    ],
)
def test_what_cannot_be_read_is_said_once(data: bytes, says: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(data)
    written(tmp_path, "b.py", "from linkcodes.flinks import ApiCodes")
    done = run("check-source", str(tmp_path), "-f", "json")
    assert done.code == 2
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert [item["code"] for item in done.json["findings"]] == ["ApiCodes"], "the others are read"


def test_folders_of_others_and_links_are_left_out(sources: Any, tmp_path: Path) -> None:
    for folder in ("node_modules", ".venv", "venv", "src/deep"):
        (tmp_path / folder).mkdir(parents=True)
        written(tmp_path / folder, "a.ts", "x")
    (tmp_path / "src/link.ts").symlink_to(tmp_path / "src/deep/a.ts")
    (tmp_path / "src/round").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "src/pipe.py")
    assert [path.relative_to(tmp_path).as_posix() for path in sources.below([str(tmp_path)])] == [
        "src/deep/a.ts"
    ]


def test_the_exit_code_says_how_it_went(run: Run, tmp_path: Path) -> None:
    right = written(tmp_path, "right.py", SILENT["right.py"])
    wrong = written(tmp_path, "wrong.py", PYTHON["a member"][0])
    done = run("check-source", str(right))
    assert (done.code, done.out) == (0, "1 source read: nothing is wrong.\n")
    assert run("check-source", str(tmp_path)).code == 1
    done = run("check-source", str(tmp_path / "none"), str(wrong))
    assert done.code == 2
    assert "no such file or folder" in done.err


def test_where_nothing_imports_linkcodes_nothing_was_checked(run: Run, tmp_path: Path) -> None:
    written(tmp_path, "a.py", "# linkcodes would know\nif code == 'ITEM_LOGIN_REQUIRD': pass")
    written(tmp_path, "b.ts", "import x from 'other'; // linkcodes")
    says = "2 sources read: no file imports linkcodes; nothing was checked.\n"
    done = run("check-source", str(tmp_path))
    assert (done.code, done.out) == (3, says)
    done = run("check-source", str(tmp_path), "--unused-ok")
    assert (done.code, done.out) == (0, says)
    done = run("check-source", str(tmp_path), "-f", "json")
    assert (done.code, done.json["files"], done.json["importing"]) == (3, 2, 0)
    warning = "::warning title=linkcodes::no file imports linkcodes; nothing was checked.\n"
    assert run("check-source", str(tmp_path), "-f", "github").out == warning
    written(tmp_path, "c.py", "import os, linkcodes")
    written(tmp_path, "d.mjs", "const { decode } = await import('linkcodes/runtime')")
    done = run("check-source", str(tmp_path))
    assert (done.code, done.out) == (0, "4 sources read, 2 with linkcodes: nothing is wrong.\n")


def test_every_format_says_the_same(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "a.py", PYTHON["a deprecated member"][0])
    record = run("check-source", str(path), "--format", "json").json
    assert record["files"] == 1
    [found] = record["findings"]
    assert found == {
        "file": str(path), "line": 2, "column": 1, "rule": "deprecated-code", "code": "Method.LINK",
        "message": "Method.LINK is deprecated (obsoleted); use Method.CONNECT", "replacement": "CONNECT",
    }  # fmt: skip
    text = run("check-source", str(path), COLUMNS="300").out
    assert f"{path}:2:1" in text
    assert found["message"] in text
    line = run("check-source", str(path), "--format", "github").out
    assert line == (
        f"::warning file={path},line=2,col=1,title=linkcodes deprecated-code::{found['message']}\n"
    )


def test_a_source_cannot_write_an_annotation_of_its_own(run: Run, tmp_path: Path) -> None:
    value = "A\n::error::forged\x1b[31m"
    name = written(tmp_path, "a,b:c.py", f"from linkcodes import classify\nclassify('flinks', {value!r})")
    done = run("check-source", str(name), "--format", "github")
    assert len(done.out.splitlines()) == 1
    assert "a%2Cb%3Ac.py" in done.out
    assert "\x1b" not in done.out
    shown = run("check-source", str(name))
    assert "\x1b" not in shown.out
    assert run("check-source", str(name), "-f", "json").json["findings"][0]["code"] == value


def test_no_source_is_run(run: Run, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    text = PY + f"open({str(trace)!r}, 'w')\nApiCode.GONE"
    assert run("check-source", str(written(tmp_path, "a.py", text))).code == 1
    assert not trace.exists()


@pytest.mark.slow
def test_every_listed_name_is_right_in_both_languages(real: Import, sources: Any, tmp_path: Path) -> None:
    types = real("cli.known_codes").types().values()
    python, script = [], []
    for number, type in enumerate(types):
        current = [name for name, record in type.members.items() if not record.get("deprecated")]
        python.append(f"from linkcodes.{type.provider} import {type.name} as T{number}")
        python += [f"T{number}.{name}" for name in current]
        script.append(f'import {{ {type.name} as T{number} }} from "linkcodes/{type.provider}";')
        script.append(f'import * as M{number} from "linkcodes/{type.provider}/{type.module}";')
        script += [f"T{number}.{name}; M{number}.{name}" for name in current]
    assert sources.checked(written(tmp_path, "a.py", "\n".join(python))).findings == []
    assert sources.checked(written(tmp_path, "a.ts", "\n".join(script))).findings == []
    assert len(script) > 900
    modules = set(json.loads((REPO / "generated/typescript/package.json").read_bytes())["exports"])
    assert {f"./{type.provider}/{type.module}" for type in types} <= modules
