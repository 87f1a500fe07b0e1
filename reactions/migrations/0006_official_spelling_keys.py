"""Give the officials that are there the key by which spellings of a name are found."""

from django.db import migrations

from reactions.models.official import spelling_key

BATCH = 1000


def fill(apps, schema_editor):
    officials = apps.get_model("reactions", "Official").objects
    last = 0
    while True:
        batch = list(officials.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            return
        for official in batch:
            official.spelling_key = spelling_key(official.name)
        officials.bulk_update(batch, ["spelling_key"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("reactions", "0005_merge_proposals")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
