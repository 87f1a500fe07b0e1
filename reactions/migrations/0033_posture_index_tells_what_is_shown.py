"""Let the index of postures tell which rows are shown, without a look at each."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reactions", "0032_urgency"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="action",
            name="action_posture",
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                models.F("crisis"),
                models.F("country"),
                models.OrderBy(models.F("counts_on"), descending=True),
                models.F("rank"),
                models.F("id"),
                models.F("review"),
                models.F("known_on"),
                condition=models.Q(
                    ("counts_on__isnull", False),
                    ("merged_into__isnull", True),
                    ("rank__isnull", False),
                ),
                name="action_posture",
            ),
        ),
    ]
