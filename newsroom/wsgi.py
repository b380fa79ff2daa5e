"""The WSGI application that any server runs, `manage.py serve` first: the site behind its page cache."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

site = get_wsgi_application()

from newsroom.page_cache import in_front_of  # noqa: E402  Django is ready by now
from newsroom.serving import start_helpers  # noqa: E402

application = in_front_of(site)

start_helpers()
