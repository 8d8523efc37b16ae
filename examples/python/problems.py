"""Tell the front end what went wrong, as RFC 9457 problem details."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from linkcodes import classify
from linkcodes.formats import problem
from linkcodes.runtime import Classification


class BankConnectionError(Exception):
    """A call to a provider did not succeed."""

    def __init__(self, classification: Classification) -> None:
        super().__init__(classification.summary)
        self.classification = classification


app = FastAPI()


@app.exception_handler(BankConnectionError)
async def as_problem(request: Request, error: BankConnectionError) -> JSONResponse:
    """Answer with words for the user and with members that the front end can branch on."""
    status = 502 if error.classification.actor in ("provider", "institution") else 422
    members = problem(error.classification, status=status, instance=request.url.path)
    return JSONResponse(members, status, media_type="application/problem+json")


@app.post("/refresh/{account}")
async def refresh(account: str) -> dict[str, str]:
    """Pretend a refresh that the provider refuses; its answer would come from an HTTP client."""
    answer = {"HttpStatusCode": 401, "FlinksCode": "INVALID_LOGIN"}
    raise BankConnectionError(
        classify(
            "flinks",
            answer["FlinksCode"],
            vocabulary="api.code",
            http_status=401,
            operation="refresh",
        )
    )
