"""One handler for every provider, as a FastAPI app. Run: `fastapi run examples/python/one_handler.py`.

No code and no provider is named in it: what to do follows from the plan, and what to say from the texts.
"""

from typing import Annotated, Any

from fastapi import Depends, FastAPI
from linkcodes import plan_retry, resolve_outcome
from linkcodes.ids import OperationId, Provider
from linkcodes.integrations.fastapi import delivered
from linkcodes.runtime import Classification, RetryPlan
from linkcodes.taxonomy import Operation
from linkcodes.texts import voices
from linkcodes.webhooks import Delivery, Endpoint
from webhook import ENDPOINTS

app = FastAPI()
JOBS: list[tuple[str, str]] = []  # in place of a queue of yours


def act(plan: RetryPlan, head: Classification | None) -> None:
    """Do what the plan says, whoever sent what it was made from."""
    match plan.decision:
        case "ask_user" if head:
            JOBS.append(("tell the user", voices(head).end_user.title))
        case "retry":
            JOBS.append(("try again", f"after {plan.delay_s} seconds"))
        case "wait":
            JOBS.append(("look again", f"every {plan.poll_s} seconds"))
        case "check_first":
            JOBS.append(("look it up", plan.reason))
        case "continue":
            JOBS.append(("next step", plan.actions[0]))
        case "stop":
            pass
        case _:
            JOBS.append(("for a person", plan.sentence))


def serve(source: Endpoint[Any]) -> None:
    """Receive what comes by one scheme; it is verified before `act` sees it."""

    @app.post(f"/webhooks/{source.scheme}")
    def received(delivery: Annotated[Delivery[Any], Depends(delivered(source))]) -> None:
        act(delivery.plan, delivery.head)


for each in ENDPOINTS:
    serve(each)


def answered(provider: Provider, body: Any, *, operation: Operation | OperationId | None = None) -> None:
    """Act on what an API answered, or on what a provider that signs nothing sent."""
    outcome = resolve_outcome(body, provider=provider)
    act(plan_retry(outcome, operation=operation, unattended=True), outcome.because)
