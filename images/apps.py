"""The picture room: originals, what is known about them, and the renditions readers are shown."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    """Pictures, their rights and their renditions."""

    name = "images"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        """Connect what must happen whichever way a picture is deleted."""
        from images import deleting

        deleting.connect()
