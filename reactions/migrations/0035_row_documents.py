"""Keep acts and statements as the API writes them, ready to be sent."""

from django.db import migrations, models

from reactions.models.row_document import RowKey
from reactions.models.triggers import drop_triggers_of_documents


def drop_triggers(apps, schema_editor):
    drop_triggers_of_documents(schema_editor.connection)


def documents(kind):
    row = RowKey(f"reactions.{kind.lower()}", serialize=False)
    index = models.Index(fields=["form", "-row"], name=f"{kind.lower()}document_form")
    return migrations.CreateModel(
        name=f"{kind}Document",
        fields=[
            ("text", models.TextField(default="")),
            ("form", models.BigIntegerField(default=0)),
            ("row", row),
        ],
        options={"abstract": False, "default_permissions": (), "indexes": [index]},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reactions", "0034_newest_acts_of_a_country"),
    ]

    operations = [
        documents("Action"),
        documents("Statement"),
        # They are made after every migrate, with a blank document for every row; going
        # back they go before the tables.
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
    ]
