"""Order the acts that wait by what matters: what is contradicted and what many origins
tell comes before the rest of its kind."""

from django.db import migrations, transaction

from reactions.models.urgency import rank_acts

BATCH = 500


def rank(apps, schema_editor):
    # With the models as they are now: on a new database there is nothing to order, and
    # the columns asked for are as old as the first migration.
    waiting = apps.get_model("reactions", "Action").objects.filter(review="proposed")
    last = 0
    while True:
        after = waiting.filter(pk__gt=last).order_by("pk")
        ids = list(after.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        with transaction.atomic(using=schema_editor.connection.alias):
            rank_acts(ids)
        last = ids[-1]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("reactions", "0031_uploads_and_saved_filters")]

    operations = [migrations.RunPython(rank, migrations.RunPython.noop)]
