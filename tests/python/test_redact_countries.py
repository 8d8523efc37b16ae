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
    "gstin": NationalNumber("27???P?####?1Z#", "stdnum.in_.gstin"),
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
GRID = SPEC["countries"]
ORACLES: dict[str | tuple[str, str], str] = {
    ("AT", "national_id"): "at.vnr",
    ("BE", "national_id"): "be.nn",
    ("BE", "tax_id"): "be.vat",
    ("BG", "national_id"): "bg.egn",
    ("BG", "tax_id"): "bg.vat",
    ("BR", "tax_id"): "br.cnpj",
    ("CA", "national_id"): "ca.sin",
    ("CA", "tax_id"): "ca.bn",
    ("CY", "tax_id"): "cy.vat",
    ("CZ", "national_id"): "cz.rc",
    ("CZ", "tax_id"): "cz.dic",
    ("DK", "national_id"): "dk.cpr",
    ("DK", "tax_id"): "dk.cvr",
    ("EE", "national_id"): "ee.ik",
    ("EE", "tax_id"): "ee.kmkr",
    ("ES", "tax_id"): "es.cif",
    ("FI", "national_id"): "fi.hetu",
    ("FI", "tax_id"): "fi.ytunnus",
    ("FR", "national_id"): "fr.nir",
    ("GR", "tax_id"): "gr.vat",
    ("HR", "national_id"): "hr.oib",
    ("HR", "tax_id"): "hr.oib",
    ("IE", "national_id"): "ie.pps",
    ("IE", "tax_id"): "ie.vat",
    ("IS", "national_id"): "is_.kennitala",
    ("IS", "tax_id"): "is_.vsk",
    ("IT", "national_id"): "it.codicefiscale",
    ("IT", "tax_id"): "it.iva",
    ("LT", "national_id"): "lt.asmens",
    ("LT", "tax_id"): "lt.pvm",
    ("LU", "tax_id"): "lu.tva",
    ("LV", "tax_id"): "lv.pvn",
    ("MT", "tax_id"): "mt.vat",
    ("MX", "national_id"): "mx.curp",
    ("MX", "tax_id"): "mx.rfc",
    ("NL", "national_id"): "nl.bsn",
    ("NL", "tax_id"): "nl.btw",
    ("NO", "national_id"): "no.fodselsnummer",
    ("NO", "tax_id"): "no.mva",
    ("PT", "tax_id"): "pt.nif",
    ("PT", "national_id"): "pt.cc",
    ("RO", "national_id"): "ro.cnp",
    ("RO", "tax_id"): "ro.cf",
    ("SE", "national_id"): "se.personnummer",
    ("SI", "national_id"): "si.emso",
    ("SI", "tax_id"): "si.ddv",
    ("SK", "national_id"): "sk.rc",
    ("SK", "tax_id"): "sk.dph",
    "CPF": "br.cpf",
    "SSN": "us.ssn",
    "EIN": "us.ein",
    "ITIN": "us.itin",
    "Routing number": "us.rtn",
    "NHS number": "gb.nhs",
    "UTR": "gb.utr",
    ("GB", "VAT number"): "gb.vat",
    "Aadhaar": "in_.aadhaar",
    "PAN": "in_.pan",
    "GSTIN": "in_.gstin",
    "Voter ID": "in_.epic",
    ("DE", "VAT number"): "de.vat",
    ("DE", "Tax ID"): "de.idnr",
    ("AT", "VAT number"): "at.uid",
    "DNI": "es.dni",
    "NIE": "es.nie",
    "Tax number (SPI)": "fr.nif",
    "SIREN": "fr.siren",
    "SIRET": "fr.siret",
    ("FR", "VAT number"): "fr.tva",
    "AMKA": "gr.amka",
    "PESEL": "pl.pesel",
    "NIP": "pl.nip",
    "REGON": "pl.regon",
    ("SE", "Organization number"): "se.orgnr",
    ("SE", "VAT number"): "se.vat",
    "IBAN": "iban",
}
"""What finds the example of a number right: by its country and its name or kind, or by its name alone."""
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
    "gstin": "gstin",
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


def test_each_country_of_a_provider_has_numbers_of_each_kind_and_words_of_each_kind() -> None:
    assert {country["id"] for country in GRID} == {*COUNTRIES.split(), "NO", "IS"}
    words = {label["id"]: label["words"] for label in SPEC["labels"]}
    for country in GRID:
        assert {number["kind"] for number in country["numbers"]} >= {
            "national_id",
            "tax_id",
            "account",
            "phone",
        }
        for language in country["languages"].split():
            for kind in SPEC["grid"]["countries"]["words"]:
                assert any(language in words[id] for id in kind["labels"]), (
                    country["id"],
                    language,
                    kind["what"],
                )


def _oracle(country: str, number: dict[str, Any]) -> str | None:
    keys = ((country, number["what"]), number["what"], (country, number["kind"]))
    return next((ORACLES[key] for key in keys if key in ORACLES), None)


def test_examples_of_countries_are_right() -> None:
    """What the library knows of a number, the grid says, too."""
    used = 0
    for country in GRID:
        for number in country["numbers"]:
            oracle = _oracle(country["id"], number) if number["kind"] != "phone" else None
            if oracle:
                used += 1
                is_right = import_module(f"stdnum.{oracle}").is_valid
                assert is_right(number["example"]), (country["id"], number, oracle)
    assert used > 90


def test_saudi_ids_are_masked_behind_their_names(redact: Callable[[Any], Any]) -> None:
    for name in ("iqama", "iqama_number", "national_id", "saudiId", "رقم الإقامة", "رقم الهوية"):
        assert redact(f"{name}: 2123456789") == f"{name}: •••"
