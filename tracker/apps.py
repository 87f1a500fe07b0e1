"""What the admin calls the parts that packages bring."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "knox"
    verbose_name = "Access to the API"
