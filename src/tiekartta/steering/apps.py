"""The steering folder as a Django app."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """The app of the steering folder."""

    name = "tiekartta.steering"
    default_auto_field = "django.db.models.BigAutoField"
