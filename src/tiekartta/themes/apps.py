"""The themes folder as a Django app."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """The app of the themes folder."""

    name = "tiekartta.themes"
    default_auto_field = "django.db.models.BigAutoField"
