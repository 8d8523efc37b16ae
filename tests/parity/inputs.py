"""Inputs that look real: what the spec and the vectors have, with a few random edits."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlencode

from codegen.text.vectors import decode_markers, read_vectors
from tests.conftest import REPO
from tests.parity.forms import contained, printed
from tests.parity.secrets import SECRETS
from tests.wire_bodies import wire_bodies

Question = dict[str, Any]
"""A function, and what it is asked."""
SEED = 20_261_122
_GENERATED = REPO / "generated"
_KINDS = {
    "classify": 22, "decode": 26, "outcome": 10, "retry": 22, "state": 8, "validate": 12, "redact": 12,
    "retry_at": 8,
}  # fmt: skip
"""The functions, and how often each is asked."""
_SPACES = [*"\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u200b\u2028\u2029\u202f\u3000\ufeff"]
_PIECES = [
    *_SPACES, "", ".", "_", "_X", ".x", "-", "%", "%zz", "%C3", "%e2%82", "%F0%9F%98%80", "%ED%A0%80",
    "+", "&", "=", "?", "#", "{", "}", "[", "]", '"', "\\", "\\u0041", "é", "\u0130", "ß", "\ud800",
    "\udc00x", "😀", "\0", "://",
    "1app://x?status=ERROR", "é://x?status=ERROR", "?status=ERROR&status=SUCCESS", "status=", "5", "5.0",
]  # fmt: skip
_VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 5.0, -0.0, 2.5, 200, 200.0, 401, 429.0, 503, 10**15, 10**25, 1e300, 1e-7,
    2**53 + 1, "", " ", "5", "5.0", "0x10", "SUCCESS", "ERROR", "OK", "x", [], {}, [None], [[]], {"": ""},
    {"__proto__": {}}, {"constructor": 1}, {"2": "a", "1": "b"}, ["ERROR", "OK"], "__proto__", "toString",
    "unknown", "payment", "refresh",
]  # fmt: skip
_NAMES = [
    "__proto__", "constructor", "toString", "", "*", "0", "10", "9", "x", "status", "FlinksCode", "event",
    "length",
]  # fmt: skip
_UNREADABLE: list[Any] = [
    None, "", " ", "  ", "\ufeff", "Too Many Requests", "upstream connect error or disconnect/reset", "null",
    "true", "12", "[]", "{}", "{", "<html><head><title>502 Bad Gateway</title></head></html>", "\0", "--",
    [], {}, [[]], [None], True, 0, 7.5, "{'status': 'ERROR'}", "error", "404 page not found",
]  # fmt: skip
"""Bodies in which a gateway or an outage leaves nothing to read."""
_PAIRS = [["status", "secondary_status"], ["FlinksCode", "HttpStatusCode"], ["event", "data"]]
_URLS = ["https://a.b/c?", "leanlink://error?", "?", "https://a.b/#", "x:?a=b#", "https://a.b/?q=1&"]
_HEADERS = [
    *("Retry-After", "RateLimit-Reset", "X-RateLimit-Reset", "X-RateLimit-Remaining", "X-Other"),
    *("X-RateLimit-Account-Success-Reset", "X-RateLimit-Account-Success-Remaining"),
]
_STATUSES = [200, 202, 400, 401.0, 403, 404, 409, 422, 429.0, 429, 500, 502, 503, 504]
_STORED = [None, None, "with what came", "conclusions alone"]
"""How a state is stored before the next input."""
_SAID = {"provider": 0.8, "payload": 0.2, "http_status": 0.7, "operation": 0.5}
"""How often a caller says each thing."""
_OPTIONS: dict[str, list[Any]] = {
    "attempts": [
        None, 0, 1, 2, 3.0, 2.5, 4, 5, 99, -1, "2", " 3 ", "3.0", "x", "", True, [], {}, 10**25, 1e300,
        "9" * 15,
        "9" * 16, "\u0663", "2\x85", "\ufeff2",
    ],
    "unattended": [None, True, False, 0, 1, 0.0, -0.0, "", "no", [], {}, [0]],
    "retry_after_s": [
        None, 0, 1, 30, 90.5, -0.0, -0.5, -1, 3_600.0, 1e300, 10**25, "120", " 7 ", "", "soon", "1.5", True,
        [],
        "-1", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "1994-11-06", "Sun, 06 Nov 1994 08:49:37 +0000", "Mon, 06 Nov 1994 08:49:37 GMT", "Invalid Date",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:60 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
        " Sun, 06 Nov 1994 08:49:37 GMT\xa0", "Wed, 01 Jan 0094 00:00:00 GMT",
        "sun, 06 nov 1994 08:49:37 gmt",
    ],
    "at": [None, 0, 5.0, 1e12, -1, 10**25, "7", True, 1_700_000_000.25],
    "now": [1_764_244_800, 1_764_244_800.25, 1_764_287_999.999, "1764288000", 1, 7_999_999_999],
    "said": [
        "Access exceeded", "Maximum DAILY access exceeded.", "Please try again in 85092 seconds",
        "please try again in 5 seconds, or: Please try again in 70 seconds", "Too many requests",
        "Please try again in 1e3 seconds",
    ],
}  # fmt: skip


class Seeds(NamedTuple):
    """What the inputs are made from."""

    codes: list[tuple[str, str, str | int]]
    """provider, local id of the vocabulary, value"""
    messages: list[str]
    operations: list[str]
    payloads: list[Any]
    bodies: list[tuple[str, str, Any]]
    """provider, local id of the payload, example"""

    @classmethod
    def read(cls) -> Seeds:
        """Return what the generated spec and vectors hold."""
        spec = json.loads((_GENERATED / "spec/linkcodes.json").read_bytes())
        listed = [
            (item, code)
            for one in spec["providers"]
            for item in one["vocabularies"]
            for code in item["codes"]
        ]
        texts = [message["text"] for _, code in listed for message in code.get("wire_messages", ())]
        bodies = [(body.provider, body.payload, body.value) for body in wire_bodies()]
        return cls(
            codes=[(*item["id"].split(":"), code["value"]) for item, code in listed],
            messages=texts,
            operations=[item["id"] for item in spec["taxonomy"]["operations"]],
            payloads=[*(body for _, _, body in bodies), *_of_vectors()],
            bodies=bodies,
        )


def _of_vectors() -> list[Any]:
    """Return what the vectors decode, among it what people pasted in public.

    Those that represent what JSON cannot hold are left out.
    """
    found: list[Any] = []
    for kind in ("decode", "outcome", "state", "retry", "real"):
        vectors = read_vectors(_GENERATED / f"conformance/{kind}.json")
        for given in (vector["input"] for vector in vectors):
            inputs = [given, *given.get("inputs", ()), given.get("subject", {})]
            found += [
                item[name] for item in inputs for name in ("anything", "decode", "outcome") if name in item
            ]
    texts = [
        decode_markers(item) if isinstance(item, dict) and [*item] == ["$json"] else item for item in found
    ]
    return [item for item in texts if '"$' not in json.dumps(item)]


def questions(count: int, seed: int = SEED) -> Iterator[Question]:
    """Yield so many questions, the same for each seed."""
    maker = _Maker(Random(seed), Seeds.read())
    kinds = maker.random.choices([*_KINDS], [*_KINDS.values()], k=count)
    yield from (getattr(maker, kind)() for kind in kinds)


def unreadable(count: int, seed: int = SEED) -> Iterator[Question]:
    """Yield so many questions about bodies in which nothing can be read."""
    maker = _Maker(Random(seed), Seeds.read())
    yield from (maker.unread() for _ in range(count))


class _Maker:
    """Makes questions at random."""

    def __init__(self, random: Random, seeds: Seeds) -> None:
        self.random = random
        self._seeds = seeds
        self._pick = random.choice

    def _maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def classify(self) -> Question:
        return {"ask": "classify", **self._classified()}

    def decode(self) -> Question:
        return {"ask": "decode", "anything": self._anything(), **self._given()}

    def outcome(self) -> Question:
        return {"ask": "outcome", "anything": self._anything(), **self._given()}

    def retry(self) -> Question:
        is_code = self._maybe(0.6)
        subject = {"classify": self._classified()} if is_code else {"anything": self._anything()}
        names = [name for name in ("attempts", "unattended", "retry_after_s") if self._maybe(0.6)]
        options = {name: self._option(name) for name in names}
        operation = {"operation": self._operation()} if self._maybe(0.4) else {}
        known = {} if is_code else self._given()
        return {"ask": "retry", "subject": subject, "options": {**known, **options, **operation}}

    def retry_at(self) -> Question:
        """Return a question about headers and texts; the time is always said, as clocks differ."""
        is_code = self._maybe(0.5)
        subject = {"classify": self._classified()} if is_code else {"anything": self._anything()}
        names = self.random.choices(_HEADERS, k=self._pick([0, 1, 1, 2, 3]))
        headers: Any = [[self._spelled(name), self._option("retry_after_s")] for name in names]
        if self._maybe(0.5):
            headers = self._edited(dict(headers), 0.2)
        said = {"message": self._respelled(self._pick(_OPTIONS["said"]))} if self._maybe(0.6) else {}
        known = {} if is_code else self._given()
        options = {"headers": headers, **said, "now": self._pick(_OPTIONS["now"])}
        return {"ask": "retry_at", "subject": subject, "known": known, "options": options}

    def _spelled(self, name: str) -> str:
        """Return the name of a header as a server, a proxy or a framework writes it."""
        cgi = f"HTTP_{name.replace('-', '_')}"
        return str(self._pick([name, name.lower(), name.upper(), cgi, cgi.lower(), f"{name} "]))

    def unread(self) -> Question:
        body = self._pick(_UNREADABLE)
        given = {"provider": self._pick(self._seeds.bodies)[0], "http_status": self._pick(_STATUSES)}
        given |= {"operation": self._operation()} if self._maybe(0.5) else {}
        anything = self._respelled(body) if isinstance(body, str) else body
        if self._maybe(0.4):
            return {"ask": "retry", "subject": {"anything": anything}, "options": given}
        return {"ask": self._pick(["decode", "outcome"]), "anything": anything, **given}

    def state(self) -> Question:
        inputs = [
            {"anything": self._anything(), **({"at": self._option("at")} if self._maybe(0.6) else {})}
            for _ in range(self.random.randint(1, 5))
        ]
        again = self.random.choices(inputs, k=self.random.randint(0, 2))
        return {"ask": "state", "inputs": [*inputs, *again], "stored": self._pick([*_STORED])}

    def validate(self) -> Question:
        provider, payload, example = self._pick(self._seeds.bodies)
        value = self._edited(example)
        return {"ask": "validate", "provider": provider, "payload": payload, "value": value}

    def _classified(self) -> dict[str, Any]:
        provider, vocabulary, value = self._pick(self._seeds.codes)
        found: dict[str, Any] = {"provider": provider, "code": self._edited(value, 0.35)}
        if self._maybe(0.6):
            found["vocabulary"] = self._pick([vocabulary, vocabulary, f"{provider}:{vocabulary}"])
        if self._maybe(0.4):
            found["message"] = self._edited(self._pick(self._seeds.messages), 0.4)
        if self._maybe(0.4):
            found["http_status"] = self._pick(_STATUSES)
        if self._maybe(0.3):
            found["operation"] = self._operation()
        if self._maybe(0.15):
            name = self._pick([*found])
            found[name] = self._edited(found[name], 1)
        return found

    def _given(self) -> dict[str, Any]:
        """Return what a caller says about an input, now and then wrongly."""
        if self._maybe(0.4):
            return {}
        provider, payload, _ = self._pick(self._seeds.bodies)
        all_of_it = {
            "provider": provider,
            "payload": self._pick([payload, f"{provider}:{payload}"]),
            "http_status": self._pick(_STATUSES),
            "operation": self._operation(),
        }
        found = {name: value for name, value in all_of_it.items() if self._maybe(_SAID[name])}
        if found and self._maybe(0.1):
            found[self._pick([*found])] = self._pick(_VALUES)
        return found

    def _operation(self) -> Any:
        return self._pick(self._seeds.operations) if self._maybe(0.9) else self._pick(_VALUES)

    def redact(self) -> Question:
        text = self._anything()
        while not isinstance(text, str):
            text = self._respelled(json.dumps(text, ensure_ascii=self._maybe(0.5)))
        for _ in range(self._pick([0, 1, 2, 4])):
            at = self.random.randint(0, len(text))
            text = text[:at] + self._pick(SECRETS) + text[at:]
        return {"ask": "redact", "payload": text}

    def _option(self, name: str) -> Any:
        known = _OPTIONS[name]
        return self._pick(known if self._maybe(0.9) else _VALUES)

    def _anything(self) -> Any:
        """Return a payload, or text that contains one."""
        value = self._edited(self._payload(), 0.7)
        if self._maybe(0.15):
            value = self._edited(contained(value, self.random), 0.3)
        if self._maybe(0.15):
            return self._respelled(printed(value, self.random))
        form = self.random.random()
        if form < 0.45:
            return value
        if form < 0.65:
            return self._respelled(json.dumps(value, ensure_ascii=self._maybe(0.5)))
        if form < 0.8 and isinstance(value, dict):
            return self._respelled(self._url(value))
        code = str(self._edited(self._pick(self._seeds.codes)[2], 0.3))
        inside = self._pick([code, json.dumps(value), self._url(value) if isinstance(value, dict) else code])
        if isinstance(value, str) and self._maybe(0.5):
            return self._respelled(value)
        lines = [code, f"at 12:30 {inside}, then {code}", f"<{inside}>", f"error={inside};"]
        return self._respelled(self._pick(lines))

    def _payload(self) -> Any:
        if self._maybe(0.15):
            return self._pick(_UNREADABLE)
        if self._maybe(0.85):
            return self._pick(self._seeds.payloads)
        names = self._pick(_PAIRS)
        return {name: self._pick(self._seeds.codes)[2] for name in names}

    def _url(self, value: dict[str, Any]) -> str:
        flat = {name: item for name, item in value.items() if isinstance(item, str | int)}
        query = urlencode(flat, errors="surrogatepass" if self._maybe(0.5) else "replace")
        if self._maybe(0.2):
            query = "&".join(f"{name}={item}" for name, item in flat.items())
        return self._pick(_URLS) + query

    def _respelled(self, text: str) -> str:
        """Return a text with pieces put in, taken out or exchanged."""
        for _ in range(self._pick([0, 0, 1, 1, 2, 4])):
            at = self._pick([0, len(text), self.random.randint(0, len(text))])
            length = self._pick([0, 0, 0, 1, 1, 5, len(text) // 2])
            text = text[:at] + self._pick(_PIECES) + text[at + length :]
        return text

    def _edited(self, value: Any, chance: float = 0.8) -> Any:
        """Return a value with a few parts of it changed."""
        if not self._maybe(chance):
            return value
        whole = [copy.deepcopy(value)]
        for _ in range(self._pick([1, 1, 1, 2, 3, 6])):
            self._edit(whole)
        return whole[0]

    def _edit(self, whole: list[Any]) -> None:
        """Change one part of what is in a list."""
        holder: Any = whole
        at: Any = 0
        while isinstance(holder[at], dict | list) and holder[at] and self._maybe(0.85):
            holder, at = holder[at], self._pick([*self._keys(holder[at])])
        self._change(holder, at, isinstance(holder, dict))

    @staticmethod
    def _keys(value: Any) -> Any:
        return value if isinstance(value, dict) else range(len(value))

    def _change(self, holder: Any, at: Any, is_object: bool) -> None:
        value = holder[at]
        form = self.random.random()
        if form < 0.1 and is_object:
            del holder[at]
        elif form < 0.2 and is_object:
            holder[self._pick(_NAMES)] = copy.deepcopy(self._pick([value, *_VALUES]))
        elif form < 0.3:
            other = self._pick(self._seeds.payloads)
            lists = [[value], [value, value], [value, [value]], [value, other], {"results": [value, other]}]
            holder[at] = copy.deepcopy(self._pick([{"x": value}, *lists]))
        elif form < 0.45:
            holder[at] = self._pick(self._seeds.codes)[2]
        elif form < 0.6:
            holder[at] = copy.deepcopy(self._pick(_VALUES))
        elif isinstance(value, str):
            holder[at] = self._pick([self._respelled(value), value.lower(), value + self._pick(_PIECES)])
        elif type(value) is int:
            holder[at] = self._pick([float(value), str(value), value + 0.5, -value])
