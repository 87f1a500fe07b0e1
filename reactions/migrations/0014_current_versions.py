"""Store of each article whether its page has this text: the version imported last,
unless one before it was published later."""

from django.db import migrations, models
from django.db.models import Count


def fill(apps, schema_editor):
    articles = apps.get_model("reactions", "Article").objects
    chains = articles.exclude(root="").values("root").annotate(versions=Count("pk"))
    for root in chains.filter(versions__gt=1).values_list("root", flat=True):
        versions = articles.filter(root=root).order_by("pk")
        current = current_of(versions.values_list("pk", "published_on"))
        articles.filter(root=root).exclude(pk=current).update(is_current=False)


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
