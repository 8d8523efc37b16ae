"""Tokens that are signed with a private key: what is right passes, and all else is refused with a reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import REPO
from tests.grown import provider
from tests.python.conftest import imported
from tests.test_grown import tree  # noqa: F401  (a fixture)
from tests.tokens import EC_KEY, RSA_KEY, certified, encoded, paid, pem, signed

cryptography = pytest.importorskip("cryptography")
from cryptography.hazmat.primitives import hashes, hmac, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import rsa, utils  # noqa: E402

ITEM, PAY = provider()["signatures"]
RIGHT, PAID = ITEM["vectors"][0], PAY["vectors"][0]
TOKEN, AT = RIGHT["header_value"], RIGHT["at"]
HEAD, CLAIMS, PROOF = TOKEN.split(".")
BODY = RIGHT["body"].encode()
ADDRESS = "https://keys.borea.example/2026.crt"


@pytest.fixture(scope="module")
def webhooks(tree: Any) -> Iterator[Any]:  # noqa: F811
    with imported(tree) as package:
        yield package("webhooks")


def decoded(part: str) -> Any:
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


HEADER = decoded(HEAD)
SAID = decoded(CLAIMS)
KEYS = {**RIGHT["keys"], "mine": pem(EC_KEY)}
MINE = {**HEADER, "kid": "mine"}


def reason(webhooks: Any, token: Any, keys: Any = KEYS, body: bytes = BODY, at: float = AT) -> str | None:
    try:
        webhooks.verify("borea.item", body, {"Borea-Verification": token}, keys, clock=lambda: at)
    except webhooks.SignatureError as error:
        return str(error.reason)
    return None


def why(webhooks: Any, token: str, keys: Any, claims: Any = None, at: float = AT) -> str | None:
    headers = {"Authorization": f"Bearer {token}"}
    try:
        webhooks.verify("borea.pay", PAID["body"].encode(), headers, keys, claims=claims, clock=lambda: at)
    except webhooks.SignatureError as error:
        return str(error.reason)
    return None


@pytest.mark.slow
def test_what_is_right_passes(webhooks: Any) -> None:
    assert reason(webhooks, TOKEN) is None
    assert reason(webhooks, signed(MINE, SAID)) is None
    assert reason(webhooks, TOKEN, keys=RIGHT["keys"].get) is None


def dered() -> str:
    r, s = (int.from_bytes(urlsafe_b64decode(PROOF + "==")[at : at + 32]) for at in (0, 32))
    return encoded(utils.encode_dss_signature(r, s))


def confused() -> str:
    """Return a token that is signed with the public key as a secret."""
    text = f"{encoded({**MINE, 'alg': 'HS256'})}.{CLAIMS}"
    made = hmac.HMAC(pem(EC_KEY).encode(), hashes.SHA256())
    made.update(text.encode())
    return f"{text}.{encoded(made.finalize())}"


NO_TIMES: tuple[Any, ...] = ("1767225600", None, True, [], 0, -1, 10**400, 1e300, AT - 301, AT + 61)
TOKENS: dict[str, tuple[str, str]] = {
    "no signature": (f"{HEAD}.{CLAIMS}.", "malformed"),
    "two parts": (f"{HEAD}.{CLAIMS}", "malformed"),
    "four parts": (f"{TOKEN}.{PROOF}", "malformed"),
    "a prefix": (f"Bearer {TOKEN}", "malformed"),
    "padding": (f"{TOKEN}==", "malformed"),
    "another alphabet": (f"{HEAD}.{CLAIMS}.{'+/' * 43}", "malformed"),
    "bits that say nothing": (f"{HEAD}.{CLAIMS}.{PROOF[:-1]}{'BR'[PROOF[-1] == 'B']}", "malformed"),
    "huge": (f"{HEAD}.{encoded({**SAID, 'x': 'y' * 20_000})}.{PROOF}", "malformed"),
    "deep": (f"{encoded(b'[' * 9_000)}.{CLAIMS}.{PROOF}", "malformed"),
    "a header that is a list": (f"{encoded([HEADER])}.{CLAIMS}.{PROOF}", "malformed"),
    "a header that is no text": (f"{encoded(bytes([255, 254]))}.{CLAIMS}.{PROOF}", "malformed"),
    "letters beyond ASCII": (f"{HEAD}.{CLAIMS}.é{PROOF}", "malformed"),
    "what is no JSON": (signed(MINE, {**SAID, "iat": float("nan")}), "malformed"),
    "an extension": (signed({**MINE, "crit": ["b64"], "b64": False}, SAID), "malformed"),
    "no key named": (signed({"alg": "ES256"}, SAID), "malformed"),
    "a key named by a number": (signed({**MINE, "kid": 1}, SAID), "malformed"),
    "a long name": (signed({**MINE, "kid": "k" * 3_000}, SAID), "malformed"),
    "none": (f"{encoded({**MINE, 'alg': 'none'})}.{CLAIMS}.{PROOF}", "wrong_algorithm"),
    "None": (f"{encoded({**MINE, 'alg': None})}.{CLAIMS}.{PROOF}", "wrong_algorithm"),
    "the key as a secret": (confused(), "wrong_algorithm"),
    "another family": (f"{encoded({**MINE, 'alg': 'RS256'})}.{CLAIMS}.{PROOF}", "wrong_algorithm"),
    "small letters": (f"{encoded({**MINE, 'alg': 'es256'})}.{CLAIMS}.{PROOF}", "wrong_algorithm"),
    "an unknown key": (signed({**MINE, "kid": "old"}, SAID), "unknown_key"),
    "a key of a prototype": (signed({**MINE, "kid": "__proto__"}, SAID), "unknown_key"),
    "the signature of another": (f"{encoded(MINE)}.{CLAIMS}.{PROOF}", "mismatch"),
    "DER": (f"{HEAD}.{CLAIMS}.{dered()}", "mismatch"),
    "zeros": (f"{HEAD}.{CLAIMS}.{encoded(bytes(64))}", "mismatch"),
    "other claims": (f"{HEAD}.{encoded({**SAID, 'iat': AT + 1})}.{PROOF}", "mismatch"),
    "no digest": (signed(MINE, {"iat": AT}), "mismatch"),
    "a digest that is a list": (signed(MINE, {**SAID, "body_sha256": [SAID["body_sha256"]]}), "mismatch"),
    "half a digest": (signed(MINE, {**SAID, "body_sha256": SAID["body_sha256"][:32]}), "mismatch"),
    "no time": (signed(MINE, {"body_sha256": SAID["body_sha256"]}), "wrong_time"),
    "a time that is over": (signed(MINE, {**SAID, "exp": AT}), "wrong_time"),
    "a time that is over, as text": (signed(MINE, {**SAID, "exp": str(AT + 9)}), "wrong_time"),
    **{f"the time {time!r}": (signed(MINE, {**SAID, "iat": time}), "wrong_time") for time in NO_TIMES},
}


@pytest.mark.parametrize("name", TOKENS)
def test_what_is_wrong_is_refused_with_a_reason(name: str, webhooks: Any) -> None:
    token, expected = TOKENS[name]
    assert reason(webhooks, token) == expected


def test_typescript_says_the_same(tree: Path, tmp_path: Path) -> None:  # noqa: F811
    """The same tokens, addresses and keys, with the same reasons."""
    said = decoded(PAID["header_value"].split(".")[1])
    at_home = ["https://borea.example/k", "https://KEYS.Borea.example:443/k", ADDRESS]
    tokens = [[f"Bearer {paid({'alg': 'RS256', 'x5u': url}, said)}", url] for url in (*ADDRESSES, *at_home)]
    given = {
        "body": RIGHT["body"], "at": AT, "keys": KEYS, "right": TOKEN, "tokens": list(TOKENS.values()),
        "paid": PAID["body"], "addresses": tokens, "trusted": at_home, "certificate": certificate().decode(),
        "der": certificate(der=True).hex(), "times": TIMES_OF_CERTIFICATES, "over": KEYS_THAT_ARE_OVER,
        "unending": certificate(years=40).decode(), "spki": pem(RSA_KEY), "no_keys": NO_KEYS_AS_JSON,
    }  # fmt: skip
    (tmp_path / "given.json").write_text(json.dumps(given))
    command = ["node", "--import", "./packages/typescript/in-place.mjs", "--test", "--test-reporter=dot"]
    where = {"LINKCODES_GENERATED": str(tree), "GIVEN": str(tmp_path / "given.json")}
    done = subprocess.run(
        [*command, "tests/typescript/tokens.mjs"],
        cwd=REPO, env={**os.environ, **where}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_token_is_good_for_as_long_as_the_provider_says(webhooks: Any) -> None:
    signed_at = SAID["iat"]
    found = {late: reason(webhooks, TOKEN, at=signed_at + late) for late in (-61, -60, 0, 300, 301)}
    assert found == {-61: "wrong_time", -60: None, 0: None, 300: None, 301: "wrong_time"}


@given(change=st.integers(0, len(BODY) - 1), byte=st.integers(1, 255))
def test_no_other_body_passes(change: int, byte: int, webhooks: Any) -> None:
    other = bytearray(BODY)
    other[change] ^= byte
    assert reason(webhooks, TOKEN, body=bytes(other)) == "mismatch"


@given(at=st.integers(0, len(TOKEN) - 1), char=st.characters(codec="ascii"))
def test_no_other_token_passes(at: int, char: str, webhooks: Any) -> None:
    other = TOKEN[:at] + char + TOKEN[at + 1 :]
    assert (reason(webhooks, other) is None) == (other.strip(" \t") == TOKEN)


@given(token=st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_nothing_that_came_raises(token: str, webhooks: Any) -> None:
    assert reason(webhooks, token) is not None


ADDRESSES = [
    "http://borea.example/k", "https://borea.example.evil.example/k", "https://evilborea.example/k",
    "https://user@borea.example/k", "https://borea.example@evil.example/k", "https://borea.example:8443/k",
    "https://evil.example/\\@borea.example", "https://evil.example#.borea.example", "https://.borea.example/k",
    "https://borea.example./k", "https://evil.example/?u=https://borea.example", "//borea.example/k",
    "https://evil.example%2eborea.example/k", "https://borea.example\n/k", " https://borea.example/k",
    "https://borea..example/k", "https:///borea.example", "javascript:1", "https://bоrea.example/k",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_key_is_asked_for_at_a_strange_address(address: str, webhooks: Any) -> None:
    asked: list[str] = []
    token = paid({"alg": "RS256", "x5u": address}, {})
    assert why(webhooks, token, asked.append) == "untrusted_key"
    assert asked == []


@pytest.mark.parametrize("address", [ADDRESS, "https://borea.example/k", "https://KEYS.Borea.example:443/k"])
def test_a_key_may_be_on_the_hosts_and_their_subdomains(address: str, webhooks: Any) -> None:
    said = decoded(PAID["header_value"].split(".")[1])
    token = paid({"alg": "RS256", "x5u": address}, said)
    for key in (pem(RSA_KEY), pem(RSA_KEY).encode(), certificate(), certificate(der=True)):
        assert why(webhooks, token, {address: key}) is None
        assert why(webhooks, token, {address: key}, {"sub": "app-1"}) is None
        assert why(webhooks, token, {address: key}, {"sub": "app-2"}) == "wrong_receiver"


BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 86_400
TIMES_OF_CERTIFICATES: list[tuple[float, str | None]] = [
    (BEGINS.timestamp() - 61, "expired_key"), (BEGINS.timestamp() - 60, None), (BEGINS.timestamp(), None),
    (BEGINS.timestamp() + DAY - 1, None), (BEGINS.timestamp() + DAY, "expired_key"),
]  # fmt: skip
"""When the certificate is looked at, and why it is refused."""
KEYS_THAT_ARE_OVER: list[tuple[Any, str | None]] = [
    ({**RIGHT["keys"]["key-1"], "expired_at": over}, reason)
    for over, reason in [
        (None, None), (AT + 1, None), (AT + 0.5, None), (AT, "expired_key"), (AT - 1, "expired_key"),
        (0, "expired_key"), (str(AT + 9), "expired_key"), (True, "expired_key"), ([], "expired_key"),
    ]
]  # fmt: skip


@pytest.mark.parametrize("der", [True, False])
@pytest.mark.parametrize(("at", "expected"), TIMES_OF_CERTIFICATES)
def test_a_certificate_counts_between_its_dates(
    at: float, expected: str | None, der: bool, webhooks: Any
) -> None:
    token = paid({"alg": "RS256", "x5u": ADDRESS}, decoded(PAID["header_value"].split(".")[1]))
    assert why(webhooks, token, {ADDRESS: certificate(der)}, at=at) == expected


@pytest.mark.parametrize(("key", "expected"), KEYS_THAT_ARE_OVER)
def test_a_key_counts_until_it_expires(key: Any, expected: str | None, webhooks: Any) -> None:
    assert reason(webhooks, TOKEN, keys={"key-1": key}) == expected


def test_a_token_counts_until_it_expires(webhooks: Any) -> None:
    began = SAID["iat"]
    token = signed(MINE, {**SAID, "exp": began + 10})
    assert [reason(webhooks, token, at=began + late) for late in (9, 10)] == [None, "wrong_time"]


def certificate(der: bool = False, years: int = 0) -> bytes:
    """Return a certificate for a day, or for so many years."""
    ends = BEGINS.replace(year=BEGINS.year + years) if years else BEGINS + timedelta(seconds=DAY)
    return certified(BEGINS, ends, serialization.Encoding.DER if der else serialization.Encoding.PEM)


NO_KEYS: list[Any] = [
    None, "", b"", "text", {}, {"kty": "oct", "k": "AA"}, {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
    {"kty": "EC", "crv": "P-384"}, 7, [], pem(RSA_KEY), {**RIGHT["keys"]["key-1"], "alg": "HS256"},
    {**RIGHT["keys"]["key-1"], "use": "enc"},
]  # fmt: skip


NO_KEYS_AS_JSON = [key for key in NO_KEYS if not isinstance(key, bytes)]


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_was_fetched_may_be_no_key(key: Any, webhooks: Any) -> None:
    assert reason(webhooks, TOKEN, keys=lambda _name: key) == "unknown_key"


def test_a_short_key_is_none(webhooks: Any) -> None:
    short = rsa.generate_private_key(65537, 1024)
    token = paid({"alg": "RS256", "x5u": ADDRESS}, {})
    assert why(webhooks, token, {ADDRESS: pem(short)}) == "unknown_key"


def test_keys_may_change(webhooks: Any) -> None:
    new = {"next": pem(EC_KEY)}
    assert reason(webhooks, TOKEN, keys=new) == "unknown_key"
    assert reason(webhooks, TOKEN, keys={**new, **RIGHT["keys"]}) is None


MISTAKES: dict[str, tuple[Callable[[], dict[str, Any]], type[Exception]]] = {
    "a secret": (lambda: {"secret": "a secret"}, TypeError),
    "several": (lambda: {"secret": ["a", "b"]}, TypeError),
    "no key": (lambda: {"secret": {}}, ValueError),
    "a claim that names no one": (lambda: {"secret": KEYS, "claims": {"sub": "x"}}, ValueError),
    "claims that are none": (lambda: {"secret": KEYS, "claims": "sub"}, TypeError),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_of_the_program_show_at_once(name: str, webhooks: Any) -> None:
    arguments, kind = MISTAKES[name]
    with pytest.raises(kind) as raised:
        webhooks.verify("borea.item", b"", {}, **arguments())
    assert not isinstance(raised.value, webhooks.SignatureError)


def test_what_the_function_raises_is_passed_on(webhooks: Any) -> None:
    def fetch(_name: str) -> Any:
        raise ConnectionError("no network")

    with pytest.raises(ConnectionError):
        reason(webhooks, TOKEN, keys=fetch)


def test_an_endpoint_takes_keys(webhooks: Any) -> None:
    endpoint = webhooks.endpoint("borea.item", KEYS, clock=lambda: AT)
    delivery = endpoint.accept(BODY, {"Borea-Verification": TOKEN})
    assert delivery.payload == "hook.item_error"
    with pytest.raises(webhooks.Refused) as refused:
        endpoint.accept(BODY + b" ", {"Borea-Verification": TOKEN})
    assert (refused.value.status, refused.value.reason) == (401, "mismatch")
    asked: list[str] = []

    def fetch(name: str) -> Any:
        asked.append(name)
        return KEYS[name]

    fetching = webhooks.endpoint("borea.item", fetch, clock=lambda: AT)
    assert fetching.fetches
    assert not endpoint.fetches
    assert fetching.accept(BODY, {"Borea-Verification": TOKEN}).payload == "hook.item_error"
    assert asked == ["key-1"]


def test_the_missing_extra_is_named(webhooks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(ImportError, match=r"linkcodes\[jws\]"):
        webhooks.verify("borea.item", BODY, {"Borea-Verification": TOKEN}, KEYS)
    with pytest.raises(ImportError, match=r"linkcodes\[jws\]"):
        webhooks.endpoint("borea.item", KEYS)


def test_no_one_but_the_provider_signs(webhooks: Any) -> None:
    with pytest.raises(TypeError, match="only the provider"):
        webhooks.sign("borea.item", b"{}", "secret")
