"""A mixed log of a service that talks to providers: most lines hold no code, one in eight does."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from linkcodes.cli import catalog

from codegen.read.examples import load_examples
from codegen.read.reader import Reader
from tests.bench.measure import REPO

_LONGEST_BODY = 600
_BODIES = 120
_CODES = 60
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def write_log(path: Path, size: int) -> None:
    """Write a log of at least `size` bytes, always the same one."""
    with path.open("wb") as file:
        for line in mixed_lines():
            file.write(line.encode() + b"\n")
            if file.tell() >= size:
                return


def mixed_lines(seed: int = 1) -> Iterator[str]:
    """Yield lines without end; the shares are those of a busy backend that logs what providers answer."""
    chance = random.Random(seed)
    kinds = chance.choices(list(SHARES), weights=list(SHARES.values()), k=10_000)
    while True:
        yield from (kind(chance) for kind in kinds)


def _access(chance: random.Random) -> str:
    path = chance.choice(("/health", f"/api/v2/customers/{_id(chance)}/accounts?page=2", "/api/v2/sync"))
    client = f"10.{chance.randrange(256)}.{chance.randrange(256)}.7"
    return (
        f'{client} - - [{_time(chance)}] "GET {path} HTTP/1.1" {chance.choice((200, 200, 204, 404))}'
        f' {chance.randrange(9999)} "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"'
    )


def _text(chance: random.Random) -> str:
    return (
        f"{_time(chance)} INFO  [worker-{chance.randrange(16)}] app.sync.AccountRefresher - refreshed"
        f" {chance.randrange(99)} accounts of customer {_id(chance)} in {chance.randrange(999)} ms"
    )


def _record(chance: random.Random) -> str:
    return json.dumps(
        {**_head(chance), "status": chance.choice((200, 201, 404)), "user": {"id": _id(chance)}}
    )


def _pairs(chance: random.Random) -> str:
    took = chance.randrange(900)
    return f'{_time(chance)} level=info msg="job done" job_id={_id(chance)} status=ok duration={took}ms'


def _trace(chance: random.Random) -> str:
    return f'  File "/srv/app/site-packages/acme/sync.py", line {chance.randrange(999)}, in fetch_accounts'


def _query(chance: random.Random) -> str:
    number = chance.randrange(9999)
    return f"{_time(chance)} DEBUG SELECT id, user_id FROM links WHERE link_id = {number} AND state = 'OPEN'"


def _answer(chance: random.Random) -> str:
    return f"{_time(chance)} ERROR [worker-{chance.randrange(16)}] answer {_body(chance)}"


def _answer_inside(chance: random.Random) -> str:
    return json.dumps({**_head(chance), "body": json.loads(_body(chance))})


def _answer_escaped(chance: random.Random) -> str:
    return json.dumps({**_head(chance), "error": f"answer was {_body(chance)}"})


def _callback(chance: random.Random) -> str:
    query = urlencode({"status": "ERROR", "secondary_status": _code(chance), "id": _id(chance)})
    return f"{_time(chance)} GET https://app.example/back?{query} HTTP/1.1"


def _word(chance: random.Random) -> str:
    return f"{_time(chance)} WARN  gave up on {_id(chance)} after {_code(chance)}."


SHARES: dict[Callable[[random.Random], str], int] = {
    _access: 30, _text: 20, _record: 20, _pairs: 8, _trace: 6, _query: 3,
    _answer: 4, _answer_inside: 3, _answer_escaped: 2, _callback: 1, _word: 3,
}  # fmt: skip
"""Kinds of lines, with how many of a hundred are of that kind."""


def _head(chance: random.Random) -> dict[str, object]:
    return {
        "timestamp": _time(chance), "level": chance.choice(("info", "info", "error")), "logger": "app.sync",
        "message": "request completed", "request_id": _id(chance), "duration_ms": chance.randrange(900),
    }  # fmt: skip


def _body(chance: random.Random) -> str:
    """Return one of the bodies, a few of them most of the time, with ids of its own."""
    bodies = _bodies()
    found = bodies[min(int(chance.expovariate(0.08)), len(bodies) - 1)]
    return _ID.sub(lambda _: _id(chance), found)


def _code(chance: random.Random) -> str:
    codes = _codes()
    return codes[min(int(chance.expovariate(0.1)), len(codes) - 1)]


@cache
def _bodies() -> list[str]:
    accepted = (item for item in load_examples(Reader(REPO / "spec")) if item.verdict == "accept")
    texts = (json.dumps(item.value) for item in accepted)
    short = [text for text in texts if text.startswith("{") and len(text) <= _LONGEST_BODY]
    return random.Random(2).sample(short, _BODIES)


@cache
def _codes() -> list[str]:
    values = sorted({entry.value for entry in catalog.entries() if "_" in entry.value})
    return random.Random(3).sample(values, _CODES)


def _id(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _time(chance: random.Random) -> str:
    hour, minute, second = chance.randrange(24), chance.randrange(60), chance.randrange(60)
    return (
        f"2026-11-{chance.randrange(1, 29):02}T{hour:02}:{minute:02}:{second:02}.{chance.randrange(1000):03}Z"
    )
