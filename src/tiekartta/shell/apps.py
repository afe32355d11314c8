"""The shell folder as a Django app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The app of the shell folder."""

    name = "tiekartta.shell"
    default_auto_field = "django.db.models.BigAutoField"
