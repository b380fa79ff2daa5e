from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """What moves in and out of the newsroom, the demonstration among it. No tables."""

    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        """Listen to publications."""
        from exchange import websub  # noqa: F401
