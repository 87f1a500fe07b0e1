import django.db.models.deletion
import django.utils.timezone
import reactions.models.webhook
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reactions', '0026_tombstones'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('url', models.URLField(max_length=2000)),
                ('secret', models.CharField(default=reactions.models.webhook.new_secret, editable=False, max_length=100)),
                ('is_active', models.BooleanField(default=True)),
                ('seen_until', models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text='Changes up to this moment are in deliveries.')),
                ('country', models.ForeignKey(blank=True, help_text='Only changes of this country; empty for all.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reactions.country')),
                ('crisis', models.ForeignKey(blank=True, help_text='Only changes of this crisis; empty for all.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reactions.crisis')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_active', True)), fields=['id'], name='webhook_active')],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('payload', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'delivered'), ('failed', 'failed')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField()),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.PositiveSmallIntegerField(blank=True, help_text='What the last attempt was answered with.', null=True)),
                ('reason', models.CharField(blank=True, help_text='Why the last attempt failed.', max_length=300)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='reactions.webhook')),
            ],
            options={
                'verbose_name_plural': 'webhook deliveries',
                'default_permissions': ('view', 'change'),
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['not_before', 'id'], name='webhookdelivery_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'waiting')), models.Q(('ended_at__isnull', False), ('state__in', ['delivered', 'failed'])), _connector='OR'), name='webhookdelivery_end_known')],
            },
        ),
    ]
