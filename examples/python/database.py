"""Statuses in a database with SQLAlchemy.

The column is plain text. A native database ENUM, or SQLAlchemy's `Enum`, would refuse the first value that
a provider adds, and with it the whole row.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from linkcodes import UnknownCode, Vocabulary
from linkcodes.lean import SecondaryStatus
from sqlalchemy import String, create_engine, select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

V = TypeVar("V", bound=Vocabulary)


class Code(TypeDecorator[V | UnknownCode], Generic[V]):
    """A column of codes: members in Python, their wire values in the database."""

    impl = String(128)
    cache_ok = True

    def __init__(self, vocabulary: type[V]) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Store the wire value; what is not listed is stored as it came."""
        return None if value is None else str(self.vocabulary.parse(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> V | UnknownCode | None:
        """Give the member back, or the unknown value."""
        return None if value is None else self.vocabulary.parse(value)


class Base(DeclarativeBase):
    """The tables of this example."""


class Attempt(Base):
    """One run of the widget."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    detail: Mapped[SecondaryStatus | UnknownCode | None] = mapped_column(Code(SecondaryStatus))


def main() -> None:
    """Store a listed and an unlisted value, and find both again."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Attempt(detail=SecondaryStatus.INVALID_MFA), Attempt(detail="BRAND_NEW")])
        session.commit()
        wrong_code = select(Attempt).where(Attempt.detail == SecondaryStatus.INVALID_MFA)
        print(session.scalars(wrong_code).one().id)
        for attempt in session.scalars(select(Attempt)):
            detail = SecondaryStatus.parse(attempt.detail)
            print(detail, detail.known, detail.info.category)


if __name__ == "__main__":
    main()
