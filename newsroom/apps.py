"""The project as an application: no tables, but commands, checks and translations."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Register the system checks when Django starts."""

    name = "newsroom"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        """Import what registers itself."""
        from newsroom import checks  # noqa: F401
