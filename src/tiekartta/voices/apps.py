"""The voices folder as a Django app."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """The app of the voices folder."""

    name = "tiekartta.voices"
    default_auto_field = "django.db.models.BigAutoField"
