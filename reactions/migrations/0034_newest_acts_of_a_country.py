"""Let the page of a country read its newest acts alone, not all to sort them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reactions", "0033_posture_index_tells_what_is_shown"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                fields=["country", "-known_on", "-id"],
                name="action_of_country_newest",
            ),
        ),
    ]
