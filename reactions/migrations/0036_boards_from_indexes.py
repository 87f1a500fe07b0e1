"""Let the indexes of posture alone tell what boards are made of."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reactions', '0035_row_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='action',
            name='action_planned',
        ),
        migrations.RemoveIndex(
            model_name='action',
            name='action_posture',
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(models.F('crisis'), models.F('country'), models.OrderBy(models.F('counts_on'), descending=True), models.F('rank'), models.F('id'), models.F('review'), models.F('known_on'), models.F('stage'), condition=models.Q(('counts_on__isnull', False), ('merged_into__isnull', True), ('rank__isnull', False)), name='action_posture'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('merged_into__isnull', True), ('rank__isnull', False), ('stage', 'announced')), fields=['crisis', 'effective_on', 'announced_on', 'known_on', 'country', 'rank', 'review', 'id'], name='action_planned'),
        ),
    ]
