"""The library folder as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The app of the library folder."""

    name = "tiekartta.library"
    default_auto_field = "django.db.models.BigAutoField"
