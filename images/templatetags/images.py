"""Pictures on pages of the desk."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from images.models import Image

register = template.Library()


@register.simple_tag
def thumbnail_of(image: Image, sizes: str = "16rem") -> SafeString | str:
    """Draw a picture whole and small, with the library's alt text. No query after `with_renditions()`."""
    sources = image.sources()
    if not sources:
        return gettext("Not ready yet.")
    return format_html(
        '<img class="several__shown" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' loading="lazy">',
        sources["src"],
        sources["srcset_jpeg"],
        sizes,
        sources["width"],
        sources["height"],
        image.alt_text,
    )
