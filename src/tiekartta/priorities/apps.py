"""The priorities folder as a Django app."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    """The app of the priorities folder."""

    name = "tiekartta.priorities"
    default_auto_field = "django.db.models.BigAutoField"
