"""What is nearly JSON is read as it was meant; both languages are compared in `tests/parity/forms.py`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.python.conftest import Import

PRINTED: dict[str, tuple[str, dict[str, Any]]] = {
    "JavaScript": (
        "Error\n at f (/a.js:1:2) {\n  a: 'it\\'s', b: [ 'c', [Object] ], [Symbol(d)]: undefined, e: -1.5, }",
        {"a": "it's", "b": ["c", None], "e": -1.5},
    ),
    "a text in pieces": ("{ a: 'b ' +\n    \"c\", d: `e` }", {"a": "b c", "d": "e"}),
    "Python": (
        "{'a': None, 'b': True, 'c': \"it's\", 'd': ['e']}",
        {"a": None, "b": True, "c": "it's", "d": ["e"]},
    ),
    "Ruby": ('{"a"=>nil, :b=>:c, d: "e"}', {"a": None, "b": "c", "d": "e"}),
    "print_r": (
        "Array\n(\n    [a] => b, c (d)\n    [e] => \n    [f] => Array\n    (\n    [0] => g\n    )\n\n)",
        {"a": "b, c (d)", "e": None, "f": ["g"]},
    ),
    "print_r of an object": ("Foo\\Bar Object\n(\n    [a:protected] => b\n)", {"a": "b"}),
    "var_dump": (
        'array(2) {\n  ["a"]=>\n  string(3) "b\\"c"\n  ["e"]=>\n  array(1) {\n  [0]=>\n  bool(true)\n  }\n}',
        {"a": 'b"c', "e": [True]},
    ),
    "var_export": (
        "array (\n  'a' => 'b',\n  'c' => \n  array (\n    0 => NULL,\n  ),\n)",
        {"a": "b", "c": [None]},
    ),
    "short arrays of PHP": ("['a' => 1, 'b' => ['c' => 2,], ]", {"a": 1, "b": {"c": 2}}),
    "Dart": (
        "data: {a: null, b: words, with a comma, c: d_e}",
        {"a": None, "b": "words, with a comma", "c": "d_e"},
    ),
    "Swift": ('E(code: Kit.Code.invalid(A_B), message: "x y")', {"code": "A_B", "message": "x y"}),
    "Kotlin": ("E(code=A_B, message=x)", {"code": "A_B", "message": "x"}),
    "logfmt": (
        '2026 WARN couldn\'t a=b c="d e" u=https://x.y?z=1',
        {"a": "b", "c": "d e", "u": "https://x.y?z=1"},
    ),
    "escaped quotes": ('msg: {\\"a\\":\\"b\\",\\"c\\":1}', {"a": "b", "c": 1}),
    "typographic quotes": ("{“a”:1,“b”:“c d”}", {"a": 1, "b": "c d"}),
    "cut off in a sentence": ('{"a":1,"b":"some wo', {"a": 1, "b": "some wo"}),
    "cut off in a word": ('{"a":1,"b":"some_wo', {"a": 1}),
    "cut off in a number": ('{"a":"x","b":4', {"a": "x"}),
    "escapes": ('{a: "\\u0041\\n\\q"}', {"a": "A\nq"}),
    "names that objects inherit": ("{__proto__: 1, constructor: 2}", {"__proto__": 1, "constructor": 2}),
}
NONE = [
    "",
    "{",
    "a sentence: without names",
    "{}",
    "[1, 2]",
    "12:30:00 at https://a.b/c?d=e",
    "a::b",
    "(see http://x)",
]
FLOODS = {
    "braces": "{" * 400_000,
    "names": "{a:" * 300_000,
    "names that are never ended": "{'" * 300_000,
    "backslashes": '{a:"' + '\\"' * 400_000,
    "calls": "x(" * 400_000,
    "sums": "{a:'x'" + "+'x'" * 200_000,
    "commas": "{a: b" + ",c" * 400_000,
    "spaces": "{a: b" + ", " * 400_000,
    "lines": "a\n(" * 200_000,
    "arrows": "[a] => " * 100_000,
}


def values(real: Import, text: str) -> list[Any]:
    return [found.value for found in real("_runtime.nearly").nearly_in(text)]


@pytest.mark.parametrize("name", PRINTED)
def test_what_languages_print_is_read(name: str, real: Import) -> None:
    text, value = PRINTED[name]
    assert value in values(real, text)


def test_the_end_of_a_text_is_told(real: Import) -> None:
    nearly_in = real("_runtime.nearly").nearly_in
    assert [found.is_cut for found in nearly_in('{"a":"b c')] == [True, True]
    assert not next(nearly_in("{a: 'b c'}")).is_cut


@pytest.mark.parametrize("text", NONE)
def test_there_is_no_object_where_nothing_has_a_name(text: str, real: Import) -> None:
    assert [value for value in values(real, text) if len(value) > 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_read_once(name: str, real: Import) -> None:
    """Whoever tried each place again would not be done in a day."""
    assert len(values(real, FLOODS[name])) < 100


def test_a_success_that_is_cut_off_is_none(real: Import) -> None:
    text = '{"status":"SUCCESS","method":"LINK","message":"all do'
    whole, cut = (real("").decode(each, provider="lean") for each in (text + 'ne"}', text))
    assert (whole.verdict, whole.unread) == ("succeeded", ())
    assert (cut.verdict, cut.unread) == ("unknown", ("cut_off",))
