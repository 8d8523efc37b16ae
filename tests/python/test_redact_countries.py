"""Numbers that countries give to people: those that another library finds right are masked, others stay."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any, NamedTuple

import pytest

from tests.conftest import REPO
from tests.python.conftest import Import
from tests.python.redaction_grid import shows

SPEC = json.loads((REPO / "spec/redaction.json").read_bytes())
SHAPES = {shape["id"]: shape for shape in SPEC["shapes"] if "countries" in shape}
LINES = ("{}", "id {} was refused", '{{"note":"{}"}}', "https://a.example/?q={}&status=ERROR", "a\t{}\tb")
NUMBERS = 40
TRIES = 40_000


class NationalNumber(NamedTuple):
    """How a number is written, and what finds it right."""

    form: str
    """Digits where there is `#`, a letter of the alphabet where there is `?`."""
    module: str
    check: str = "is_valid"


KINDS = {
    "cpf": NationalNumber("###.###.###-##", "stdnum.br.cpf"),
    "cnpj": NationalNumber("##.###.###/0001-##", "stdnum.br.cnpj"),
    "sin": NationalNumber("### ### ###", "stdnum.ca.sin"),
    "contribuinte": NationalNumber("2## ### ###", "stdnum.pt.nif"),
    "nir": NationalNumber("1 ## 05 78 ### ### ##", "stdnum.fr.nir"),
    "aadhaar": NationalNumber("2### #### ####", "stdnum.in_.aadhaar"),
    "pan": NationalNumber("???P?####?", "stdnum.in_.pan"),
    "rfc": NationalNumber("????850709##A", "stdnum.mx.rfc"),
    "curp": NationalNumber("GEGG850709MVZRRL##", "stdnum.mx.curp"),
    "dni": NationalNumber("########?", "stdnum.es.dni"),
    "steuer_id": NationalNumber("6# ### ### ###", "stdnum.de.idnr"),
    "national_number": NationalNumber("85.07.30-###.##", "stdnum.be.nn"),
    "bsn": NationalNumber("####.##.###", "stdnum.nl.bsn"),
    "codice_fiscale": NationalNumber("RSSMRA85T10A###?", "stdnum.it.codicefiscale"),
    "personnummer": NationalNumber("8507##-####", "stdnum.se.personnummer"),
    "fodselsnummer": NationalNumber("0107## #####", "stdnum.no.fodselsnummer"),
    "cpr": NationalNumber("0107##-####", "stdnum.dk.cpr"),
    "hetu": NationalNumber("0107##-###?", "stdnum.fi.hetu"),
    "rodne_cislo": NationalNumber("85070#/####", "stdnum.cz.rc"),
    "svnr": NationalNumber("#### 01078#", "stdnum.at.vnr"),
    "cnp": NationalNumber("185070###### #".replace(" ", ""), "stdnum.ro.cnp"),
    "pps": NationalNumber("#######?", "stdnum.ie.pps"),
    "ssn": NationalNumber("###-##-####", "stdnum.us.ssn"),
}
OTHERWISE = {
    "emirates_id": "784-1990-1234567-1",
    "nino": "AB 12 34 56 C",
    "hetu_letter": "131052A308T",
}
"""What the library has no check of, or writes in another way."""


BY_NAME = {
    "PL": ("pesel", NationalNumber("850730#####", "stdnum.pl.pesel")),
    "BG": ("egn", NationalNumber("850730####", "stdnum.bg.egn")),
    "EE": ("isikukood", NationalNumber("3850730####", "stdnum.ee.ik")),
    "LT": ("asmens_kodas", NationalNumber("3850730####", "stdnum.lt.asmens")),
    "LV": ("personas_kods", NationalNumber("010785-1####", "stdnum.lv.pvn")),
    "HR": ("oib", NationalNumber("###########", "stdnum.hr.oib")),
    "GR": ("amka", NationalNumber("300785#####", "stdnum.gr.amka")),
    "IS": ("kennitala", NationalNumber("300785-###9", "stdnum.is_.kennitala")),
    "SI": ("emšo", NationalNumber("0101006500###", "stdnum.si.emso")),
}
"""Countries whose numbers need a name, with one that is theirs."""
COUNTRIES = (
    "AE SA CA US BR GB MX IN AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
)
"""Where the listed providers are used: the Emirates, Saudi Arabia, America, the United Kingdom, India, EU."""
WITHOUT = {"Cyprus": "CY", "Hungary": "HU", "Luxembourg": "LU", "Malta": "MT"}
GUIDE = (REPO / "site/docs/guides/mask-secrets.md").read_text("utf-8")


@pytest.fixture(scope="module")
def redact(real: Import) -> Callable[[Any], Any]:
    found: Callable[[Any], Any] = real("").redact
    return found


def tried(kind: NationalNumber) -> Iterator[tuple[str, bool]]:
    """Yield numbers, and whether they are right."""
    chance = random.Random(kind.form)
    is_right = getattr(import_module(kind.module), kind.check)
    for _ in range(TRIES):
        number = re.sub(r"#", lambda _: str(chance.randrange(10)), kind.form)
        number = re.sub(r"\?", lambda _: chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), number)
        yield number, is_right(number)


def right(kind: NationalNumber) -> list[str]:
    return list(islice((number for number, is_right in tried(kind) if is_right), NUMBERS))


def test_each_number_of_a_country_is_tried() -> None:
    assert {*KINDS, *OTHERWISE} == {*SHAPES}


@pytest.mark.slow
@pytest.mark.parametrize("id", KINDS)
def test_right_numbers_are_masked_without_a_name(id: str, redact: Callable[[Any], Any]) -> None:
    numbers = right(KINDS[id])
    assert len(numbers) > 5, "the form is a wrong one"
    for index, number in enumerate(numbers):
        text = LINES[index % len(LINES)].format(number)
        assert not shows(redact(text), number), text
        assert not shows(str(redact({"x": number})), number), number


@pytest.mark.parametrize("id", OTHERWISE)
def test_other_numbers_are_masked_without_a_name(id: str, redact: Callable[[Any], Any]) -> None:
    for line in LINES:
        text = line.format(OTHERWISE[id])
        assert not shows(redact(text), OTHERWISE[id]), text


CHECKED = [id for id in KINDS if "sums" in SHAPES[id] or "check" in SHAPES[id]]


@pytest.mark.slow
@pytest.mark.parametrize("id", [id for id in CHECKED if id not in ("sin", "contribuinte", "cnp")])
def test_most_wrong_numbers_stay(id: str, redact: Callable[[Any], Any]) -> None:
    """Those that by chance look like a number of another country do not."""
    wrong = list(islice((number for number, is_right in tried(KINDS[id]) if not is_right), NUMBERS))
    stayed = [number for number in wrong if redact(f"x {number}") == f"x {number}"]
    assert len(stayed) > len(wrong) * 0.6, wrong


NAMES = {
    "cpf": "cpf documento",
    "cnpj": "cnpj",
    "sin": "sin nas",
    "aadhaar": "aadhaar",
    "nir": "nir",
    "rfc": "rfc",
    "pan": "pan_number permanentAccountNumber",
    "curp": "curp",
    "dni": "dni nie",
    "steuer_id": "steuer_id steuernummer",
    "bsn": "bsn",
    "codice_fiscale": "codice_fiscale",
    "personnummer": "personnummer",
    "cpr": "cpr_nummer",
    "cnp": "cnp",
    "fodselsnummer": "fødselsnummer",
    "hetu": "henkilötunnus",
    "rodne_cislo": "rodné_číslo",
    "svnr": "svnr",
    "pps": "ppsn",
    "ssn": "ssn",
    "national_number": "rijksregisternummer",
    "contribuinte": "contribuinte nif",
}


@pytest.mark.parametrize("id", NAMES)
def test_wrong_numbers_are_masked_behind_their_names(id: str, redact: Callable[[Any], Any]) -> None:
    numbers = [number for number, _ in zip((n for n, _ in tried(KINDS[id])), range(8), strict=False)]
    for name in NAMES[id].split():
        for number in numbers:
            plain = re.sub(r"\W", "", number)
            for value in (number, plain):
                shown = (
                    redact(f"{name}: {value}"),
                    redact({name: value})[name],
                    redact(f'{{"{name}":"{value}"}}'),
                )
                assert all(not shows(text, value) for text in shown), (name, value, shown)


@pytest.mark.slow
@pytest.mark.parametrize("country", BY_NAME)
def test_right_numbers_of_other_countries_are_masked_behind_their_names(
    country: str, redact: Callable[[Any], Any]
) -> None:
    name, kind = BY_NAME[country]
    numbers = right(kind)
    assert len(numbers) > 5, "the form is a wrong one"
    for number in numbers:
        for value in (number, re.sub(r"\W", "", number)):
            shown = redact(f"{name}: {value}"), redact({name: value})[name], redact(f"{name}={value}&a=b")
            assert shown == (f"{name}: •••", "•••", f"{name}=•••&a=b")


def test_each_country_of_a_provider_has_a_number_or_is_named_as_without_one() -> None:
    by_form = {country for shape in SHAPES.values() for country in shape["countries"].split()}
    [named] = re.findall(r"Nothing is promised of the numbers of (.*?)\.", " ".join(GUIDE.split()))
    without = {WITHOUT[country] for country in re.split(", | and ", named)}
    assert without == {*WITHOUT.values()}
    assert by_form | {*BY_NAME, "SA"} == {*COUNTRIES.split()} - without | {"NO", "IS"}


def test_saudi_ids_are_masked_behind_their_names(redact: Callable[[Any], Any]) -> None:
    for name in ("iqama", "iqama_number", "national_id", "saudiId", "رقم الإقامة", "رقم الهوية"):
        assert redact(f"{name}: 2123456789") == f"{name}: •••"
