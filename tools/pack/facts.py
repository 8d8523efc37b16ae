"""Fills the tables of what is known besides: messages, HTTP statuses, flags, evidence, sources, lists."""

from __future__ import annotations

from collections.abc import Iterator

from tools.pack.published import Published, Record, Topic


def messages(published: Published) -> Iterator[Record]:
    """Yield the literal texts that come with values."""
    for subject, position, fact in _each(published, "wire_messages"):
        yield {
            **_about(subject, position),
            "message": fact["text"],
            "placeholders": " ".join(fact["placeholders"]) or None,
            "sources": " ".join(fact["sources"]),
        }


def http_statuses(published: Published) -> Iterator[Record]:
    """Yield the HTTP statuses that values were documented with: each once, with all its sources."""
    for subject in published.subjects:
        sources: dict[int, list[str]] = {}
        for fact in subject.facts.get("http_status", ()):
            sources.setdefault(fact["status"], []).extend(fact["sources"])
        for status, names in sources.items():
            known = " ".join(dict.fromkeys(names))
            yield {**_about(subject), "http_status": status, "sources": known}


def flags(published: Published) -> Iterator[Record]:
    """Yield what to know before trusting an entry."""
    for subject, position, fact in _each(published, "flags"):
        yield {**_about(subject, position), "flag": fact["id"], "note": fact["note"]}


def evidence(published: Published) -> Iterator[Record]:
    """Yield which source says what."""
    for subject, position, fact in _each(published, "evidence"):
        yield {
            **_about(subject, position),
            "provider": subject.provider,
            "source": fact["source"],
            "supports": " ".join(fact["supports"]),
            "confidence": fact["confidence"],
        }


def vocabularies(published: Published) -> Iterator[Record]:
    """Yield the lists of values."""
    for provider, item in published.vocabularies():
        yield {
            "vocabulary": item["id"],
            "provider": provider["id"],
            "kind": item["kind"],
            "value_type": item["value_type"],
            "is_open": item["open"],
            "wire": item.get("wire"),
            "summary": item["summary"],
            "page": item["page"],
        }


def providers(published: Published) -> Iterator[Record]:
    """Yield the providers."""
    for provider in published.providers:
        yield {**provider, "provider": provider["id"]}


def sources(published: Published) -> Iterator[Record]:
    """Yield the documents that the facts were taken from."""
    for provider in published.providers:
        for item in provider["sources"]:
            yield {**item, "provider": provider["id"], "source": item["id"]}


def _each(published: Published, name: str) -> Iterator[tuple[Topic, int, Record]]:
    for subject in published.subjects:
        for position, fact in enumerate(subject.facts.get(name, ()), 1):
            yield subject, position, fact


def _about(subject: Topic, position: int | None = None) -> Record:
    return {"id": subject.id, "key": subject.key, "context": subject.context, "position": position}
