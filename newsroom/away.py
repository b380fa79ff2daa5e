"""When a page cannot be made: 503 while the database is away, 500 for everything else."""

from __future__ import annotations

import sys

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

RETRY_SECONDS = 30


@requires_csrf_token
def trouble(request: HttpRequest) -> HttpResponse:
    """Answer an exception that nobody caught, from a template that needs no database.

    503 with Retry-After (RFC 9110, section 15.6.4) tells search engines and caches that the address is well.
    """
    if not _is_away(sys.exc_info()[1]):
        return server_error(request)
    page = render_to_string("503.html")
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def _is_away(error: BaseException | None) -> bool:
    """Tell whether a database error came of a database that does not answer, now either."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    try:
        connection.ensure_connection()
    except DatabaseError:
        return True
    return not connection.is_usable()
