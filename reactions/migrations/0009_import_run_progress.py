from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reactions", "0008_fetched_addresses")]

    operations = [
        migrations.RemoveConstraint(
            model_name="importrun",
            name="importrun_state_listed",
        ),
        migrations.AddField(
            model_name="importrun",
            name="counts_read",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Of a queued run: what was settled while its inputs were read.",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="is_queued",
            field=models.BooleanField(
                default=False, help_text="Worked on by workers of the queue."
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="progress_at",
            field=models.DateTimeField(
                blank=True, help_text="When the counts were last written.", null=True
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="total",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How many inputs there are; nothing while they are still read.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("running", "Running"),
                    ("finished", "Finished"),
                    ("stopped", "Stopped"),
                    ("failed", "Failed"),
                ],
                default="running",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["running", "finished", "stopped", "failed"])
                ),
                name="importrun_state_listed",
            ),
        ),
    ]
