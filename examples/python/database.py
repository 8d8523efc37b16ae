"""Statuses in a database with SQLAlchemy.

The column is a VARCHAR. A native database ENUM, or SQLAlchemy's `Enum`, would refuse the first value that a
provider adds, and with it the whole row.
"""

from __future__ import annotations

from linkcodes import Open
from linkcodes.integrations.sqlalchemy import CodeType
from linkcodes.lean import SecondaryStatus
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    """The tables of this example."""


class Attempt(Base):
    """One run of the widget."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    detail: Mapped[Open[SecondaryStatus]] = mapped_column(CodeType(SecondaryStatus))


def main() -> None:
    """Store a listed and an unlisted value, and find both again."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        parsed = map(SecondaryStatus.parse, ("INVALID_MFA", "BRAND_NEW"))
        session.add_all([Attempt(detail=detail) for detail in parsed])
        session.commit()
        wrong_code = select(Attempt).where(Attempt.detail == SecondaryStatus.INVALID_MFA)
        print(session.scalars(wrong_code).one().id)
        for attempt in session.scalars(select(Attempt)):
            print(attempt.detail, attempt.detail.known, attempt.detail.info.category)


if __name__ == "__main__":
    main()
