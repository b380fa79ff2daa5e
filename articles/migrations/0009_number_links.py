"""Number the links of each story from 0, so that the places may be held unique."""

from itertools import groupby

from django.db import migrations


def number_links(apps, schema_editor):
    links = apps.get_model("articles", "RelatedLink").objects.order_by("article_id", "position", "pk")
    changed = []
    for _article, rows in groupby(links.iterator(), key=lambda link: link.article_id):
        for position, link in enumerate(rows):
            if link.position != position:
                link.position = position
                changed.append(link)
    links.model.objects.bulk_update(changed, ["position"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_note_pictures")]

    # Nothing is lost by the numbers, so there is nothing to bring back.
    operations = [migrations.RunPython(number_links, migrations.RunPython.noop)]
