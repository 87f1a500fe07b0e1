"""A chain of versions has one current one at most."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("reactions", "0014_current_versions")]

    operations = [
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=Q(is_current=True) & ~Q(root=""),
                fields=["root"],
                name="article_one_current_a_chain",
            ),
        ),
    ]
