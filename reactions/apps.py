"""The application, and the one step that runs after every migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReactionsConfig(AppConfig):
    name = "reactions"
    verbose_name = "Country reactions"

    def ready(self) -> None:
        from reactions.models.after_migrate import prepare_database

        post_migrate.connect(prepare_database, sender=self)
