"""Indexes for the queue of one country and for what was decided today."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reactions", "0029_one_current_a_page"),
    ]

    operations = [
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('review', 'proposed')), fields=['country', '-priority', '-id'], name='action_waiting_in'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['-decided_at'], name='action_decided'),
        ),
        migrations.AddIndex(
            model_name='official',
            index=models.Index(condition=models.Q(('review', 'proposed')), fields=['country', '-priority', '-id'], name='official_waiting_in'),
        ),
        migrations.AddIndex(
            model_name='official',
            index=models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['-decided_at'], name='official_decided'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('review', 'proposed')), fields=['country', '-priority', '-id'], name='statement_waiting_in'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['-decided_at'], name='statement_decided'),
        ),
    ]
