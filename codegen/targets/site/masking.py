"""View of the tables of the guide "Mask secrets": what is masked for its name or shape, and what stays."""

from __future__ import annotations

from codegen.model.redaction import CountryNumber, CountryRule, CountryWords, LabelRule, Redaction, ShapeRule
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.site.decides import PageTable

MASKING_PIECES = "pieces/guides/mask-secrets.md"
_EXAMPLES = 6
"""Names of a label that are shown in its first language."""
_FURTHER = 2
"""Names of a label that are shown in each other language."""
_ANYWHERE = "in any field"


def masking_tables(spec: ResolvedSpec) -> tuple[PageTable, ...]:
    """Return every table of the guide."""
    found = spec.redaction
    labels = tuple(_label(rule) for rule in found.labels)
    shapes = tuple(_shape(rule) for rule in found.shapes if not rule.countries)
    stays = tuple((item.what, item.why, f"`{item.examples[0]}`") for item in found.stays)
    return (
        PageTable("labels", ("what", "left of it", "names, among others"), labels),
        PageTable("shapes", ("what", "left of it", "example"), shapes),
        PageTable("countries", ("country", "number", "example", "masked"), _numbers(found.countries)),
        _words(found),
        PageTable("stays", ("what", "why", "example"), stays),
    )


def _numbers(countries: tuple[CountryRule, ...]) -> tuple[tuple[str, ...], ...]:
    """Return a row for each number of each country."""
    return tuple(
        (country.name, number.what, f"`{number.example}`", _where(number))
        for country in countries
        for number in country.numbers
    )


def _where(number: CountryNumber) -> str:
    names = ", ".join(f"`{name}`" for name in number.names.split())
    return f"{_ANYWHERE}, and behind {names}" if number.alone else f"behind {names}"


def _words(found: Redaction) -> PageTable:
    """Return a row for each country: a word in each of its languages for all that the grid looks for."""
    kinds = found.grid.countries.words if found.grid.countries else ()
    rows = (
        (country.name, *(_word(kind, found, country.languages) for kind in kinds))
        for country in found.countries
    )
    return PageTable("words", ("country", *(kind.what for kind in kinds)), tuple(rows))


def _word(kind: CountryWords, found: Redaction, languages: str) -> str:
    by_language = [rule.words for rule in found.labels if rule.id in kind.labels]
    words = [
        next(words[language].split()[0] for words in by_language if language in words)
        for language in languages.split()
    ]
    return ", ".join(f"`{word}`" for word in words)


def _label(rule: LabelRule) -> tuple[str, ...]:
    first, *further = (words.split() for words in rule.words.values())
    names = [*first[:_EXAMPLES], *(name for words in further for name in words[:_FURTHER])]
    left = "the last four characters" if rule.shows == "last_four" else "nothing"
    return rule.summary, left if rule.masks else "all", ", ".join(f"`{name}`" for name in names)


def _shape(rule: ShapeRule) -> tuple[str, ...]:
    left = "the last four characters" if rule.shows == "last_four" else "nothing"
    example = " ".join(rule.example.split())
    return rule.summary, left, f"`{example}`"
