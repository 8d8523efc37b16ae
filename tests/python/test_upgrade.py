"""`linkcodes upgrade`: what is certain is changed, what is not is listed, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.python.conftest import imported


class WrittenApp(NamedTuple):
    source: str
    doubts: list[str]


Upgrade = Callable[..., WrittenApp]


@pytest.fixture(scope="module")
def upgrade(rendered: Callable[[str], Path]) -> Iterator[Upgrade]:
    """Upgrade one source with the tiny spec's map; `elsewhere` are names that other files import from it."""
    with imported(rendered("tiny")) as package:
        parts = {
            name: package(f"cli.upgrade.{name}")
            for name in ("finder", "edits", "renames", "syntax", "python_names", "typescript_names")
        }

        def run(source: str, dialect: str = "python", elsewhere: frozenset[str] = frozenset()) -> WrittenApp:
            python = dialect == "python"
            grammar = (parts["python_names"].PythonGrammar if python else _typescript(parts))()
            root = parts["syntax"].parsed(source.encode(), dialect)
            assert not root.has_error, source
            renames = parts["renames"].Renames(grammar.language, "0.1.0")
            found = parts["finder"].found_in(root, grammar, renames, elsewhere)
            after = parts["edits"].applied(source.encode(), found.edits).decode()
            return WrittenApp(after, [f"{item.line}: {item.reason}" for item in sorted(found.doubts)])

        yield run


def _typescript(parts: dict[str, Any]) -> Any:
    return parts["typescript_names"].TypeScriptGrammar


A = "from linkcodes.acme import LinkStatus as S\n"
CERTAIN = {
    "an alias": (
        "from linkcodes.acme import SessionStatus as S\nS.LOGIN_REFUSED\n",
        A + "S.BAD_LOGIN\n",
    ),
    "the name and its uses": (
        "from linkcodes.acme import (\n  SessionStatus,  # keep\n)\nx = [SessionStatus.OK, SessionStatus]\n",
        "from linkcodes.acme import (\n  LinkStatus,  # keep\n)\nx = [LinkStatus.OK, LinkStatus]\n",
    ),
    "a module with dots": (
        "import linkcodes.acme\nlinkcodes.acme.SessionStatus.LOGIN_REFUSED\n",
        "import linkcodes.acme\nlinkcodes.acme.LinkStatus.BAD_LOGIN\n",
    ),
    "a module from the package": (
        "from linkcodes import acme as a\nprint(a.SessionStatus.LOGIN_REFUSED . name)\n",
        "from linkcodes import acme as a\nprint(a.LinkStatus.BAD_LOGIN . name)\n",
    ),
    "all names": (
        "from linkcodes.acme import *\nSessionStatus.LOGIN_REFUSED\n",
        "from linkcodes.acme import *\nLinkStatus.BAD_LOGIN\n",
    ),
    "an import in a function": (
        "def f():\n    from linkcodes.acme import LinkStatus\n    return LinkStatus.LOGIN_REFUSED\n",
        "def f():\n    from linkcodes.acme import LinkStatus\n    return LinkStatus.BAD_LOGIN\n",
    ),
    "a pattern": (
        A + "match x:\n    case S.LOGIN_REFUSED | S.OK: pass\n",
        A + "match x:\n    case S.BAD_LOGIN | S.OK: pass\n",
    ),
    "a format string": (A + 'f"{S.LOGIN_REFUSED!r:>9}"\n', A + 'f"{S.BAD_LOGIN!r:>9}"\n'),
    "a name in brackets": (A + "S['LOGIN_REFUSED']\n", A + "S['BAD_LOGIN']\n"),
    "a value that is looked up": (
        A + 'S("badlogin"), S.parse("badlogin")\n',
        A + 'S("bad-login"), S.parse("bad-login")\n',
    ),
    "a value that is compared": (
        A + "code = S.parse(raw)\nif 'badlogin' == code or code in ('x', \"badlogin\"): pass\n",
        A + "code = S.parse(raw)\nif 'bad-login' == code or code in ('x', \"bad-login\"): pass\n",
    ),
    "a value in a pattern": (
        A + "match S.parse(raw):\n    case 'badlogin': pass\n",
        A + "match S.parse(raw):\n    case 'bad-login': pass\n",
    ),
    "a value for classify": (
        "import linkcodes\nlinkcodes.classify('acme', 'badlogin')\n",
        "import linkcodes\nlinkcodes.classify('acme', 'bad-login')\n",
    ),
    "a field": (A + "S.OK.info.advice_note\n", A + "S.OK.info.behavior_note\n"),
    "a field behind a name that has changed, too": (
        "from linkcodes.acme import SessionStatus as S\ndef f(s: S):\n    return s.info.advice_note\n",
        A + "def f(s: S):\n    return s.info.behavior_note\n",
    ),
    "a field in a loop": (
        A + "info = S.parse(raw).info\nfor c in info.contexts:\n    c.advice_note\n",
        A + "info = S.parse(raw).info\nfor c in info.contexts:\n    c.behavior_note\n",
    ),
    "a field of a typed parameter": (
        "from linkcodes.info import CodeInfo\ndef f(i: CodeInfo | None, j):\n    return i.advice_note\n",
        "from linkcodes.info import CodeInfo\ndef f(i: CodeInfo | None, j):\n    return i.behavior_note\n",
    ),
    "line ends, tabs and letters of all kinds": (
        A.replace("\n", "\r\n") + "é = '𝄞'; S.LOGIN_REFUSED\t# ü\r\n\f",
        A.replace("\n", "\r\n") + "é = '𝄞'; S.BAD_LOGIN\t# ü\r\n\f",
    ),
}


@pytest.mark.parametrize("name", CERTAIN)
def test_what_is_certain_in_python_is_changed(upgrade: Upgrade, name: str) -> None:
    before, after = CERTAIN[name]
    assert upgrade(before) == (after, [])
    assert upgrade(after) == (after, [])


OLD_NAME_STAYS = {
    "the new name is taken": "LinkStatus = 1\n",
    "a quoted annotation": "def f(x: 'SessionStatus'): pass\n",
    "a public name": "__all__ = ['SessionStatus']\n",
    "another meaning elsewhere": "def f(SessionStatus): return SessionStatus\n",
}


@pytest.mark.parametrize("name", OLD_NAME_STAYS)
def test_a_file_keeps_its_own_name_where_that_is_safer(upgrade: Upgrade, name: str) -> None:
    rest = OLD_NAME_STAYS[name] + "class X:\n    y = 1\n"
    found = upgrade(f"from linkcodes.acme import SessionStatus\n{rest}")
    assert found.source == f"from linkcodes.acme import LinkStatus as SessionStatus\n{rest}"


def test_a_name_that_other_files_import_stays(upgrade: Upgrade) -> None:
    found = upgrade("from linkcodes.acme import SessionStatus\n", elsewhere=frozenset({"SessionStatus"}))
    assert found.source == "from linkcodes.acme import LinkStatus as SessionStatus\n"


DOUBTFUL = {
    "a removed member": (
        A + "S.HALF_DONE\n",
        "2: `linkcodes.acme.LinkStatus.HALF_DONE` was removed: Acme never",
    ),
    "a deprecated member": (A + "S.DONE\n", "2: `linkcodes.acme.LinkStatus.DONE` is deprecated: use OK"),
    "a value of unknown origin": (A + "f('badlogin')\n", "2: 'badlogin' is 'bad-login' now, if"),
    "a value that is compared with something else": (
        A + "if other == 'badlogin': pass\n",
        "2: 'badlogin' is 'bad-login' now, if",
    ),
    "a name of one of two packages": (
        "from linkcodes.acme import *\nfrom other import *\nSessionStatus\n",
        "3: `SessionStatus` is '",
    ),
    "a value in brackets": (A + "STEPS['badlogin']\n", "2: 'badlogin' is 'bad-login' now, if"),
    "a value as a key": (A + "{'badlogin': 1}[S.parse(x)]\n", "2: 'badlogin' is 'bad-login' now, if"),
    "a field of unknown origin": (
        "def f(x): return x.advice_note\n",
        "1: `advice_note` is 'behavior_note' now, if",
    ),
    "a name with two meanings": (
        A + "S = other()\nS.LOGIN_REFUSED\n",
        "3: `LOGIN_REFUSED` is 'linkcodes.acme.LinkStatus.BAD_LOGIN' now, if",
    ),
    "a name that was handed on": (
        "from .codes import Status\nStatus.LOGIN_REFUSED\n",
        "2: `LOGIN_REFUSED` is 'linkcodes.acme.LinkStatus.BAD_LOGIN' now, if",
    ),
    "a member of what the provider sent": (A + "S.OK.raw.info.advice_note\n", "2: `advice_note` is"),
    "a path in a text": (
        "mock.patch('linkcodes.acme.SessionStatus')\n",
        "1: `linkcodes.acme.SessionStatus` is 'linkcodes.acme.LinkStatus' now, if",
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_not_certain_is_listed_and_stays(upgrade: Upgrade, name: str) -> None:
    source, reason = DOUBTFUL[name]
    found = upgrade(source)
    assert found.source == source
    [doubt] = found.doubts
    assert doubt.startswith(reason)


FOREIGN = {
    "another package": "from other import SessionStatus\nSessionStatus.OK\n",
    "words in a text": 'x = "the badlogin of LOGIN_REFUSED, advice_note"\n"""LOGIN_REFUSED"""\n',
    "comments": A + "# S.LOGIN_REFUSED, badlogin\n",
    "bytes and other texts": A + "b'badlogin', f'badlogin{x}', 'bad' 'login'\n",
    "its own class": "class SessionStatus:\n    LOGIN_REFUSED = 1\n    def advice_note(self): ...\n",
    "a keyword": A + "f(SessionStatus=1, LOGIN_REFUSED=2)\n",
    "a part of something else": "from linkcodes.acme import *\nother.SessionStatus, f(SessionStatus=1)\n",
    "nothing at all": "",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_has_nothing_to_do_with_it_is_not_even_listed(upgrade: Upgrade, name: str) -> None:
    assert upgrade(FOREIGN[name]) == (FOREIGN[name], [])


T = 'import { LinkStatus as S, parseLinkStatus } from "linkcodes/acme";\n'
CERTAIN_TS = {
    "names, types and uses": (
        "import { type SessionStatus as T, isSessionStatus } from 'linkcodes/acme';\n"
        "let x: T; isSessionStatus(x);\n",
        "import { type LinkStatus as T, isLinkStatus } from 'linkcodes/acme';\nlet x: T; isLinkStatus(x);\n",
    ),
    "a sub-path": (
        'import * as c from "linkcodes/acme/session-status";\nc.LOGIN_REFUSED;\n',
        'import * as c from "linkcodes/acme/link-status";\nc.BAD_LOGIN;\n',
    ),
    "what is handed on": (
        'export { isSessionStatus, LOGIN_REFUSED as x } from "linkcodes/acme/session-status";\n'
        'export * from "linkcodes/acme/session-status";\n',
        'export { isLinkStatus as isSessionStatus, BAD_LOGIN as x } from "linkcodes/acme/link-status";\n'
        'export * from "linkcodes/acme/link-status";\n',
    ),
    "a loaded module": (
        'const { SessionStatus: T, isSessionStatus } = require("linkcodes/acme");\n'
        'const m = await import("linkcodes/acme");\n'
        'T.LOGIN_REFUSED; m.SessionStatus.OK;\n',
        'const { LinkStatus: T, isLinkStatus: isSessionStatus } = require("linkcodes/acme");\n'
        'const m = await import("linkcodes/acme");\n'
        'T.BAD_LOGIN; m.LinkStatus.OK;\n',
    ),
    "an object and a type in brackets": (
        'import { SessionStatus } from "linkcodes/acme";\n'
        'f({ SessionStatus }); SessionStatus["LOGIN_REFUSED"]; SessionStatus?.OK;\n',
        'import { LinkStatus } from "linkcodes/acme";\n'
        'f({ SessionStatus: LinkStatus }); LinkStatus["BAD_LOGIN"]; LinkStatus?.OK;\n',
    ),
    "a value": (
        T + 'const p = parseLinkStatus(raw);\nif (p.value === "badlogin") parseLinkStatus(`badlogin`);\n'
        'switch (p.value) { case "badlogin": }\n',
        T + 'const p = parseLinkStatus(raw);\nif (p.value === "bad-login") parseLinkStatus(`bad-login`);\n'
        'switch (p.value) { case "bad-login": }\n',
    ),
    "a value for classify": (
        'import { classify } from "linkcodes/runtime";\nclassify("acme", "badlogin", {});\n',
        'import { classify } from "linkcodes/runtime";\nclassify("acme", "bad-login", {});\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CERTAIN_TS)
@pytest.mark.parametrize("dialect", ["typescript", "tsx"])
def test_what_is_certain_in_typescript_is_changed(upgrade: Upgrade, name: str, dialect: str) -> None:
    before, after = CERTAIN_TS[name]
    assert upgrade(before, dialect) == (after, [])
    assert upgrade(after, dialect) == (after, [])


DOUBTFUL_TS = {
    "a removed member": (T + "S.HALF_DONE;\n", "2: `linkcodes/acme.LinkStatus.HALF_DONE` was removed"),
    "a removed constant": (
        'import { HALF_DONE } from "linkcodes/acme/link-status";\n',
        "1: `linkcodes/acme/link-status.HALF_DONE` was removed",
    ),
    "a deprecated member": (T + "S.DONE;\n", "2: `linkcodes/acme.LinkStatus.DONE` is deprecated: use OK"),
    "an unknown value": (T + 'f("badlogin");\n', "2: 'badlogin' is 'bad-login' now, if"),
    "a shadowed name": (T + "function f(S) { return S.LOGIN_REFUSED; }\n", "2: `LOGIN_REFUSED` is '"),
}


@pytest.mark.parametrize("name", DOUBTFUL_TS)
def test_what_is_not_certain_in_typescript_is_listed(upgrade: Upgrade, name: str) -> None:
    source, reason = DOUBTFUL_TS[name]
    found = upgrade(source, "typescript")
    assert found.source == source
    [doubt] = found.doubts
    assert doubt.startswith(reason)


def test_nothing_else_is_touched_in_typescript(upgrade: Upgrade) -> None:
    source = (
        'import { SessionStatus } from "./mine.js";\nimport x from "linkcodes-other";\n'
        "const o = { SessionStatus: 1, badlogin: 2 }; o.badlogin; // LOGIN_REFUSED\n"
        'const t = <p title="x">badlogin</p>;\n'
    )
    assert upgrade(source, "tsx") == (source, [])
