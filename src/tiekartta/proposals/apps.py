"""The proposals folder as a Django app."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """The app of the proposals folder."""

    name = "tiekartta.proposals"
    default_auto_field = "django.db.models.BigAutoField"
