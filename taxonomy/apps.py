from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    """Sections, tags, contributors and their former addresses."""

    name = "taxonomy"
    verbose_name = _("Vocabulary")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers."""
        from taxonomy import receivers

        receivers.connect()
