"""The jobs folder as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app of the jobs folder."""

    name = "tiekartta.jobs"
    default_auto_field = "django.db.models.BigAutoField"
