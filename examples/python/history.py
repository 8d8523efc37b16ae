"""A history of what providers reported, and beside it the state of each connection now.

The history is the truth: it keeps every payload as it came, webhooks and answers of the API alike. All other
columns are made from it, so they can be made again: when an event comes late, or when a newer linkcodes knows
more codes.
"""

from __future__ import annotations

from linkcodes import __version__, decode, reduce_state, resolve_outcome
from linkcodes.ids import Provider
from linkcodes.runtime import State
from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    """The tables of this example."""


class Connection(Base):
    """A connected bank, and its state."""

    __tablename__ = "connection"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    provider: Mapped[Provider] = mapped_column(String(32))
    verdict: Mapped[str] = mapped_column(String(32), default="unknown")
    open_category: Mapped[str | None] = mapped_column(String(64))
    """The category of the error that is not settled yet; null when there is none."""
    open_actor: Mapped[str | None] = mapped_column(String(32))
    history: Mapped[list[Report]] = relationship(order_by="Report.id", back_populates="connection")


class Report(Base):
    """One payload. The columns behind `raw` are copies, to search by."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("provider", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    connection_id: Mapped[str] = mapped_column(ForeignKey("connection.id"), index=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[float]
    """Seconds since 1970; it counts where the payload says no time of its own."""
    provider: Mapped[str | None] = mapped_column(String(32))
    event_id: Mapped[str | None] = mapped_column(String(128))
    code: Mapped[str | None] = mapped_column(String(128))
    category: Mapped[str | None] = mapped_column(String(64), index=True)
    known: Mapped[bool] = mapped_column(default=False)
    spec_version: Mapped[str] = mapped_column(String(16))
    connection: Mapped[Connection] = relationship(back_populates="history")

    def read(self) -> None:
        """Fill the copies from `raw`, as this version of linkcodes reads it."""
        decoded = decode(self.raw, provider=self.connection.provider)
        head = decoded.head
        self.provider, self.known, self.spec_version = decoded.provider, decoded.known, __version__
        self.event_id = None if decoded.event_id is None else str(decoded.event_id)
        self.code = None if head is None else str(head.raw)[:128]
        self.category = None if head is None else head.category


def record(session: Session, connection: Connection, body: bytes, received_at: float) -> Report:
    """Add a payload to the history and bring the connection up to date."""
    report = Report(raw=body, received_at=received_at, connection=connection)
    report.read()
    session.add(report)
    bring_up_to_date(connection)
    return report


def bring_up_to_date(connection: Connection) -> None:
    """Set the state of a connection from its whole history, in whatever order that arrived."""
    state = State()
    for report in connection.history:
        outcome = resolve_outcome(report.raw, provider=connection.provider)
        state = reduce_state(state, outcome, at=report.received_at)
    error = None if state.error_over else state.error
    connection.verdict = state.verdict
    connection.open_category = error and error.category
    connection.open_actor = error and error.actor


def read_again(session: Session) -> int:
    """Read again what another version of linkcodes has read; return how many reports that were."""
    old = session.scalars(select(Report).where(Report.spec_version != __version__)).all()
    for report in old:
        report.read()
    for connection in {report.connection for report in old}:
        bring_up_to_date(connection)
    return len(old)


def main() -> None:
    """Let a connection break and be repaired; then let the news of an old success arrive late."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        connection = Connection(id="c-1", provider="lean")
        session.add(connection)
        for at, body in ((MAY_1, REFUSED), (MAY_1 + 2 * DAY, LATE), (MAY_1 + 3 * DAY, REPAIRED)):
            record(session, connection, body, at)
            print(connection.verdict, connection.open_category, connection.open_actor)
        session.commit()


DAY = 86_400.0
MAY_1 = 1_777_593_600.0
REFUSED = b"""{"status": "RECONNECT_REQUIRED", "reconnect_id": "r-1", "refresh_id": "f-1", "message": "",
  "timestamp": "2026-05-01T09:00:00Z"}"""
LATE = b"""{"type": "entity.data.refresh.updated", "event_id": "e-1", "timestamp": "2026-04-20T09:00:00Z",
  "message": "", "payload": {"status": "FINISHED"}}"""
REPAIRED = b"""{"type": "entity.reconnected", "event_id": "e-2", "timestamp": "2026-05-03T09:00:00Z",
  "message": "", "payload": {}}"""


if __name__ == "__main__":
    main()
