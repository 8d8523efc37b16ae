"""Columns of SQLAlchemy and Django, and fields of Django REST framework, keep codes that no version lists."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.schema import CreateTable

from tests.conftest import PACKAGE
from tests.python.conftest import Import

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def attempt(real: Import) -> Any:
    code_type = real("integrations.sqlalchemy").CodeType

    class Base(DeclarativeBase):
        pass

    class Attempt(Base):
        __tablename__ = "attempt"
        id: Mapped[int] = mapped_column(primary_key=True)
        code: Mapped[Any] = mapped_column(code_type(real("flinks").ApiCode), nullable=True)
        number: Mapped[Any] = mapped_column(code_type(real("flinks").FdxErrorCode), nullable=True)

    return Attempt


@pytest.fixture
def session(attempt: Any) -> Iterator[Session]:
    engine = sa.create_engine("sqlite://")
    attempt.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_a_column_gives_back_members_and_unlisted_codes(real: Import, attempt: Any, session: Session) -> None:
    codes, numbers = real("flinks").ApiCode, real("flinks").FdxErrorCode
    stored = [(codes.INVALID_LOGIN, 401), ("NEW", 77), (codes.parse("NEW"), numbers.parse(77)), (None, None)]
    session.add_all([attempt(id=id, code=code, number=number) for id, (code, number) in enumerate(stored)])
    session.commit()
    for id, (code, number) in enumerate(stored):
        found: Any = session.get(attempt, id)
        assert found.code == (None if code is None else codes.parse(code))
        assert type(found.code) is (type(None) if code is None else type(codes.parse(code)))
        assert found.number == number and (number is None or found.number.vocabulary == numbers.vocabulary)
    raw = session.execute(sa.text("select code, number from attempt order by id")).all()
    assert raw == [("INVALID_LOGIN", 401), ("NEW", 77), ("NEW", 77), (None, None)]


@pytest.mark.parametrize("wanted", ["NEW", "INVALID_LOGIN"])
def test_a_column_is_compared_with_codes_and_texts(
    real: Import, attempt: Any, session: Session, wanted: str
) -> None:
    codes = real("flinks").ApiCode
    session.add_all([attempt(id=1, code="NEW"), attempt(id=2, code="INVALID_LOGIN")])
    session.commit()
    for value in (wanted, codes.parse(wanted)):
        assert session.scalars(sa.select(attempt.code).where(attempt.code == value)).all() == [wanted]
    assert len(session.scalars(sa.select(attempt).where(attempt.code.in_([wanted, "OTHER"]))).all()) == 1
    assert len(session.scalars(sa.select(attempt).where(attempt.code.like("IN%"))).all()) == 1


@pytest.mark.parametrize("wrong", [3, True, ["NEW"], b"NEW", object()])
def test_a_column_refuses_what_is_no_code(attempt: Any, session: Session, wrong: object) -> None:
    session.add(attempt(id=1, code=wrong))
    with pytest.raises(StatementError, match="must be a string"):
        session.flush()


def test_the_database_has_plain_types_and_no_list_of_codes(real: Import, attempt: Any) -> None:
    statement = str(CreateTable(attempt.__table__))
    assert "code VARCHAR(128)" in statement and "number INTEGER" in statement
    assert "CHECK" not in statement and "INVALID_LOGIN" not in statement
    unbounded = real("integrations.sqlalchemy").CodeType(real("flinks").ApiCode, length=None)
    assert str(CreateTable(sa.Table("t", sa.MetaData(), sa.Column("code", unbounded)))).count("(128)") == 0


@pytest.mark.slow
def test_what_the_django_fields_do(tmp_path: Path) -> None:
    """Run `django_fields.py`, which sets Django up, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    file = tmp_path / "test_fields.py"
    file.write_bytes((HERE / "django_fields.py.in").read_bytes())
    options = ["--rootdir", str(tmp_path), str(file)]
    done = subprocess.run(
        [*command, *options], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "6 passed" in done.stdout, done.stdout + done.stderr
