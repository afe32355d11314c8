"""Texts in fi, sv, en and easy language."""

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    """The floor of words."""

    name = "tiekartta.language"
    default_auto_field = "django.db.models.BigAutoField"
