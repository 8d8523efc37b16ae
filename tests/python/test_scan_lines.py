"""What `linkcodes scan` finds in a log is what reading each of its lines alone finds."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from tests.bench.logs import mixed_lines
from tests.python.conftest import Import
from tests.python.test_outline import BODIES, variants

HOSTILE = [
    b"", b"\r", b"\0", b"\xff\xfe INVALID_PASSWORD \xc3", b"{", b"}{", b"%", b"\\",
    b'{"FlinksCode": "BRAND_NEW"}',
    b'{"FlinksCode": "INVALID_PASSWORD"}\0', b'{"a": "\\u0049NVALID_PASSWORD x", "FlinksCode": "UNLISTED"}',
    b"?status=ERROR&secondary%5Fstatus=INVALID_CREDENTIALS", b"a payment.created. and accounts.failed.",
    b"[1] {}",
    b'{"status": "ERROR", "secondary_status": "INVALID_CREDENTIALS", "status": 1}', b'[{"a": 1e999}, NaN]',
    b'{"a": "{\\"status\\": \\"ERROR\\", \\"secondary_status\\": \\"INVALID_CREDENTIALS\\"}"}' * 2,
    b'{"m": "{}", "secondary_status": "INVALID_CREDENTIALS", "status": "ERROR"} {', b"x-INVALID_PASSWORD-.",
    b'x {"a": {"status": "ERROR", "secondary_status": "INVALID_MFA"}} http://a.b/?status=ERROR',
    b'{"a":' * 3000,
]  # fmt: skip


def slowly(real: Import, lines: list[bytes], provider: str | None = None) -> Counter[Any]:
    """Count by reading each line alone, as if no other had come before."""
    recognizer, keys_of = real("cli.recognize").Recognizer(provider), real("cli.counts").keys_of
    return Counter(key for line in lines for key in keys_of(recognizer.codes(line)))


def quickly(real: Import, blocks: list[Any], provider: str | None = None) -> Any:
    reader, counts = real("cli.line_reader").LineReader(provider), real("cli.counts").Counts()
    for block in blocks:
        counts.merge(reader.count(block))
    return counts


def block_of(real: Import, lines: list[bytes]) -> Any:
    return real("cli.files").LogBlock(b"".join(lines))


def lines_of_bodies() -> Iterator[bytes]:
    """Yield bodies and what is near to them, each in one of the ways in which logs have them."""
    chance = random.Random(5)
    for body in BODIES[::60]:
        for other in [body, *variants(body)[:: chance.randrange(20, 80)]]:
            text = json.dumps(other)
            wrapped = json.dumps(
                {"level": "error", "message": "x", "n": chance.randrange(900), "body": other}
            )
            escaped = json.dumps({"level": "error", "error": f"got {text}"})
            yield chance.choice((text, f"12:00 got {text}", wrapped, escaped)).encode() + b"\n"


@pytest.mark.slow
@pytest.mark.parametrize("provider", [None, "lean", "flinks"])
def test_a_log_has_what_its_lines_have(real: Import, provider: str | None) -> None:
    mixed = [line.encode() + b"\n" for line in islice(mixed_lines(), 1500)]
    lines = [*mixed, *lines_of_bodies(), *(line + b"\n" for line in HOSTILE * 2)]
    random.Random(4).shuffle(lines)
    found = quickly(
        real, [block_of(real, lines[at : at + 700]) for at in range(0, len(lines), 700)], provider
    )
    assert found.codes == slowly(real, lines, provider)
    assert len(found.codes) > 5
    assert found.lines == len(lines)


def test_what_is_remembered_of_a_line_depends_on_all_that_counts(real: Import) -> None:
    answer = b'{"HttpStatusCode": %d, "FlinksCode": "%s", "Message": "%s", "RequestId": "%d"}\n'
    values = [(401, b"INVALID_LOGIN"), (401, b"NEW"), (401, b"NEWER"), (503, b"NEWEST")]
    texts = (b"x", b"The username provided was different.", b"Bad login.")
    lines = [answer % (*value, text, n) for value in values for text in texts for n in range(3)]
    for provider in (None, "flinks"):
        assert quickly(real, [block_of(real, lines)], provider).codes == slowly(real, lines, provider)


def test_lines_that_differ_in_ids_are_read_once(real: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = real("cli.line_reader").LineReader()
    read, lines = reader._recognizer.read, []

    def noted(line: bytes, words: frozenset[bytes]) -> Any:
        lines.append(line)
        return read(line, words)

    monkeypatch.setattr(reader._recognizer, "read", noted)
    body = '{"id": %d, "took": %d, "body": {"FlinksCode": "INVALID_PASSWORD", "RequestId": "a-%d"}}\n'
    reader.count(block_of(real, [(body % (n + 7001, n + 301, n)).encode() for n in range(50)]))
    assert len(lines) == 1


VARYING = (
    ["0b7c1e8a-1111-4222-8333-0123456789ab", "9f7c1e8a-dead-4bad-8ace-abcdefabcdef"],
    ["2026-11-23T10:11:12.103Z", "2026-01-02T03:04:05.400Z"],
    ["at 2026-11-23 10:11:12", "at 2026-01-02 03:04:05"],
    [77001, 77002], [200, 401, 503, 103], ["got {\"status\": 401}", "got {\"status\": 200}"],
)  # fmt: skip
"""Values of which each group looks the same once it is masked."""


def lines_that_vary() -> Iterator[bytes]:
    """Yield bodies with one field, at any depth, that has one varying value after the other."""
    for body in BODIES[:: len(BODIES) // 25]:
        for path in leaves(body):
            for values in VARYING:
                for value in values:
                    text = json.dumps(changed(body, path, value))
                    yield text.encode() + b"\n"
                    yield json.dumps({"took": 12, "error": f"got {text}"}).encode() + b"\n"


def leaves(place: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if not isinstance(place, dict | list):
        yield path
        return
    for step, inner in place.items() if isinstance(place, dict) else enumerate(place):
        yield from leaves(inner, (*path, step))


def changed(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    found = place = json.loads(json.dumps(body))
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return found


@pytest.mark.slow
@pytest.mark.parametrize("provider", [None, "flinks"])
def test_what_is_masked_never_counts(real: Import, provider: str | None) -> None:
    lines = list(islice(lines_that_vary(), 0, None, 3))
    assert quickly(real, [block_of(real, lines)], provider).codes == slowly(real, lines, provider)


PRINTED = (
    "{{'status': {0}, 'FlinksCode': 'NEW_{0}', 'RequestId': '{1}'}}",
    "{{status: {0}, FlinksCode: 'NEW_{0}', RequestId: '{1}'}}",
    "got {{'HttpStatusCode': {0}, 'FlinksCode': 'NEW_{0}', 'Message': '{1}'}}",
    '{{"FlinksCode"=>"NEW_{0}", :HttpStatusCode=>{0}, :id=>"{1}"}}',
)
"""Objects as languages print them, which have no shape that JSON has."""


@pytest.mark.parametrize("provider", [None, "flinks"])
def test_what_is_printed_counts_as_each_line_says(real: Import, provider: str | None) -> None:
    lines = [
        f"{form.format(status, name)}\n".encode()
        for status in (401, 200, 503, 401)
        for name in ("a-1", "b-2")
        for form in PRINTED
    ]
    found = quickly(real, [block_of(real, lines)], provider).codes
    assert found == slowly(real, lines, provider)
    assert provider is None or len(found) > 3


def test_ids_times_and_unmentioned_numbers_are_masked(real: Import) -> None:
    mask = real("cli.line_mask").LineMask()
    line = b'%s INFO {"id": "%s", "took": %d, "FlinksCode": "INVALID_LOGIN"}'
    first, second = (
        line % (time.encode(), name.encode(), number)
        for time, name, number in zip(VARYING[1], VARYING[0], (77001, 77002), strict=False)
    )
    assert mask.masked(first) == mask.masked(second) != first
    for other in (b"FlinksCode", b"INVALID_LOGIN", b"took", b" INFO "):
        assert mask.masked(first.replace(other, b"OTHER")) != mask.masked(first)


def test_a_number_is_kept_in_a_field_that_rules_mention_and_where_rules_mention_it(real: Import) -> None:
    mask = real("cli.line_mask").LineMask()
    for line in (b'{"HttpStatusCode": 77001}', b'{"took": 401}', b'{"status":409}'):
        assert mask.masked(line).lstrip() == line
    assert b"77001" not in mask.masked(b'{"took": 77001}')


def test_a_code_that_looks_like_an_id_is_counted_as_it_is(real: Import) -> None:
    lines = [b'{"HttpStatusCode": 401, "FlinksCode": "%s"}\n' % value.encode() for value in VARYING[0]]
    assert {key.code for key in quickly(real, [block_of(real, lines * 3)]).codes} == set(VARYING[0])


def test_memory_is_bounded(real: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    module = real("cli.line_reader")
    monkeypatch.setattr(module, "_MOST_ANSWERS", 50)
    reader = module.LineReader("flinks")
    body, words = '{"FlinksCode": "NEW_%d"}\n', '{"x%d": 1, "FlinksCode": "INVALID_PASSWORD"}\n'
    lines = [(text % n).encode() for n in range(200) for text in (body, words)]
    reader.count(block_of(real, lines))
    assert sum(len(told.answers) for told in reader._told.values()) + len(reader._by_mask) <= 50
    assert quickly(real, [block_of(real, lines)], "flinks").codes == slowly(real, lines, "flinks")
