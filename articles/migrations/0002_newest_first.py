"""An index for lists of what is out, newest first."""

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                Coalesce("published_at", "first_published_at", "publish_at").desc(),
                models.F("id").desc(),
                name="article_newest",
            ),
        ),
    ]
