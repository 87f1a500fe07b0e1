"""Sketch the stored articles: those of before 0004 have no keys by which a reprint is
found, and later ones have keys that were salted by the crisis' slug."""

from django.db import migrations, transaction

from reactions.importing.near_copies import find_kinship
from reactions.importing.sketches import sketch_of
from reactions.importing.versions import lot_of

BATCH = 200


def sketch(apps, schema_editor):
    articles = apps.get_model("reactions", "Article").objects
    bands = apps.get_model("reactions", "ArticleBand")
    last = 0
    while True:
        after = articles.filter(pk__gt=last).order_by("pk")
        batch = list(after.values_list("pk", "crisis", "body", "published_on")[:BATCH])
        if not batch:
            return
        # A batch is a transaction: broken off, the migration can run again.
        with transaction.atomic():
            ids = [pk for pk, *_ in batch]
            bands.objects.filter(article__in=ids).delete()
            for pk, crisis, body, day in batch:
                found = sketch_of(body, within=lot_of(crisis))
                if find_kinship(found, versions=(), published_on=day).adds_bands:
                    bands.objects.bulk_create(
                        bands(key=key, article_id=pk) for key in sorted(set(found.keys))
                    )
        last = batch[-1][0]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("reactions", "0011_article_roots")]

    operations = [migrations.RunPython(sketch, migrations.RunPython.noop)]
