"""Pages that were withdrawn before are gone too, not unknown."""

from django.db import migrations


def remember_withdrawn(apps, schema_editor):
    pages = apps.get_model("pages", "SitePage").objects.filter(was_public=True, public_version=None)
    gone = apps.get_model("published", "GonePage").objects
    for slug, saved_at in pages.values_list("slug", "saved_at"):
        gone.get_or_create(slug=slug, defaults={"at": saved_at})


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_pages"), ("published", "0012_site_identity_versions")]

    operations = [migrations.RunPython(remember_withdrawn, migrations.RunPython.noop)]
