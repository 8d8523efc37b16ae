"""A webhook endpoint in Flask. Run: `flask --app examples/python/flask_app.py run`."""

from flask import Flask, Response, request
from webhook import receive

app = Flask(__name__)


@app.post("/webhooks/<scheme>")
def webhook(scheme: str) -> Response:
    """Receive a delivery; the signature is over the bytes, so `get_json` would be the wrong thing to read."""
    answer = receive(scheme, request.get_data(), request.headers.items())
    return Response(answer.reason, answer.status, mimetype="text/plain")
