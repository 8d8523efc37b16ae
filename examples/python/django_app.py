"""A webhook endpoint in Django, and a model that stores a provider's status.

One file, so that it can be read at once: `python examples/python/django_app.py runserver`. In a project of
yours the view goes to views.py and the model to models.py.
"""

import sys

import django
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.management import execute_from_command_line
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from linkcodes.integrations.django import CodeField
from linkcodes.lean import PaymentStatus
from webhook import MOST_BYTES, Answer, receive

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],  # name your own
        DATA_UPLOAD_MAX_MEMORY_SIZE=MOST_BYTES,  # Django's 2.5 MB are too few for statements
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        ROOT_URLCONF=__name__,
        SECRET_KEY="only for this example",
        USE_TZ=True,
    )
    django.setup()


@csrf_exempt  # the sender has no session; its signature is what is trusted
@require_POST
def webhook(request: HttpRequest, scheme: str) -> HttpResponse:
    """Receive a delivery; `request.body` is the bytes that were signed."""
    try:
        answer = receive(scheme, request.body, request.headers)
    except RequestDataTooBig:  # Django's own answer would be 400
        answer = Answer(413, "too large")
    return HttpResponse(answer.reason, status=answer.status, content_type="text/plain")


urlpatterns = [path("webhooks/<str:scheme>", webhook)]


class Payment(models.Model):
    """A payment. Its status may be one that no version of linkcodes lists yet; that needs no migration."""

    class Meta:
        """A model outside an app names one."""

        app_label = "payments"

    lean_id = models.CharField(max_length=64, primary_key=True)
    status = CodeField(PaymentStatus)


if __name__ == "__main__":
    execute_from_command_line(sys.argv)
