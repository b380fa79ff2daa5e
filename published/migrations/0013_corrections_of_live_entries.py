"""Corrections of live entries join the list of all corrections."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("published", "0012_site_identity_versions")]

    operations = [
        migrations.AddField(
            model_name="publishedcorrection",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="correction_rows",
                to="published.publishedliveupdate",
                verbose_name="live entry",
            ),
        ),
    ]
