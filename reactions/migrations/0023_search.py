"""Make the full-text index of each engine (`reactions.models.search`)."""

from django.db import migrations

from reactions.models import search_postgresql, search_sqlite

ENGINES = {"postgresql": search_postgresql, "sqlite": search_sqlite}


def make(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        ENGINES[connection.vendor].make(cursor)


def drop(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        ENGINES[connection.vendor].drop(cursor)


class Migration(migrations.Migration):
    dependencies = [("reactions", "0022_seeks_of_acts")]
    operations = [migrations.RunPython(make, drop)]
