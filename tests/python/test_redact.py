"""`redact` masks what the spec promises and nothing else, whatever it is given."""

from __future__ import annotations

import copy
import json
import re
import signal
from collections import OrderedDict, UserDict, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import REPO
from tests.proved import GENERATED
from tests.python.conftest import Import
from tests.python.redaction_floods import PIECES
from tests.python.redaction_grid import cases, country_cases, shows, squeezed
from tests.python.test_conformance import SHOWN
from tests.wire_bodies import wire_bodies

MASK = "•••"
SECRET = "Fluffy 77"
PACKAGE: dict[str, Callable[[Any], Any]] = {}


@pytest.fixture(scope="module", autouse=True)
def package(real: Import) -> None:
    """Give the tests what they call, from the rendered package."""
    PACKAGE.update(redact=real("").redact, decode=real("").decode)


def redact(payload: Any) -> Any:
    return PACKAGE["redact"](payload)


def decode(payload: Any) -> Any:
    return PACKAGE["decode"](payload)


DOCUMENT = json.loads((REPO / "generated/spec/linkcodes.json").read_bytes())
CODES = sorted(
    {
        code["value"]
        for provider in DOCUMENT["providers"]
        for vocabulary in provider["vocabularies"]
        for code in vocabulary["codes"]
    },
    key=str,
)
LINES = (
    "{}",
    "2026-01-01T00:00:00Z warn status={0} code: {0} failed",
    "https://a.example/?status={0}&code={0}",
    '{{"status":"{0}","error":{{"code":"{0}"}}}}',
)


# ---------------------------------------------------------------- the grid


@pytest.mark.slow
@pytest.mark.follows_from(*GENERATED)
def test_no_secret_of_the_grid_is_left_and_nothing_beside_it_is_lost() -> None:
    wrong = []
    for number, (text, value, _) in enumerate(cases()):
        masked = redact(text)
        if shows(masked, value) or ("=ERROR" in text and "=ERROR" not in masked):
            wrong.append(f"{text!r} became {masked!r}")
        elif number % 7 == 0 and redact(masked) != masked:
            wrong.append(f"{masked!r} became {redact(masked)!r}")
    assert not wrong, "\n".join([f"{len(wrong)} texts are wrong", *wrong[:SHOWN]])


@pytest.mark.slow
@pytest.mark.follows_from(*GENERATED)
def test_nothing_that_is_promised_of_a_country_is_left() -> None:
    """What leaks is counted by country and by what it is."""
    left: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text, value, country, what in country_cases():
        masked = redact(text)
        if shows(masked, value) or ("ERROR" in text and "ERROR" not in masked):
            left[country, what].append(f"{text!r} became {masked!r}")
    found = [f"{country}, {what}: {len(texts)}, as {texts[0]}" for (country, what), texts in left.items()]
    assert not found, "\n".join([f"{sum(map(len, left.values()))} texts are wrong", *found])


def test_the_grid_has_every_label_and_language() -> None:
    found = list(cases())
    assert len(found) > 50_000
    assert {case.language for case in found} == {"en", "fr", "ar", "es", "pt", "de", "nl", "it"}


def test_values_of_the_grid_are_masked_in_trees_too() -> None:
    for text, value, _ in list(cases())[::41]:
        name = text.partition(":")[0]
        if text == f"{name}: {value}":
            assert not shows(str(redact({"a": [{name: value}]})["a"][0][name]), value), text


# ---------------------------------------------------------------- codes stay


@pytest.mark.parametrize("line", LINES)
def test_no_code_is_masked_in_a_line(line: str) -> None:
    texts = [line.format(code) for code in CODES]
    assert [redact(text) for text in texts] == texts


def test_no_code_is_masked_in_a_field() -> None:
    for code in CODES:
        payload = {"code": code, "status": code, "error": {"code": code}, "errors": [{"code": code}]}
        assert redact(payload) == payload


MASKED_WHOLE = {"plaid/transfer.authorization": "authorization", "pluggy/api.connector": "credentials"}
"""Payloads with a field that has the name of a secret: what is in it is masked whole, codes included."""


def test_what_examples_are_decoded_as_does_not_change() -> None:
    changed = set()
    for body in wire_bodies("accept"):
        payload = body.value
        before, after = (decode(item).to_dict()["classifications"] for item in (payload, redact(payload)))
        if after != before:
            changed.add(f"{body.provider}/{body.payload}")
    assert changed == set(MASKED_WHOLE)


# ---------------------------------------------------------------- what it takes


class Point(NamedTuple):
    name: str
    password: str


class Rude:
    def __str__(self) -> str:
        raise RuntimeError("password=hunter22")


class RudeMapping(UserDict[str, Any]):
    def items(self) -> Any:
        raise RuntimeError("password=hunter22")


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"password=hunter22", b"password=" + MASK.encode()),
        (b"\xff password=hunter22", b"\xff password=" + MASK.encode()),
        (b"\xef\xbb\xbf\xffpin=1 \xed\xa0\x80", b"\xef\xbb\xbf\xffpin=" + MASK.encode() + b" \xed\xa0\x80"),
        (bytearray(b"ok"), b"ok"),
        (("password=hunter22", 1), ("password=•••", 1)),
        (Point("a", "b"), Point("a", MASK)),
        ([("pin", 4711), ("a", 1)], [("pin", MASK), ("a", 1)]),
        ({"pin": "4711", "page": 1}.items(), [("pin", MASK), ("page", 1)]),
        (("PIN", "4711"), ("PIN", MASK)),
        ({"a"}, {"a"}),
        (frozenset({"pin: 4711"}), frozenset({"pin: •••"})),
        (OrderedDict(password="hunter22"), {"password": MASK}),
        (MappingProxyType({"pin": 4711}), {"pin": MASK}),
        (UserDict({"pin": 4711}), {"pin": MASK}),
        (deque(["pin: 4711"]), ["pin: •••"]),
        ({"card": {"number": 4242424242424242}}, {"card": {"number": "••• 4242"}}),
        ({"Login": {"Id": "jdoe77"}}, {"Login": {"Id": MASK}}),
        ({"Login": {"Id": str(UUID(int=1))}}, {"Login": {"Id": str(UUID(int=1))}}),
        ({"Holder": {"Name": "Jane"}}, {"Holder": {"Name": MASK}}),
        ({1: "a", "pin": None, "otp": True}, {1: "a", "pin": None, "otp": True}),
        ({"jane.doe@bank.com": 1}, {MASK: 1}),
        ({"key": "otp", "value": "482910"}, {"key": "otp", "value": MASK}),
        (ValueError("password=hunter22"), "password=•••"),
        (Rude(), MASK),
        ({"a": Rude(), "b": 1}, {"a": MASK, "b": 1}),
        (RudeMapping(), MASK),
        pytest.param(10**5000, MASK, id="a number too long to be written"),
        (Decimal("1.50"), Decimal("1.50")),
        (1.5, 1.5),
    ],
)  # fmt: skip
def test_takes_values_of_any_type(payload: Any, expected: Any) -> None:
    assert redact(payload) == expected


@pytest.mark.parametrize(
    "value", [None, True, 0, 1.5, date(2026, 1, 1), datetime(2026, 1, 1, 10), timedelta(1), UUID(int=1), "ok"]
)
def test_gives_back_what_is_no_secret(value: Any) -> None:
    assert redact(value) is value


@pytest.mark.parametrize("field", ["account", "acct", "number", "bankAccount", "user_account", "note", "x"])
@pytest.mark.parametrize(
    "value",
    [
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "jane.doe@bank.com",
        "GB29NWBK60161331926819", "+971 50 123 4567", "sk_live_abcdefgh12345678", "4242 4242 4242 4242",
    ],
)  # fmt: skip
def test_shapes_are_masked_in_any_field(field: str, value: str) -> None:
    for masked in (
        redact({field: value})[field],
        redact(f"{field}={value}"),
        redact(f'{{"{field}": "{value}", "a'),
    ):
        assert MASK in masked and not shows(masked, value)


def test_objects_that_contain_themselves_or_others_often_are_walked_once() -> None:
    inside: dict[str, Any] = {"pin": "4711"}
    inside["me"] = inside
    assert redact(inside) == {"pin": MASK, "me": {"pin": MASK, "me": MASK}}
    wide: list[Any] = ["pin: 4711"]
    for _ in range(60):
        wide = [wide, wide]
    masked = redact(wide)
    assert masked[0] is masked[1]
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert MASK in str(redact(deep))


def test_json_in_a_text_stays_as_it_is_written() -> None:
    text = '{"status": "ERROR",  "n": 1.10, "body": "{\\"pin\\": 4711}"}'
    assert redact(text) == text.replace("4711", '\\"•••\\"')
    assert redact(f" {text}\n\n{text}\n") == f" {redact(text)}\n\n{redact(text)}\n"
    untouched = '{"status":   "ERROR", "n": 1.0}'
    assert redact(untouched) is untouched


def test_what_is_around_a_cut_in_json_is_not_changed() -> None:
    """A tree of all kinds of values, in three ways of writing it, with a secret at each place."""
    tree = {"a": [1, -0.5, "é", "\u2028", {"b": None, "": [[], {}]}], "2": True, "1": 'x"\\\n/', "€": "😀"}
    for indent, ascii_only in ((None, True), (2, False), (None, False)):
        text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
        assert redact(text) == text
        secret = json.dumps(f'{SECRET}\n"{text}', ensure_ascii=ascii_only)
        for comma in re.finditer(r"(?<=[{\[])(?=[^}\]])(?=.*[}\]])", text, re.DOTALL):
            at = comma.start()
            name = '"pin": ' if text[at - 1] == "{" else ""
            before, after = text[:at] + (name or '{"pin": '), ("," if name else "},") + text[at:]
            assert redact(f"{before}{secret}{after}") == f'{before}"{MASK}"{after}'


def test_json_in_a_line_stays_json() -> None:
    masked = redact('cb {"pin": 4711, "password": {"a": ["hunter22"]}, "status": "ERROR"} took 3 ms')
    assert json.loads(masked[3 : masked.index(" took")]) == {"pin": MASK, "password": MASK, "status": "ERROR"}


# ---------------------------------------------------------------- always true

LABELS = (
    "password",
    "Mot de passe",
    "clave",
    "كلمة المرور",
    "otp",
    "iban",
    "account",
    "code",
    "Cookie",
    "name",
    "value",
    "status",
    "is",
    "the",
)
SIGNS = (
    "=",
    ": ",
    '":"',
    '"',
    "'",
    "\t",
    " ",
    "\n",
    "&",
    "<",
    ">",
    "{",
    "}",
    "[",
    "]",
    "(",
    ",",
    ";",
    "\\",
    "\\u0061",
    "%22",
    "%3D",
    "|",
    "•••",
)
VALUES = (
    "hunter22",
    "4242 4242 4242 4242",
    "jane@bank.com",
    "482910",
    "ERROR",
    "null",
    "2026-01-01",
    "é",
    "\u200b",
    "٤٨٢٩١٠",
    "\ud800",
)
TEXTS = st.lists(st.sampled_from(LABELS + SIGNS + VALUES) | st.text(max_size=3), max_size=20).map("".join)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.binary(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS | st.sampled_from(LABELS), inner, max_size=4)
    ),
    max_leaves=8,
)  # fmt: skip


@given(TREES)
def test_never_raises_and_never_changes_what_it_is_given(payload: Any) -> None:
    before = copy.deepcopy(payload)
    redact(payload)
    assert repr(payload) == repr(before)


@settings(max_examples=300)
@given(TEXTS)
def test_masking_twice_is_masking_once(text: str) -> None:
    masked = redact(text)
    assert redact(masked) == masked


@given(TEXTS, TEXTS)
def test_a_password_in_a_field_is_masked_whatever_is_around_it(before: str, value: str) -> None:
    secret = f"Fluffy77{squeezed(value)}"
    assert secret not in str(redact({"a": before, "password": secret, "b": [before, {"pin": secret}]}))


LETTERS = 30_000
SECONDS = 3
"""Of CPU time, where a flood takes a tenth. A pattern that starts over at each letter takes longer."""


@contextmanager
def stopped(seconds: float = SECONDS) -> Iterator[None]:
    """Fail after some seconds of CPU time: a text that takes a server hours must not take the tests hours."""

    def fail(*_: object) -> None:
        raise TimeoutError(f"masking took more than {seconds} seconds of CPU time")

    before = signal.signal(signal.SIGPROF, fail)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_long_texts_of_any_kind_are_masked(piece: str) -> None:
    flood = piece * (LETTERS // len(piece))
    with stopped():
        masked = redact(f"{flood} password=hunter22\n{flood[:500]}\npassword=hunter77\n")
    assert "hunter77" not in masked


@pytest.mark.slow
def test_all_of_them_in_one_text_are_masked() -> None:
    every = "".join(piece * 50 + "\npin: 4711\n" for piece in PIECES)
    with stopped():
        masked = redact(every * (4 * LETTERS // len(every)))
    assert "4711" not in masked


def test_a_text_that_takes_long_fails() -> None:
    with pytest.raises(TimeoutError), stopped(0.1):
        re.search(r"\w+@", "a" * 10 * LETTERS)


def test_a_text_that_was_clean_under_one_name_is_masked_under_another() -> None:
    for _ in range(2):
        assert redact('{"note": "hunter2"}') == '{"note": "hunter2"}'
        assert redact('{"password": "hunter2"}') == '{"password": "•••"}'
        assert redact(r'{"note": "a\u0040b.io"}') == '{"note": "•••"}'
        assert redact(r"{'note': 'a\u0040b.io'}") == "{'note': '•••'}"


def test_what_is_masked_is_not_kept(real: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    cuts = real("_redact._cuts")
    monkeypatch.setattr(cuts, "_MOST_KNOWN", 3)
    for number in range(9):
        redact(f'{{"password": "secret{number}", "word{number}.x": "mail{number}@example.com"}}')
    kept = [text for _, text in cuts._known_clean]
    assert 0 < len(kept) <= 3
    assert not [text for text in kept if "secret" in text or "@" in text]
