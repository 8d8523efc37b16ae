"""What verifying the signature of a webhook costs in Python, beside the packages of others."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from linkcodes.ids import Scheme
from linkcodes.webhooks import sign, verify
from standardwebhooks import Webhook
from stripe import WebhookSignature

from tests.bench.measure import call_ratio, per_second
from tests.bench.results import BudgetRow, Comparison, ComparisonBar, Finding

BODY = b'{"event":"accounts.connected","name":"n","data":{"account":"a1","user":"u1"}}'
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""In the form that the Standard Webhooks ask for; the other schemes take any text."""
SCHEME: Scheme = "argyle"
OURS, BASELINE = "linkcodes", "stripe"


def verification() -> Iterator[Finding]:
    """Verifying the signature of a webhook, against stripe and standardwebhooks."""
    ways = {OURS: _ours(), BASELINE: _stripe(), "standardwebhooks": _standard(), "hmac alone": _bare()}
    bars = (ComparisonBar(name, per_second(way), name == OURS) for name, way in ways.items())
    yield Comparison(
        "Verifying a signed webhook in Python", "per second", more_is_better=True, bars=tuple(bars)
    )
    ratio = call_ratio(ways[OURS], ways[BASELINE])
    yield BudgetRow("`verify`, time against stripe's", "1.0 x", f"{ratio:.2f} x", ratio <= 1)


def _ours() -> Callable[[], object]:
    headers = sign(SCHEME, BODY, SECRET)
    return lambda: verify(SCHEME, BODY, headers, SECRET)


def _stripe() -> Callable[[], object]:
    signed_at = int(time.time())
    text = BODY.decode()
    digest = hmac.new(SECRET.encode(), f"{signed_at}.{text}".encode(), hashlib.sha256).hexdigest()
    header = f"t={signed_at},v1={digest}"
    return lambda: WebhookSignature.verify_header(text, header, SECRET, tolerance=300)


def _standard() -> Callable[[], object]:
    hook, now, text = Webhook(SECRET), datetime.now(tz=UTC), BODY.decode()
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": hook.sign("m1", now, text),
    }
    return lambda: hook.verify(text, headers)


def _bare() -> Callable[[], object]:
    key = SECRET.encode()
    signed = hmac.new(key, BODY, hashlib.sha512).hexdigest()
    return lambda: hmac.compare_digest(hmac.new(key, BODY, hashlib.sha512).hexdigest(), signed)
