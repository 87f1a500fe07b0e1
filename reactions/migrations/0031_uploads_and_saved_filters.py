"""What editors hand to the desk, and the lists that they want to find again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reactions", "0030_waiting_and_decided"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of', models.CharField(help_text='The list: the name of its model.', max_length=50)),
                ('name', models.CharField(max_length=60)),
                ('query', models.TextField(help_text="The list's address behind the question mark.")),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with all')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'of', 'name'), name='savedfilter_name_once_a_list'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='savedfilter_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('content', models.BinaryField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='reactions.importrun')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('run', 'name'), name='upload_name_once_a_run'), models.CheckConstraint(condition=models.Q(models.Q(('name__in', ['', '.', '..']), _negated=True), models.Q(('name__contains', '/'), _negated=True)), name='upload_name_is_no_path')],
            },
        ),
    ]
