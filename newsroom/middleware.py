"""What happens to every request before a view sees it, and to every response after."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from newsroom.content_policy import ADMIN_PREFIX

Responder = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def headers(get_response: Responder) -> Responder:
    """Say which device features no page of ours ever asks for (https://www.w3.org/TR/permissions-policy/)."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return respond


def well_formed(get_response: Responder) -> Responder:
    """Answer 400 to an address that is not UTF-8, and to an address or a cookie that holds a NUL byte.

    Left alone, such an address becomes a 500: PostgreSQL refuses NUL in a value, and so does the file system.
    With this, views may take any parameter for text.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1"))
        if b"\x00" in query or "\x00" in request.path or not _is_utf8(query):
            raise BadRequest("The address is not well-formed text.")
        if any("\x00" in value for value in request.COOKIES.values()):
            raise BadRequest("A cookie is not well-formed text.")
        return get_response(request)

    return respond


def language(get_response: Responder) -> Responder:
    """Show the admin in each person's language and the site in its own.

    A reader's page must be the same bytes for everybody, or no cache could keep it; so cookie and
    Accept-Language are looked at under the admin's address alone.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ADMIN_PREFIX):
            return get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return respond


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
