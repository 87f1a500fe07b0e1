import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reactions", "0018_history_by_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredAnswer",
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
                ("key", models.CharField(max_length=200)),
                (
                    "asked",
                    models.CharField(
                        help_text="Hash of address and body.", max_length=64
                    ),
                ),
                ("status", models.PositiveSmallIntegerField()),
                ("answer", models.TextField()),
                ("location", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["made_at"], name="storedanswer_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "key"), name="storedanswer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="storedanswer_has_key",
                    ),
                ],
            },
        ),
    ]
