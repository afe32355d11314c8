"""A model field that holds a `TranslatedText` as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from tiekartta.language.texts import TranslatedText


class TranslatedTextField(models.JSONField):
    """Stores `TranslatedText.as_data()`; gives back a `TranslatedText`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", TranslatedText)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> TranslatedText:
        data = super().from_db_value(value, expression, connection)
        return TranslatedText.from_data(data)

    def get_prep_value(self, value: Any) -> Any:
        return value.as_data() if isinstance(value, TranslatedText) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's own signature
        if isinstance(value, TranslatedText):
            value = value.as_data()
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value: Any) -> TranslatedText:
        if isinstance(value, TranslatedText):
            return value
        if isinstance(value, str):
            value = json.loads(value)
        return TranslatedText.from_data(value)

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).as_data()
