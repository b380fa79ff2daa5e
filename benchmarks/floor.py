"""The floor: the smallest Django there is, one view that returns ready bytes. Served by the same server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY=os.urandom(32).hex(), MIDDLEWARE=[])
PAGE = b"x" * 40_000


def page(request: HttpRequest) -> HttpResponse:
    """Return 40,000 bytes, about what a page of the site weighs."""
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]
application = get_wsgi_application()
