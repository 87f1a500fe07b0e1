from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reactions", "0007_action_reach")]

    operations = [
        migrations.CreateModel(
            name="FetchedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Of the crisis and the address.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                (
                    "crisis",
                    models.CharField(blank=True, help_text="Its slug.", max_length=100),
                ),
                ("url", models.TextField()),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        help_text="Of the answer, or of a feed's entry.",
                        max_length=64,
                    ),
                ),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "fetched addresses",
            },
        ),
    ]
