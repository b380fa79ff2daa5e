"""The icon, for browsers that ask for it by the oldest of its names."""

from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Forward to the icon that pages link to. No query."""
    return HttpResponseRedirect(static("img/icon.svg"))
