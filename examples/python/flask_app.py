"""A webhook endpoint in Flask. Run: `flask --app examples/python/flask_app.py run`."""

from flask import Flask, Response, request
from webhook import MOST_BYTES, receive

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES  # Flask answers 413 by itself


@app.post("/webhooks/<scheme>")
def webhook(scheme: str) -> Response:
    """Receive a delivery; the signature is over the bytes, so `get_json` would be the wrong thing to read."""
    answer = receive(scheme, request.get_data(), request.headers.items())
    return Response(answer.reason, answer.status, mimetype="text/plain")
