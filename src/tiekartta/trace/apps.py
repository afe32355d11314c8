"""The trace folder as a Django app."""

from django.apps import AppConfig


class TraceConfig(AppConfig):
    """The app of the trace folder."""

    name = "tiekartta.trace"
    default_auto_field = "django.db.models.BigAutoField"
