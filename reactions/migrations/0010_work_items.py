import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reactions", "0009_import_run_progress")]

    operations = [
        migrations.CreateModel(
            name='WorkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(help_text="Its place among the run's items.")),
                ('file', models.TextField()),
                ('chain', models.CharField(blank=True, help_text='Of the crisis and the address.', max_length=64)),
                ('text_key', models.CharField(help_text='Of the crisis and the text.', max_length=64)),
                ('payload', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='The article as read; empty once it is in.')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('leased', 'leased'), ('done', 'done'), ('set_aside', 'set aside')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('leased_by', models.CharField(blank=True, max_length=100)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, help_text='Why the last attempt failed.')),
                ('result', models.CharField(blank=True, max_length=10)),
                ('note', models.TextField(blank=True)),
                ('officials', models.PositiveIntegerField(default=0)),
                ('statements', models.PositiveIntegerField(default=0)),
                ('actions', models.PositiveIntegerField(default=0)),
                ('merged', models.PositiveIntegerField(default=0)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reactions.article')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='reactions.importrun')),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'state'], name='workitem_of_run'), models.Index(condition=models.Q(('state__in', ('waiting', 'leased')), models.Q(('chain', ''), _negated=True)), fields=['run', 'chain', 'place'], name='workitem_chain'), models.Index(condition=models.Q(('state__in', ('waiting', 'leased'))), fields=['run', 'place'], name='workitem_unfinished'), models.Index(condition=models.Q(('state', 'set_aside')), fields=['text_key'], name='workitem_set_aside')],
                'constraints': [models.UniqueConstraint(fields=('run', 'place'), name='workitem_place_once_a_run'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'leased', 'done', 'set_aside'])), name='workitem_state_listed'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'leased'), models.Q(('leased_by', ''), _negated=True)), models.Q(models.Q(('state', 'leased'), _negated=True), ('lease_until__isnull', True), ('leased_by', '')), _connector='OR'), name='workitem_lease_of_the_leased'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), models.Q(('result', ''), _negated=True)), models.Q(models.Q(('state', 'done'), _negated=True), ('result', '')), _connector='OR'), name='workitem_result_of_the_done'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'set_aside'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='workitem_set_aside_for_a_reason')],
            },
        ),
    ]
