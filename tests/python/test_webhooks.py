"""Signatures: the right one passes in every shape that frameworks give headers, and no other ever does."""

from __future__ import annotations

import copy
import hashlib
import hmac
import json
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers as WsgiHeaders

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import SPECS
from tests.python.conftest import Import, imported
from tests.python.test_imports import LAZY, loaded

SCHEMES = {
    "lean": "lean:webhook.signature",
    "flinks.geft": "flinks:geft.signature",
    "flinks.connect": "flinks:connect.signature",
    "argyle": "argyle:webhook.signature",
}
"""Those that sign with a secret; `test_tokens.py` has keys, `test_shared_secrets.py` what is unsigned."""
SECRET = "a secret that no text may show"
BODY = '{"name":"Zoë","n":1.0}'.encode()


def signatures() -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield each scheme that has a shared secret, with its entry in the spec's own files."""
    entries: dict[str, Any] = {}
    for path in (SPECS["real"] / "providers").rglob("*.json"):
        entries |= {entry["id"]: entry for entry in json.loads(path.read_bytes()).get("signatures", ())}
    hmac_ones = {id for id, entry in entries.items() if entry["algorithm"].startswith("hmac-")}
    assert set(SCHEMES.values()) == hmac_ones
    return ((scheme, entries[id]) for scheme, id in SCHEMES.items())


VECTORS = [
    pytest.param(scheme, entry["header"], vector, id=f"{scheme}-{number}")
    for scheme, entry in signatures()
    for number, vector in enumerate(entry["vectors"])
]
every_scheme = pytest.mark.parametrize("scheme", SCHEMES)


@pytest.fixture
def webhooks(real: Import) -> Any:
    return real("webhooks")


def refused(webhooks: Any, *arguments: Any, **options: Any) -> Any:
    """Return the SignatureError of a call; its texts never hold the secret or the right digest."""
    scheme, body, _, secret = arguments
    with pytest.raises(webhooks.SignatureError) as caught:
        webhooks.verify(*arguments, **options)
    [expected] = webhooks.sign(scheme, body, secret).values()
    for text in (str(caught.value), repr(caught.value)):
        assert str(secret) not in text
        assert expected.rpartition("sha512=")[2].lower() not in text.lower()
    assert scheme in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


@pytest.mark.parametrize(("scheme", "header", "vector"), VECTORS)
def test_every_vector_of_the_spec(scheme: str, header: str, vector: dict[str, str], webhooks: Any) -> None:
    body, value = vector["body"].encode(), vector["header_value"]
    assert webhooks.sign(scheme, body, vector["secret"]) == {header: value}
    assert webhooks.verify(scheme, body, {header: value}, vector["secret"]) is None
    assert webhooks.verify(scheme, bytearray(body), {header: value}, vector["secret"].encode()) is None
    assert webhooks.verify(scheme, memoryview(body), {header: value}, vector["secret"]) is None
    reordered = json.dumps(json.loads(body), indent=3).encode()
    assert refused(webhooks, scheme, reordered, {header: value}, vector["secret"]).reason == "mismatch"


def shapes(header: str, value: str) -> dict[str, Any]:
    """Return the same headers in the shapes in which programs get them."""
    return {
        "as sent": {header: value},
        "lower": {header.lower(): value},
        "upper": {header.upper(): value},
        "pairs": [("Host", "x"), (header, value)],
        "generator": (pair for pair in [(header, value)]),
        "ASGI": [(b"host", b"x"), (header.lower().encode(), value.encode())],
        "bytes": {header.encode(): value.encode()},
        "WSGI": {
            "wsgi.input": object(),
            f"HTTP_{header.upper().replace('-', '_')}": value,
            "wsgi.version": (1, 0),
        },
        "wsgiref": WsgiHeaders([("Host", "x"), (header, value)]),
        "spaces": {header: f" {value}\t"},
        "lists": {"Host": ["x"], header: [value]},
    }


@every_scheme
@pytest.mark.parametrize("shape", shapes("", ""))
def test_headers_in_every_shape(scheme: str, shape: str, webhooks: Any) -> None:
    [(header, value)] = webhooks.sign(scheme, BODY, SECRET).items()
    assert webhooks.verify(scheme, BODY, shapes(header, value)[shape], SECRET) is None
    assert refused(webhooks, scheme, BODY + b" ", shapes(header, value)[shape], SECRET).reason == "mismatch"


def test_the_name_of_the_header_can_be_another(webhooks: Any) -> None:
    [(header, value)] = webhooks.sign("flinks.connect", BODY, SECRET).items()
    other = {"X-Flinks-Signature": value}
    assert webhooks.verify("flinks.connect", BODY, other, SECRET, header="x-flinks-signature") is None
    error = refused(webhooks, "flinks.connect", BODY, other, SECRET)
    assert (error.reason, error.header) == ("missing_header", header)
    assert header in str(error)
    error = refused(webhooks, "flinks.connect", BODY, {header: value}, SECRET, header="X-Other")
    assert (error.reason, error.header) == ("missing_header", "X-Other")


@every_scheme
def test_the_header_must_be_there_once(scheme: str, webhooks: Any) -> None:
    [(header, value)] = webhooks.sign(scheme, BODY, SECRET).items()
    absent: list[Any] = [
        {},
        [],
        {"X": value},
        {header: ""},
        {header: "  "},
        {header: None},
        {header: []},
        {1: value},
    ]
    for headers in absent:
        assert refused(webhooks, scheme, BODY, headers, SECRET).reason == "missing_header"
    twice: list[Any] = [
        [(header, value), (header, value)],
        {header.lower(): value, header.upper(): value},
        {header: value, f"HTTP_{header.upper().replace('-', '_')}": "x"},
        [(header, value), (header, "")],
        {header: [value, value]},
    ]
    for headers in twice:
        assert refused(webhooks, scheme, BODY, headers, SECRET).reason == "repeated_header"


@every_scheme
def test_what_cannot_be_a_signature_is_malformed(scheme: str, webhooks: Any) -> None:
    [(header, value)] = webhooks.sign(scheme, BODY, SECRET).items()
    prefix, equals, digest = value.rpartition("sha512=") if scheme == "lean" else value.rpartition("sha256=")
    begin = prefix + equals
    wrong = [
        value[:-1], value[: len(value) // 2], f"{value}0", f"{value},{value}", begin or "x", f"{begin}=",
        f"md5={digest}", f"x{value}", f"{begin}{'!' * len(digest)}", f"{begin}{'é' * len(digest)}", "é",
        "\ud800", f"{begin}{digest[:-2]} =", f"{begin}{digest[:9]} {digest[10:]}", "none", "\x00",
    ]  # fmt: skip
    wrong += [digest] if begin else []
    for each in wrong:
        assert refused(webhooks, scheme, BODY, {header: each}, SECRET).reason == "malformed", each
        raw = each.encode("utf-8", "surrogatepass")
        assert refused(webhooks, scheme, BODY, {header: raw}, SECRET).reason == "malformed", each


@every_scheme
def test_any_other_signature_is_refused(scheme: str, webhooks: Any) -> None:
    [(header, right)] = webhooks.sign(scheme, BODY, SECRET).items()

    @given(st.text() | st.binary())
    def check(value: str | bytes) -> None:
        assume(value not in (right, right.encode()))
        reason = refused(webhooks, scheme, BODY, {header: value}, SECRET).reason
        assert reason in ("malformed", "missing_header")

    @given(st.binary(), st.binary(min_size=1).filter(lambda secret: secret == secret.strip()))
    def tampered(body: bytes, secret: bytes) -> None:
        value = webhooks.sign(scheme, body, secret)
        assert webhooks.verify(scheme, body, value, secret) is None
        assert refused(webhooks, scheme, body + b"\0", value, secret).reason == "mismatch"
        with pytest.raises(webhooks.SignatureError):
            webhooks.verify(scheme, body, value, b"x" + secret)

    @given(st.integers(0, len(right) - 1))
    def one_character(position: int) -> None:
        other = "0" if right[position] != "0" else "1"
        value = right[:position] + other + right[position + 1 :]
        assert refused(webhooks, scheme, BODY, {header: value}, SECRET).reason in ("mismatch", "malformed")

    check()
    tampered()
    one_character()


def test_hex_counts_in_either_case_and_base64_does_not(webhooks: Any) -> None:
    for scheme in SCHEMES:
        [(header, value)] = webhooks.sign(scheme, BODY, SECRET).items()
        prefix = value[: value.find("=") + 1] if value.startswith("sha") else ""
        digest = value.removeprefix(prefix)
        for other in (digest.lower(), digest.upper()):
            if scheme != "flinks.connect" or other == digest:
                assert webhooks.verify(scheme, BODY, {header: prefix + other}, SECRET) is None
            else:
                assert refused(webhooks, scheme, BODY, {header: other}, SECRET).reason == "mismatch"


def test_digests_are_compared_in_constant_time(webhooks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(hmac, "compare_digest", lambda one, other: compared.append((one, other)))
    value = hashlib.sha512(b"").hexdigest()
    refused(webhooks, "argyle", BODY, {"x-argyle-signature": value}, SECRET)
    expected = hmac.new(SECRET.encode(), BODY, "sha512").hexdigest()
    assert compared == [(value.encode(), expected.encode())]


class Broken:
    """Headers of a framework that fail."""

    def items(self) -> object:
        raise OSError(SECRET)


def everything(error: BaseException) -> str:
    """Return all that a tool could log of an error: texts, the errors behind it, the locals of frames."""
    frame = error.__traceback__ and error.__traceback__.tb_next  # the first one is the test
    found = [str(error), repr(error), repr(error.args), repr(vars(error))]
    while frame:
        found.append(repr(frame.tb_frame.f_locals))
        frame = frame.tb_next
    behind = [each for each in (error.__cause__, error.__context__) if each]
    return " ".join([*found, *map(everything, behind)])


@every_scheme
def test_a_secret_can_be_changed(scheme: str, webhooks: Any) -> None:
    headers = webhooks.sign(scheme, BODY, SECRET)
    for secrets in ([SECRET], ("old", SECRET), {SECRET, "new"}, iter(["a", SECRET.encode(), "b"])):
        assert webhooks.verify(scheme, BODY, headers, secrets) is None
    with pytest.raises(webhooks.SignatureError) as caught:
        webhooks.verify(scheme, BODY, headers, ["old", "new"])
    assert caught.value.reason == "mismatch"


def test_every_secret_is_compared(webhooks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    headers, compared = webhooks.sign("argyle", BODY, SECRET), []
    real = hmac.compare_digest

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    webhooks.verify("argyle", BODY, headers, [SECRET, "a", "b"])
    assert len(compared) == 3


@every_scheme
def test_a_traceback_has_the_right_signature_nowhere(scheme: str, webhooks: Any) -> None:
    [(header, right)] = webhooks.sign(scheme, BODY, SECRET).items()
    digest = right[right.find("=") + 1 :] if right.startswith("sha") else right
    for headers in ({}, {header: "x"}, webhooks.sign(scheme, BODY, "another")):
        with pytest.raises(webhooks.SignatureError) as caught:
            webhooks.verify(scheme, BODY, headers, SECRET)
        assert digest.lower() not in everything(caught.value).lower()
        assert SECRET not in everything(caught.value)


@pytest.mark.parametrize(
    ("arguments", "kind", "text"),
    [
        (("nobody", BODY, {}, SECRET), LookupError, "lean, flinks.geft, flinks.connect, argyle"),
        (("lean", BODY.decode(), {}, SECRET), TypeError, "is signed otherwise"),
        (("lean", json.loads(BODY), {}, SECRET), TypeError, "raw bytes of the request, not dict"),
        (("lean", BODY, "lean-signature: x", SECRET), TypeError, "pairs of name and value"),
        (("lean", BODY, 5, SECRET), TypeError, "pairs of name and value"),
        (("lean", BODY, {}, ""), ValueError, "the secret is empty"),
        (("lean", BODY, {}, b""), ValueError, "the secret is empty"),
        (("lean", BODY, {}, " \n"), ValueError, "the secret is empty"),
        (
            ("lean", BODY, {}, None),
            TypeError,
            "the secret must be text or bytes, or several of them, not NoneType",
        ),
        (("lean", BODY, {}, "\ud800"), ValueError, "is no text"),
        (("lean", BODY, {}, f"{SECRET}\n"), ValueError, "the secret ends with white space"),
        (("lean", BODY, {}, f"{SECRET}\r\n".encode()), ValueError, "the secret ends with white space"),
        (("lean", BODY, {}, f"{SECRET}\u00a0"), ValueError, "the secret ends with white space"),
        (("lean", BODY, {}, f"\t{SECRET}"), ValueError, "the secret begins with white space"),
        (("lean", BODY, {}, []), ValueError, "there is no secret"),
        (("lean", BODY, {}, {}), TypeError, "or several of them, not dict"),
        (("lean", BODY, {}, [SECRET, f"{SECRET} "]), ValueError, "secret 2 of 2 ends with white space"),
        (("lean", BODY, {}, (SECRET, None)), TypeError, "secret 2 of 2 must be text or bytes"),
        (("lean", BODY, {}, [[SECRET]]), TypeError, "the secret must be text or bytes, not list"),
        (("lean", BODY, Broken(), SECRET), TypeError, "pairs of name and value"),
    ],
)
def test_mistakes_of_the_program_are_no_attacks(
    arguments: tuple[Any, ...], kind: type[Exception], text: str, webhooks: Any
) -> None:
    with pytest.raises(kind, match=text) as caught:
        webhooks.verify(*arguments)
    assert not isinstance(caught.value, webhooks.SignatureError)
    assert caught.value.__context__ is None
    assert SECRET not in everything(caught.value)


def test_the_error_can_be_handed_to_another_process(webhooks: Any) -> None:
    error = refused(webhooks, "lean", BODY, {}, SECRET)
    assert issubclass(type(error), ValueError)
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(other), other.reason, other.header) == (str(error), error.reason, "lean-signature")
    assert error.reason is webhooks.SignatureProblem.MISSING_HEADER


@pytest.mark.parametrize(
    ("spec", "scheme", "value"), [("tiny", "acme", "77325902caca"), ("hostile", "evil", 'v1=""" */')]
)
def test_a_scheme_is_named_after_its_provider(
    spec: str, scheme: str, value: str, rendered: Callable[[str], Path]
) -> None:
    with imported(rendered(spec)) as package:
        headers = package("webhooks").sign(scheme, b"{}", "secret")
        assert next(iter(headers.values())).startswith(value)
        assert package("webhooks").verify(scheme, b"{}", headers, "secret") is None


def test_importing_it_reads_no_data_and_no_json(joined: Callable[[str], Path]) -> None:
    modules = loaded(joined("tiny"), "import linkcodes.webhooks")
    ours = {name for name in modules if name.startswith("linkcodes")}
    assert ours == LAZY - {"linkcodes._lazy"} | {
        "linkcodes._validation", "linkcodes._validation.faults", "linkcodes._validation.payloads",
        "linkcodes._webhook_calls", "linkcodes._webhooks", "linkcodes._webhooks.headers",
        "linkcodes._webhooks.secrets", "linkcodes._webhooks.signatures", "linkcodes.webhooks",
    }  # fmt: skip
    assert not modules & {"json", "re", "dataclasses", "typing", "decimal", "pkgutil"}


@pytest.mark.parametrize("claims", [None, {}, {"sub": ""}, {"sub": None}, {"environment": "PRODUCTION"}])
def test_where_one_key_signs_for_all_the_program_says_who_it_is(claims: Any, webhooks: Any) -> None:
    for call in (webhooks.verify, webhooks.receive):
        with pytest.raises(ValueError, match="the claim 'sub' is missing or empty in `claims`"):
            call("enable_banking", b"{}", {}, {"https://enablebanking.com/k": "x"}, claims=claims)
    with pytest.raises(ValueError, match="the claim 'sub' is missing"):
        webhooks.endpoint("enable_banking", lambda name: None, claims=claims)
    assert webhooks.endpoint("enable_banking", lambda name: None, claims={"sub": "mine"}).fetches
