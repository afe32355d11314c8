"""The journal folder as a Django app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The app of the journal folder."""

    name = "tiekartta.journal"
    default_auto_field = "django.db.models.BigAutoField"
