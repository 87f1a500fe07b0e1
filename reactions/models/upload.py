"""What an editor handed to the desk to be imported, kept until the import has ended.

In the database and not on a disk: whichever machine carries out the import finds it,
and an import that died can be started again.
"""

from django.db import models

from reactions.models.import_run import ImportRun


class Upload(models.Model):
    """A file as it came; its name has no folder."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["run", "name"], name="upload_name_once_a_run"
            ),
            # It is written into a folder under this name.
            models.CheckConstraint(
                condition=~models.Q(name__in=["", ".", ".."])
                & ~models.Q(name__contains="/"),
                name="upload_name_is_no_path",
            ),
        ]

    def __str__(self) -> str:
        return self.name
