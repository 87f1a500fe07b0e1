"""Store with each article the name of its chain's root, which the keys of its claims
are made of: as it was derived until now, from the slug and the address."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat

BATCH = 1000


def fill(apps, schema_editor):
    articles = apps.get_model("reactions", "Article").objects
    crises = apps.get_model("reactions", "Crisis").objects
    slug = crises.filter(pk=OuterRef("crisis")).values("slug")
    same_page = articles.filter(crisis=OuterRef("crisis"), url=OuterRef("url"))
    first = same_page.exclude(url="").order_by("pk").values("sha256")[:1]
    root = Concat(
        Subquery(slug), Value("\x1f"), Coalesce(Subquery(first), F("sha256"))
    )
    last = 0
    while True:
        after = articles.filter(pk__gt=last).order_by("pk")
        ids = list(after.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        last = ids[-1]
        articles.filter(pk__gte=ids[0], pk__lte=last).update(root=root)


class Migration(migrations.Migration):
    dependencies = [("reactions", "0010_work_items")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="root",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="Names the first version of its page, whatever is mended later.",
                max_length=200,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
