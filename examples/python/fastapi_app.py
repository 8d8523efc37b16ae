"""A webhook endpoint in FastAPI. Run: `fastapi run examples/python/fastapi_app.py`."""

from fastapi import FastAPI, Request, Response
from webhook import receive

app = FastAPI()


@app.post("/webhooks/{scheme}")
async def webhook(scheme: str, request: Request) -> Response:
    """Receive a delivery; the signature is over the bytes, so they are read before any JSON is."""
    answer = receive(scheme, await request.body(), request.headers)
    return Response(answer.reason, answer.status, media_type="text/plain")
