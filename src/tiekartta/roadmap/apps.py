"""The roadmap folder as a Django app."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """The app of the roadmap folder."""

    name = "tiekartta.roadmap"
    default_auto_field = "django.db.models.BigAutoField"
