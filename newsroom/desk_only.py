"""What Django does for people who sign in, done where they do: under the desk's address.

Readers bring no cookie and send nothing, and their pages are the same bytes for everybody. Sessions, sign-ins
and messages are nothing to them, and would take a fifth of the time in which a page of theirs is made.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from newsroom.content_policy import ADMIN_PREFIX

SAFE = ("GET", "HEAD")


class _AtTheDesk:
    """Let requests for other addresses than the desk's pass untouched."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(ADMIN_PREFIX):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


class Sessions(_AtTheDesk, SessionMiddleware):
    """The cookie's own path is the desk's address too, so no other request could bring it."""


class SignIns(_AtTheDesk, AuthenticationMiddleware):
    """As Django's."""


class Messages(_AtTheDesk, MessageMiddleware):
    """As Django's."""


class Forgery(CsrfViewMiddleware):
    """As Django's; only a reader's GET or HEAD, which changes nothing, is not looked at."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass such a request on."""
        if _is_reading(request):
            return self.get_response(request)  # type: ignore[return-value]
        return super().__call__(request)  # type: ignore[return-value]

    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Judge every other one."""
        return None if _is_reading(request) else super().process_view(request, *args, **kwargs)


def _is_reading(request: HttpRequest) -> bool:
    return request.method in SAFE and not request.path_info.startswith(ADMIN_PREFIX)
