"""A page has one current version, whatever chains its texts began in: an editor who
mends an address takes an article to another page."""

from django.db import migrations, models
from django.db.models import Count, Q


def fill(apps, schema_editor):
    articles = apps.get_model("reactions", "Article").objects.exclude(root="")
    articles.filter(url="", is_current=False).update(is_current=True)
    pages = articles.exclude(url="").values("crisis", "url")
    current = Count("pk", filter=Q(is_current=True))
    for page in pages.annotate(current=current).exclude(current=1).order_by():
        texts = articles.filter(crisis=page["crisis"], url=page["url"]).order_by("pk")
        rivals = texts.filter(is_current=True) if page["current"] else texts
        kept = current_of(rivals.values_list("pk", "published_on"))
        texts.filter(is_current=True).exclude(pk=kept).update(is_current=False)
        texts.filter(pk=kept).update(is_current=True)


def current_of(versions):
    """The current one of the versions of a page, (id, day) in the order they came."""
    current = latest = None
    for pk, day in versions:
        if day is None or latest is None or day >= latest:
            current = pk
        latest = max(filter(None, (day, latest)), default=None)
    return current


class Migration(migrations.Migration):
    dependencies = [("reactions", "0027_webhooks")]

    operations = [
        migrations.RemoveConstraint(
            model_name="article", name="article_one_current_a_chain"
        ),
        migrations.RemoveIndex(model_name="article", name="article_by_address"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["crisis", "url"], name="article_of_page"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
