import django.db.models.deletion
from django.db import migrations, models

from reactions.models.triggers import drop_triggers_of_tombstones


def drop_triggers(apps, schema_editor):
    drop_triggers_of_tombstones(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('reactions', '0025_stored_answers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('action', 'action'), ('article', 'article'), ('official', 'official'), ('statement', 'statement')], max_length=10)),
                ('key', models.CharField(help_text='The id that the row had.', max_length=24)),
                ('what', models.CharField(choices=[('deleted', 'deleted'), ('merged', 'merged'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('was', models.CharField(blank=True, help_text='Its review state before.', max_length=10)),
                ('into', models.CharField(blank=True, help_text='Of a merged row: the id that stands.', max_length=24)),
                ('happened_at', models.DateTimeField()),
                ('country', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reactions.country')),
                ('crisis', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reactions.crisis')),
            ],
            options={
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['happened_at', 'id'], name='tombstone_in_time'), models.Index(fields=['kind', 'key'], name='tombstone_of_row')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['action', 'article', 'official', 'statement'])), name='tombstone_kind'), models.CheckConstraint(condition=models.Q(('what__in', ['deleted', 'merged', 'withdrawn'])), name='tombstone_what')],
            },
        ),
        # They are made after every migrate; going back they go before their table.
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
    ]
