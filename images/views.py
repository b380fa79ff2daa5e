"""The one way a picture reaches a reader: its renditions, by name. Originals have no address at all."""

import re

from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

from images.renditions import CONTENT_TYPES
from images.storing import PUBLIC_PREFIX

# Exactly the names that `Image.make_renditions` gives, with the suffix a storage adds to avoid a clash. What
# does not look so (another folder, dots, NUL, odd bytes) never gets as far as the storage.
RENDITION_NAME = re.compile(
    rf"{PUBLIC_PREFIX}/[0-9]{{1,19}}/[0-9a-f]{{20}}/(?:full|card|crop)-[0-9]{{1,5}}(?:_[A-Za-z0-9]{{7}})?"
    r"\.(?P<extension>webp|jpg|png|avif)"
)
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve one rendition; 404 for every other name. No query.

    The name holds a hash of all that decides what the picture shows, so it may be kept for ever (RFC 8246).
    """
    match = RENDITION_NAME.fullmatch(name)
    if not match:
        raise Http404
    try:
        changed_at = default_storage.get_modified_time(name)
        if not was_modified_since(request.headers.get("If-Modified-Since"), changed_at.timestamp()):
            return _to_keep(HttpResponseNotModified())
        response = _body(request, name)
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Content-Type"] = CONTENT_TYPES[match["extension"]]
    response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return _to_keep(response)


def _body(request: HttpRequest, name: str) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(default_storage.size(name))})
    return FileResponse(default_storage.open(name))


def _to_keep(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
