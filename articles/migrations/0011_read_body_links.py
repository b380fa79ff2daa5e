"""Read out of the texts there are which own stories they link to."""

import re

from django.db import migrations

# As a text of the allow-list has it; the code of that time may have moved on by the time this runs.
LINK = re.compile(r'<a[^>]*? data-article="([0-9]{1,18})"')


def read_body_links(apps, schema_editor):
    article = apps.get_model("articles", "Article")
    body_link = apps.get_model("articles", "BodyLink")
    rows = []
    texts = article.objects.filter(body__contains="data-article=").values_list("pk", "body")
    for number, body in texts.iterator(chunk_size=500):
        targets = {int(found) for found in LINK.findall(body)} - {number}
        rows += [body_link(article_id=number, target=target) for target in sorted(targets)]
    body_link.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def forget(apps, schema_editor):
    apps.get_model("articles", "BodyLink").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_links_both_ways")]

    operations = [migrations.RunPython(read_body_links, forget)]
