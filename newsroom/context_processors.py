"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from newsroom.naming import site_name


def site(request: HttpRequest) -> dict[str, object]:
    """Return `site_name` and `site_address` (no slash at the end). No query until the name is shown."""
    return {"site_name": SimpleLazyObject(site_name), "site_address": settings.SITE_ADDRESS}
