"""Write down which pictures the versions that are there show."""

import re

from django.db import migrations

NUMBERS = re.compile(r'data-(?:image|gallery)="([0-9,]+)"')


def note_pictures(apps, schema_editor):
    use = apps.get_model("articles", "PictureUse")
    versions = apps.get_model("articles", "Version").objects.only("pk", "document")
    rows = []
    for version in versions.iterator(chunk_size=200):
        fields = version.document.get("fields", {})
        found = [number for match in NUMBERS.findall(fields.get("body", "")) for number in match.split(",")]
        lead = [fields["lead_image_id"]] if fields.get("lead_image_id") else []
        numbers = dict.fromkeys([*lead, *(int(number) for number in found if number and len(number) < 19)])
        rows += [use(version_id=version.pk, image_number=number) for number in numbers]
        if len(rows) > 1000:
            use.objects.bulk_create(rows)
            rows = []
    use.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_picture_uses")]

    operations = [migrations.RunPython(note_pictures, migrations.RunPython.noop)]
