# ruff: noqa: PLR0913, PLR0917
"""Says what one code means: a ladder of rungs, of which the first that applies gives the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from linkcodes._runtime.messages import fits, trimmed
from linkcodes._runtime.operation import with_operation
from linkcodes._runtime.paths import is_object, shows
from linkcodes._runtime.results import Classification
from linkcodes._runtime.rules import BehaviorRules, Listed, ProviderRules, Record, book, core
from linkcodes._vocabulary import Vocabulary, _is_unknown, _plain
from linkcodes.runtime_terms import MatchedBy
from linkcodes.taxonomy import Category, Confidence, FlagId, Operation

_finished: dict[tuple[object, object, object], Classification] = {}
"""Answers about listed values alone: at most a few for each value that the spec lists."""


def classify(
    provider: object,
    code: object,
    *,
    vocabulary: object = None,
    message: object = None,
    http_status: object = None,
    operation: object = None,
    beside: object = None,
) -> Classification:
    """Return what a code means, who must act, and whether it may be tried again. Never raises.

    `code` is what was on the wire, or a member of a vocabulary, which then names its vocabulary itself.
    `vocabulary` is the id of a vocabulary, with or without the provider. `message`, `http_status` and
    `operation` are what is known besides; they distinguish the meanings of a code, and where the code is not
    listed they help to guess. `beside` is the object that the code came in, such as the error: its other
    fields distinguish meanings as well. Arguments of wrong types count as not given.
    """
    alone = message is None and http_status is None and operation is None and beside is None
    if (
        alone
        and type(code) is str
        and type(provider) is str
        and (vocabulary is None or type(vocabulary) is str)
    ):
        found = _finished.get((provider, code, vocabulary))
        if found is not None:
            return found
        return _remembered(classified(provider, code, vocabulary), vocabulary)
    return classified(provider, code, vocabulary, message, http_status, operation, beside=beside)


def _remembered(answer: Classification, vocabulary: str | None) -> Classification:
    """Keep an answer if the spec bounds how many such there can be."""
    if answer.known and (vocabulary is None or answer.matched_by is MatchedBy.VOCABULARY):
        _finished[answer.provider, answer.raw, vocabulary] = answer
    return answer


class _Asked(NamedTuple):
    """What `classify` was asked, in plain values; None where nothing usable was passed."""

    raw: object
    provider: str | None
    book: ProviderRules | None
    value: str | int | None
    vocabulary: str | None
    message: str | None
    http_status: int | None
    operation: str | None
    told: tuple[str, ...]
    """The ids of the contexts of which the payload shows a sign."""
    beside: object
    """The object that the code is in."""


class _MeaningHit(NamedTuple):
    """A listed value with the meaning that it has here."""

    item: Listed
    meaning: Record
    by_context: bool
    behavior: BehaviorRules | None


def classified(
    provider: object,
    code: object,
    vocabulary: object,
    message: object = None,
    http_status: object = None,
    operation: object = None,
    told: tuple[str, ...] = (),
    beside: object = None,
) -> Classification:
    """Return what `classify` does; `told` are the contexts of which the payload shows a sign."""
    name = _text(provider)
    asked = _Asked(
        raw=code,
        provider=name,
        book=book(name),
        value=_plain(code.raw if _is_unknown(code) else code),
        vocabulary=_local(_text(vocabulary) or _own_vocabulary(code), name),
        message=trimmed(_text(message) or "") or None,
        http_status=status if type(status := _plain(http_status)) is int else None,
        operation=_text(operation),
        told=told,
        beside=beside if is_object(beside) else None,
    )
    answers = (answer for rung in _RUNGS if (answer := rung(asked)) is not None)
    answer = next(answers)
    return with_operation(answer._replace(unattended_if_read=answer.unattended_retry), asked.operation)


def _text(value: object) -> str | None:
    plain = _plain(value)
    return plain if type(plain) is str else None


def _own_vocabulary(code: object) -> str | None:
    if _is_unknown(code):
        return _text(code.vocabulary) or None
    kind = type(code)  # isinstance() would ask the object for its `__class__`, which may lie or raise
    return _text(kind.vocabulary) if issubclass(kind, Vocabulary) else None


def _local(vocabulary: str | None, provider: str | None) -> str | None:
    return None if vocabulary is None else vocabulary.removeprefix(f"{provider}:")


def _absent(asked: _Asked) -> Classification | None:
    if asked.book is None or asked.vocabulary is None or asked.value not in (None, ""):
        return None
    if asked.value is None and not _is_nothing(asked.raw):
        return None
    record = asked.book.absent.get(asked.vocabulary)
    alone = asked.value == "" and asked.http_status is None  # as a table of codes has it
    if alone and asked.book.find("", asked.vocabulary):
        return None
    if record is None or not (alone or asked.http_status in record.get("http", ())):
        return None
    page = f"{asked.book.id}/{asked.vocabulary}/index"
    facts = {**_facts(record, asked.book), "page": page}
    answer = _answer(asked, MatchedBy.ABSENT, asked.book.behavior(record), known=True, **facts)
    return _unsure(answer) if alone else answer


def _is_nothing(raw: object) -> bool:
    return raw is None or (_is_unknown(raw) and raw.raw is None)


def _listed(asked: _Asked) -> Classification | None:
    hits, named = _hits(asked, asked.value)
    if not hits or asked.book is None:
        return None
    first, alike = hits[0], _alike(hits)
    rung = MatchedBy.VOCABULARY if named else MatchedBy.CODE
    answer = _answer(
        asked._replace(vocabulary=first.item.vocabulary),
        MatchedBy.CONTEXT if first.by_context else rung,
        first.behavior,
        known=True,
        **_facts(first.meaning, asked.book),
        id=asked.book.id_of(first.item),
        context=first.meaning["id"] if first.meaning is not first.item.record else None,
        page=f"{asked.book.id}/{first.item.vocabulary}/{first.item.name}",
    )
    if "names_operation" in first.item.record:
        answer = answer._replace(operation=Operation(first.item.record["names_operation"]))
    if not alike:
        answer = answer._replace(unattended_retry=False, candidates=_ids(asked.book, hits))
    if not alike or (asked.vocabulary is not None and not named):
        answer = _unsure(answer)
    return answer


def _by_message(asked: _Asked) -> Classification | None:
    if asked.book is None or asked.message is None:
        return None
    found = [item for item in asked.book.messages if fits(asked.message, item[0])]
    if len({behavior.alike() for _, _, behavior in found}) != 1:
        return None
    ids = dict.fromkeys(asked.book.id_of(item) for _, item, _ in found)
    return _guess(asked, MatchedBy.MESSAGE, found[0][2], tuple(ids))


def _by_prefix(asked: _Asked) -> Classification | None:
    if asked.book is None or type(asked.value) is not str:
        return None
    hits = next((hits for start in _starts(asked.value, asked.book) if (hits := _hits(asked, start)[0])), [])
    if not hits or not _alike(hits):
        return None
    return _guess(asked, MatchedBy.PREFIX, hits[0].behavior, _ids(asked.book, hits))


def _starts(value: str, book: ProviderRules) -> Iterator[str]:
    """Yield what a value may continue, the longest first: two words at least."""
    ends = [at for at, char in enumerate(value[: book.longest + 1]) if char in "._"]
    yield from (value[:at] for at in reversed(ends) if "_" in value[:at] or "." in value[:at])


def _by_status(asked: _Asked) -> Classification | None:
    status = asked.http_status
    if status is None:
        return None
    if asked.book and status in asked.book.alone:
        hit = _hit(asked.book.alone[status], asked)
        ids = _ids(asked.book, [hit]) if "value" in hit.item.record else ()
        unknown = hit.behavior and hit.behavior._replace(operation=Operation.GENERIC)  # any call has a status
        return _guess(asked, MatchedBy.HTTP_STATUS, unknown, ids)
    ranges = (item for item in core()["http_fallbacks"] if item["first"] <= status <= item["last"])
    record = next((item["behavior"] for item in ranges), None)
    if record and record["phase"] != "failure" and asked.value not in (None, ""):
        return None  # a code that is not listed may be an error, whatever the status says
    return record and _guess(asked, MatchedBy.HTTP_STATUS, BehaviorRules.read(record), ())


def _unknown(asked: _Asked) -> Classification:
    behavior = BehaviorRules.read({**core()["unlisted"], "category": Category.UNKNOWN})
    return _answer(asked, MatchedBy.NONE, behavior, known=False)


_RUNGS = (_absent, _listed, _by_message, _by_prefix, _by_status, _unknown)


def _hits(asked: _Asked, value: str | int | None) -> tuple[list[_MeaningHit], bool]:
    """Return the values to choose from, best first, and whether the named vocabulary lists the value."""
    items = asked.book.hits(value) if asked.book and value is not None else []
    hits = [_hit(item, asked) for item in items]
    named = [hit for hit in hits if hit.item.vocabulary == asked.vocabulary]
    if named:
        return named, True
    if type(value) is int and asked.book and asked.vocabulary in asked.book.money:
        return [], False  # the same number in another list is chance
    hits.sort(key=lambda hit: hit.behavior is None)  # stable: else in the order of the spec
    by_message = _narrowed(hits, lambda meaning: _has_message(meaning, asked.message))
    return _narrowed(by_message, lambda meaning: asked.http_status in meaning.get("http", ())), False


def _narrowed(hits: list[_MeaningHit], says: Any) -> list[_MeaningHit]:
    return [hit for hit in hits if any(map(says, hit.item.meanings()))] or hits


def _hit(item: Listed, asked: _Asked) -> _MeaningHit:
    contexts = item.record.get("contexts", [])
    told = _told_apart(contexts, asked)
    default = item.record.get("default_context")
    meaning = told or next((each for each in contexts if each["id"] == default), item.record)
    assert asked.book is not None
    return _MeaningHit(item, meaning, told is not None, asked.book.behavior(meaning))


def _told_apart(contexts: list[Record], asked: _Asked) -> Record | None:
    """Return the one meaning that the message speaks for, else a sign, the operation or the status."""
    by_message = [each for each in contexts if _has_message(each, asked.message)]
    by_sign = [each for each in contexts if each["id"] in asked.told or _has_sign(each, asked)]
    by_operation = [each for each in contexts if asked.operation in each.get("operations", ())]
    by_status = [each for each in contexts if asked.http_status in each.get("http", ())]
    return next(
        (found[0] for found in (by_message, by_sign, by_operation, by_status) if len(found) == 1), None
    )


def _has_message(meaning: Record, message: str | None) -> bool:
    return message is not None and any(fits(message, text) for text in meaning.get("messages", ()))


def _has_sign(meaning: Record, asked: _Asked) -> bool:
    return any(_shows(sign, asked) for sign in meaning.get("signs", ()))


def _shows(sign: Record, asked: _Asked) -> bool:
    if "beside" in sign:
        return asked.beside is not None and shows(asked.beside, (sign["beside"],), sign.get("equals"))
    part = sign.get("message_contains")
    return part is not None and asked.message is not None and part in asked.message


def _alike(hits: Iterable[_MeaningHit]) -> bool:
    return len({hit.behavior and hit.behavior.alike() for hit in hits}) == 1


def _ids(book: ProviderRules, hits: Iterable[_MeaningHit]) -> tuple[str, ...]:
    return tuple(book.id_of(hit.item) for hit in hits)


def _guess(
    asked: _Asked, matched_by: MatchedBy, behavior: BehaviorRules | None, candidates: tuple[str, ...]
) -> Classification | None:
    """Return a guess, which never says that something succeeded."""
    if behavior is None or behavior.phase == "success":
        return None
    answer = _answer(asked, matched_by, behavior, known=False)
    return _unsure(answer)._replace(candidates=candidates)


def _unsure(answer: Classification) -> Classification:
    return answer if answer.category is None else answer._replace(confidence=Confidence.LOW)


def _facts(meaning: Record, book: ProviderRules) -> dict[str, Any]:
    source = meaning.get("source")
    return {
        "summary": meaning["summary"],
        "flags": tuple(map(FlagId, meaning.get("flags", ()))),
        "docs_url": None if source is None else book.sources[source],
    }


_FALSE = {"unattended_retry": False, "suspension_risk": False}
_NO_OUTCOME = BehaviorRules(**{**dict.fromkeys(BehaviorRules._fields), "actions": (), **_FALSE})  # type: ignore[arg-type]
_NO_FACTS = dict.fromkeys(("id", "context", "summary", "docs_url", "page"))


def _answer(
    asked: _Asked, matched_by: MatchedBy, behavior: BehaviorRules | None, known: bool, **facts: Any
) -> Classification:
    return Classification(
        provider=asked.provider,
        vocabulary=asked.vocabulary,
        raw=asked.raw,
        known=known,
        matched_by=matched_by,
        **(behavior or _NO_OUTCOME)._asdict(),
        **{**_NO_FACTS, "flags": (), "candidates": (), **facts},
        effect=None,
        unattended_if_read=False,
    )
