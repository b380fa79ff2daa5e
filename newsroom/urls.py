"""The public address book: everything that answers, on one screen."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from articles.views.previews import secret_preview
from articles.views.session import session
from newsroom.health import healthz

urlpatterns = [
    path("admin/language/", include("django.conf.urls.i18n")),
    path("admin/session/", session, name="session"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("", include("images.urls")),
    path("preview/<str:secret>/", secret_preview, name="preview"),
    # Before the newsstand: home and sections as they were arranged.
    path("", include("fronts.urls")),
    # Last, because stories own every address that looks like a day.
    path("", include("published.urls")),
]

handler500 = "newsroom.away.trouble"

if settings.TOOLBAR:
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns[:0] = debug_toolbar_urls()
