"""What the inbox, the history and the worker promise: nothing lost, nothing twice, no user locked out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

Example = Callable[[str], Any]
EVENT = b'{"type": "payment.updated", "event_id": "e-1", "message": "", "payload": {"status": "FAILED"}}'
WITHOUT_ID = EVENT.replace(b'"event_id": "e-1", ', b"")
BUSY = {"HttpStatusCode": 409, "FlinksCode": "CONCURRENT_SESSION"}
PENDING = {"HttpStatusCode": 202, "FlinksCode": "OPERATION_PENDING"}


# ---------------------------------------------------------------- inbox


@pytest.fixture
def inbox(example: Example) -> Any:
    module = example("inbox")
    engine = create_engine("sqlite://")
    module.Base.metadata.create_all(engine)
    with Session(engine) as session:
        module.session = session
        yield module
    engine.dispose()


def keep(inbox: Any, example: Example, body: bytes, scheme: str = "lean") -> bool:
    kept: bool = inbox.keep(inbox.session, example("linkcodes.webhooks").reread(scheme, body))
    inbox.session.commit()
    return kept


def test_an_event_is_kept_once_for_each_scheme(inbox: Any, example: Example) -> None:
    session = b'{"sessionId": "e-1", "RequestId": "e-1", "ResponseType": "KYC"}'
    cases = ((EVENT, "lean"), (EVENT, "lean"), (session, "flinks.geft"), (session, "flinks.connect"))
    assert [keep(inbox, example, *case) for case in cases] == [True, False, True, True]


@pytest.mark.parametrize("body", [WITHOUT_ID, b"", b"\xff\x00 no JSON", b'{"event_id": null}', b"[]"])
def test_what_has_no_id_is_kept_each_time_and_as_it_came(inbox: Any, example: Example, body: bytes) -> None:
    assert [keep(inbox, example, body) for _ in range(2)] == [True, True]
    seen: list[object] = []
    assert inbox.work(inbox.session, lambda delivery: seen.append(delivery.body)) == 2
    assert seen == [body, body]


def test_what_fails_stays_open_and_keeps_nothing_waiting(inbox: Any, example: Example) -> None:
    keep(inbox, example, b"bad")
    keep(inbox, example, b"good")
    inbox.session.execute(text("create table effect (body blob)"))
    inbox.session.commit()

    def handle(delivery: Any) -> None:
        inbox.session.execute(text("insert into effect values (:body)"), {"body": delivery.body})
        if delivery.body == b"bad":
            raise OSError("the disk is full")

    assert [inbox.work(inbox.session, handle) for _ in range(2)] == [1, 0]
    assert inbox.session.execute(text("select body from effect")).all() == [(b"good",)]
    assert inbox.work(inbox.session, lambda delivery: None) == 1


# ---------------------------------------------------------------- history


@pytest.fixture
def history(example: Example) -> Any:
    module = example("history")
    engine = create_engine("sqlite://")
    module.Base.metadata.create_all(engine)
    with Session(engine) as session:
        module.session = session
        yield module
    engine.dispose()


def connection(history: Any, *bodies: bytes) -> Any:
    made = history.Connection(id="c-1", provider="lean")
    history.session.add(made)
    for at, body in enumerate(bodies):
        history.record(history.session, made, body, at)
    history.session.flush()
    return made


def state_of(made: Any) -> tuple[object, ...]:
    return made.verdict, made.open_category, made.open_actor


@pytest.mark.parametrize("order", list(itertools.permutations(("REFUSED", "LATE", "REPAIRED"))))
def test_the_order_of_arrival_changes_nothing(history: Any, order: tuple[str, ...]) -> None:
    made = connection(history, *(getattr(history, name) for name in order))
    assert state_of(made) == ("succeeded", None, None)


def test_an_open_error_says_who_must_act(history: Any) -> None:
    made = connection(history, history.REFUSED, history.LATE)
    assert state_of(made) == ("failed", "reauth_required", "end_user")


def test_an_answer_without_a_time_counts_when_it_was_received(history: Any) -> None:
    refused = b'{"status": "RECONNECT_REQUIRED", "reconnect_id": "r-1", "refresh_id": "f-1"}'
    made = connection(history, history.REPAIRED)
    history.record(history.session, made, refused, history.MAY_1)
    assert state_of(made) == ("succeeded", None, None)
    history.record(history.session, made, refused, history.MAY_1 + 9 * history.DAY)
    assert state_of(made) == ("failed", "reauth_required", "end_user")


def test_what_nobody_knows_is_kept_and_decides_nothing(history: Any) -> None:
    unknown = b'{"type": "added.next.month", "event_id": "e-9", "message": "", "payload": {}}'
    made = connection(history, history.REFUSED, unknown, b"\xff no JSON")
    assert state_of(made) == ("failed", "reauth_required", "end_user")
    assert [report.raw for report in made.history[1:]] == [unknown, b"\xff no JSON"]
    assert [report.known for report in made.history] == [True, False, False]


def test_another_version_reads_again(history: Any) -> None:
    made = connection(history, history.REFUSED)
    [report] = history.session.scalars(select(history.Report))
    report.spec_version, report.category, made.verdict = "0.0.1", "unknown", "unknown"
    assert [history.read_again(history.session) for _ in range(2)] == [1, 0]
    assert (report.category, made.verdict) == ("reauth_required", "failed")


def test_the_example_of_the_history_runs(history: Any, capsys: Any) -> None:
    history.main()
    assert capsys.readouterr().out.splitlines()[-1] == "succeeded None None"


# ---------------------------------------------------------------- worker


def work(example: Example, answers: list[object]) -> tuple[list[float], list[Any], list[str]]:
    """Let a worker run until nothing is due; return when it called, the jobs, and how it ended."""
    module = example("retry_worker")
    jobs: list[Any] = []
    times: list[float] = []
    ends: list[str] = []

    def call(job: Any) -> object:
        jobs.append(job)
        return answers.pop(0) if len(answers) > 1 else answers[0]

    worker = module.Worker(call, lambda job, plan: ends.append(plan.reason), chance=lambda: 0.0)
    worker.add(module.Job("a", "refresh"), at=0)
    now: float | None = 0.0
    while now is not None:
        times.append(now)
        now = worker.work(now)
    return times, jobs, ends


def test_a_wrong_password_is_sent_once(example: Example) -> None:
    times, _, ends = work(example, [{"HttpStatusCode": 401, "FlinksCode": "INVALID_PASSWORD"}])
    assert (times, ends) == ([0], ["needs_reconnect"])


def test_a_busy_account_is_tried_a_few_times_and_ever_more_slowly(example: Example) -> None:
    times, jobs, ends = work(example, [BUSY])
    pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert pauses == sorted(set(pauses)) and pauses[0] >= 60
    assert [job.attempts for job in jobs] == [1, 2, 3, 4]
    assert ends == ["next_run"]


def test_what_is_running_is_asked_after_and_not_started_again(example: Example) -> None:
    done = {"HttpStatusCode": 200, "Accounts": [], "RequestId": "r-1", "Login": {}}
    _, jobs, ends = work(example, [PENDING, PENDING, done])
    assert [(job.attempts, job.polls) for job in jobs] == [(1, 0), (1, 1), (1, 2)]
    assert ends == ["nothing_to_retry"]


def test_what_never_ends_is_handed_over(example: Example) -> None:
    _, jobs, ends = work(example, [PENDING])
    assert len(jobs) > 10 and ends == ["in_progress"]


def test_a_payment_is_never_repeated_alone(example: Example) -> None:
    module = example("retry_worker")
    seen: list[object] = []
    worker = module.Worker(lambda job: BUSY, lambda job, plan: seen.append(plan.decision), lambda: 0.0)
    worker.add(module.Job("a", "payment"), at=0)
    assert worker.work(0) is None
    assert seen == ["check_first"]


@pytest.mark.parametrize("answer", [None, b"\xff", "brand new", {"deep": [[]]}, object()])
def test_an_answer_that_says_nothing_stops_the_worker(example: Example, answer: object) -> None:
    _, jobs, ends = work(example, [answer])
    assert (len(jobs), ends) == (1, ["unknown_code"])


def test_the_bodies_are_json(example: Example) -> None:
    module = example("history")
    for body in (module.REFUSED, module.LATE, module.REPAIRED):
        assert json.loads(body)
