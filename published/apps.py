from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishedConfig(AppConfig):
    name = "published"
    verbose_name = _("Newsstand")

    def ready(self) -> None:
        from newsroom.page_cache import register_state
        from published import editions, receivers  # noqa: F401  the latter connects the signals

        register_state(editions.state)
