"""Read out of the texts there are which addresses of this site they name, and which pictures have own alt texts."""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import migrations
from django.db.models import F, Q

# As a text of the allow-list has it; the code of that time may have moved on by the time this runs.
HREF = re.compile(r'<a(?: [a-z-]+="[^"]*")*? href="([^"]+)"')
FIGURE = re.compile(r"<figure[^>]*>")
NUMBERS = re.compile(r' data-(?:image|gallery)="([0-9,]+)"')


def path_of(address):
    try:
        parts, own = urlsplit(unescape(address)), urlsplit(settings.SITE_ADDRESS)
    except ValueError:
        return ""
    is_ours = parts.netloc.lower() in ("", own.netloc.lower()) and parts.path.startswith("/")
    path = unquote(parts.path)
    is_readers = is_ours and not path.startswith(("/admin/", "/static/", "/media/"))
    return path if is_readers and len(path) <= 500 and "\x00" not in path else ""


def read_addresses(apps, schema_editor):
    article, body_link = apps.get_model("articles", "Article"), apps.get_model("articles", "BodyLink")
    named = Q(body__contains=f'href="{settings.SITE_ADDRESS.rstrip("/")}') | Q(body__contains='href="/')
    rows = []
    for number, body in article.objects.filter(named).values_list("pk", "body").iterator(chunk_size=500):
        paths = {path_of(found) for found in HREF.findall(body)} - {""}
        rows += [body_link(article_id=number, target=0, path=path) for path in sorted(paths)]
    body_link.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def read_alt_texts(apps, schema_editor):
    """Only of pictures that the library does not describe, in the desk's copy: others are not asked about."""
    image, use = apps.get_model("images", "Image"), apps.get_model("articles", "PictureUse")
    bare = image.objects.filter(alt_text="").values("pk")
    uses = use.objects.filter(image_number__in=bare, version__number=F("version__article__version"))
    described = []
    for one in uses.select_related("version__article").iterator(chunk_size=100):
        story = one.version.article
        is_lead = story.lead_image_id == one.image_number
        if is_lead and not (story.lead_alt or story.lead_is_decorative):
            continue
        figures = [
            figure
            for figure in FIGURE.findall(story.body)
            if (found := NUMBERS.search(figure)) and str(one.image_number) in found[1].split(",")
        ]
        if all(" data-alt=" in figure for figure in figures):
            described.append(one.pk)
    use.objects.filter(pk__in=described).update(needs_library_alt=False)


def forget(apps, schema_editor):
    apps.get_model("articles", "BodyLink").objects.exclude(path="").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_addresses_in_texts_and_alt_texts"),
        ("images", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(read_addresses, forget),
        migrations.RunPython(read_alt_texts, migrations.RunPython.noop),
    ]
