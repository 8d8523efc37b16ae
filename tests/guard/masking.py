"""Masking: what is promised is masked, what must stay stays, and nothing else is changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.conftest import REPO, TESTS
from tests.guard.rows import BOTH, GuardRow, asked, none_of
from tests.parity.answers import Answers
from tests.parity.inputs import SEED
from tests.python.redaction_grid import cases, shows

TEXTS: dict[str, list[dict[str, str]]] = json.loads(Path(__file__).with_name("texts.json").read_bytes())
MASK = "•••"
EVERY = 5
"""Of so many texts of the grid, one is tried; `tests/python/test_redact.py` tries all."""
_SECRETS = ("Fluffy 77", 'hunter\\"22', "Soleil!", "\\u0041bc d", "a\\\\b/c")
_NUMBERS = (
    "1.10",
    "100000000.00",
    "1e400",
    "-0.0",
    "12345678.90",
    "1E+2",
    "0.1e-7",
    "9007199254740993.5",
    "-1",
)


class Told(NamedTuple):
    """A text with a secret in it."""

    text: str
    secret: str


def secrets(packages: Mapping[str, Answers] = BOTH, every: int = EVERY) -> Iterator[GuardRow]:
    """Look for what is left of secrets that are promised to be masked."""
    tried = [Told(item["text"], item["secret"]) for item in [*TEXTS["secrets"], *_shared()]]
    tried += [Told(case.text, case.value) for case in islice(cases(), 0, None, every)]
    texts = [item.text for item in tried]
    wrong = (
        f"{name}: {item.text!r} became {masked!r}"
        for name, masked_texts in _masked(packages, texts).items()
        for item, masked in zip(tried, masked_texts, strict=True)
        if item.secret in masked or shows(masked, item.secret)
    )
    asides = f"; {len(TEXTS['not_promised'])} are not promised"
    yield none_of("secrets that are left in a text", len(tried) * len(packages), wrong, asides)


def staying(packages: Mapping[str, Answers] = BOTH) -> Iterator[GuardRow]:
    """Look for ids, times, amounts and codes that are masked."""
    texts = [item["text"] for item in TEXTS["stays"]]
    texts += [f"{name}={value}" for name in ("status", "code") for value in _codes()]
    wrong = _changed(packages, texts, texts)
    yield none_of(
        "ids, times, amounts and codes that are masked, but should stay", len(texts) * len(packages), wrong
    )


def untouched(packages: Mapping[str, Answers] = BOTH, documents: int = 2_000) -> Iterator[GuardRow]:
    """Compare JSON with what is made of it, byte for byte."""
    made = list(_documents(documents))
    wrong = _changed(packages, [text for text, _ in made], [expected for _, expected in made])
    what = "JSON that masking changes outside of its cuts"
    yield none_of(what, len(made) * len(packages), wrong)


def _shared() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((TESTS / "secrets.json").read_bytes())["cases"]
    return found


def _masked(packages: Mapping[str, Answers], texts: list[str]) -> dict[str, list[str]]:
    return asked(packages, [{"ask": "redact", "payload": text} for text in texts])


def _changed(packages: Mapping[str, Answers], texts: list[str], expected: list[str]) -> Iterable[str]:
    for name, masked_texts in _masked(packages, texts).items():
        for masked, right in zip(masked_texts, expected, strict=True):
            if masked != right:
                yield f"{name}: {right!r} is {masked!r}"


def _codes() -> list[str]:
    document = json.loads((REPO / "generated/spec/linkcodes.json").read_bytes())
    found = (
        str(code["value"])
        for provider in document["providers"]
        for vocabulary in provider["vocabularies"]
        for code in vocabulary["codes"]
    )
    return sorted({*found})


def _documents(count: int) -> Iterator[tuple[str, str]]:
    """Yield texts of JSON with secrets in them, and what they should be once these are cut out."""
    random = Random(SEED)
    codes = [code for code in _codes() if " " not in code]
    for _ in range(count):
        secret = random.choice(_SECRETS)
        members = [
            f'"{random.randint(0, 99)}"@{random.choice(_NUMBERS)}' for _ in range(random.randint(1, 4))
        ]
        members += [
            f'"status"@{json.dumps(random.choice(codes))}',
            f'"password"@"{secret}"',
            '"password"@null',
        ]
        random.shuffle(members)
        text = _written(members, random)
        yield text, text.replace(f'"{secret}"', f'"{MASK}"')


def _written(members: list[str], random: Random) -> str:
    """Return an object with members in this order, with spaces as people and programs put them."""
    between, colon = random.choice([",", ", ", ",\n  ", "\t,"]), random.choice([":", ": ", " :\t"])
    text = "{" + between.join(members).replace("@", colon) + "}"
    return random.choice([text, f"[{text}]", f'{{"results"{colon}[{text} , {text}]}}', f"  {text}\n"])
