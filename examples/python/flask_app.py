"""Webhook endpoints in Flask. Run: `flask --app examples/python/flask_app.py run`."""

from flask import Flask
from linkcodes.integrations.flask import webhook
from webhook import ENDPOINTS, handle

app = Flask(__name__)

for endpoint in ENDPOINTS:
    app.post(f"/webhooks/{endpoint.scheme}", endpoint=endpoint.scheme)(webhook(endpoint)(handle))
