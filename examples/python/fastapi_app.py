"""A webhook endpoint in FastAPI. Run: `fastapi run examples/python/fastapi_app.py`."""

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from webhook import MOST_BYTES, receive

app = FastAPI()


@app.post("/webhooks/{scheme}")
async def webhook(scheme: str, request: Request) -> Response:
    """Receive a delivery; a thread reads it, because a long one would keep all other requests waiting."""
    answer = await run_in_threadpool(receive, scheme, await body_of(request), request.headers)
    return Response(answer.reason, answer.status, media_type="text/plain")


async def body_of(request: Request) -> bytes:
    """Return the bytes that were signed, or the beginning of too many; `request.body()` knows no limit."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            break
    return bytes(body)
