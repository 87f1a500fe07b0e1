"""A page has one current version at most."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("reactions", "0028_current_by_page")]

    operations = [
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=Q(is_current=True) & ~Q(url="") & ~Q(root=""),
                fields=["crisis", "url"],
                name="article_one_current_a_page",
            ),
        ),
    ]
