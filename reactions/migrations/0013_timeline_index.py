"""A crisis' acts day by day are read from an index."""

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("reactions", "0012_sketches_of_stored_articles")]

    operations = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                models.F("crisis"),
                Coalesce("counts_on", "announced_on", "known_on"),
                models.F("id"),
                name="action_timeline",
            ),
        ),
    ]
