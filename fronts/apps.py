from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontsConfig(AppConfig):
    name = "fronts"
    verbose_name = _("Fronts")

    def ready(self) -> None:
        from fronts.live import next_change
        from published.clock import register_ticker

        register_ticker(next_change)
