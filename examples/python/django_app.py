"""A webhook endpoint in Django, and a model that stores a provider's status.

One file, so that it can be read at once: `python examples/python/django_app.py runserver`. In a project of
yours the view goes to views.py and the model to models.py.
"""

import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import models
from django.http import HttpRequest
from django.urls import path
from linkcodes.events.lean import LeanEvent
from linkcodes.integrations.django import CodeField, webhook
from linkcodes.lean import PaymentStatus
from linkcodes.webhooks import Delivery
from webhook import LEAN, handle

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],  # name your own
        DATA_UPLOAD_MAX_MEMORY_SIZE=LEAN.max_bytes,  # Django's 2.5 MB are too few for statements
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        ROOT_URLCONF=__name__,
        SECRET_KEY="only for this example",
        USE_TZ=True,
    )
    django.setup()


@webhook(LEAN)
def lean(request: HttpRequest, delivery: Delivery[LeanEvent]) -> None:
    """Receive what Lean sends."""
    handle(delivery)


urlpatterns = [path("webhooks/lean", lean)]


class Payment(models.Model):
    """A payment. Its status may be one that no version of linkcodes lists yet; that needs no migration."""

    class Meta:
        """A model outside an app names one."""

        app_label = "payments"

    lean_id = models.CharField(max_length=64, primary_key=True)
    status = CodeField(PaymentStatus)


if __name__ == "__main__":
    execute_from_command_line(sys.argv)
