"""Store of each article whether its page has this text: the version imported last,
unless one before it was published later."""

from itertools import groupby

from django.db import migrations, models

BATCH = 500


def fill(apps, schema_editor):
    """In one pass: no index finds a chain by its root."""
    articles = apps.get_model("reactions", "Article").objects
    versions = articles.exclude(root="").order_by("root", "pk")
    rows = versions.values_list("root", "pk", "published_on").iterator()
    past = []
    for _, chain in groupby(rows, key=lambda row: row[0]):
        texts = [(pk, day) for _, pk, day in chain]
        current = current_of(texts)
        past += [pk for pk, _ in texts if pk != current]
    for first in range(0, len(past), BATCH):
        some = articles.filter(pk__in=past[first : first + BATCH])
        some.update(is_current=False)


def current_of(versions):
    """The current one of the versions of a page, (id, day) in the order they came."""
    current = latest = None
    for pk, day in versions:
        if day is None or latest is None or day >= latest:
            current = pk
        latest = max(filter(None, (day, latest)), default=None)
    return current


class Migration(migrations.Migration):
    dependencies = [("reactions", "0013_timeline_index")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="is_current",
            field=models.BooleanField(
                default=True,
                editable=False,
                help_text="Whether its page has this text, as far as is known.",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
