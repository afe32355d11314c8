"""The programmes folder as a Django app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The app of the programmes folder."""

    name = "tiekartta.programmes"
    default_auto_field = "django.db.models.BigAutoField"
