"""The people folder as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app of the people folder."""

    name = "tiekartta.people"
    default_auto_field = "django.db.models.BigAutoField"
