"""Form fields that need the reader's language: one box for each language variant, and days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.language.texts import LANGUAGES, MAX_CHARACTERS, TranslatedText

LANGUAGE_NAMES = {
    "fi": _("In Finnish"), "sv": _("In Swedish"), "en": _("In English"), "easy_fi": _("In easy Finnish"),
    "easy_sv": _("In easy Swedish"),
}  # fmt: skip


class DayInput(forms.DateInput):
    """A day chosen from the browser's own calendar, or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TranslatedTextWidget(forms.MultiWidget):
    """Boxes for these languages (codes of `VARIANTS`), each with a label of its own in a fieldset."""

    template_name = "language/translated_text.html"
    use_fieldset = True

    def __init__(
        self,
        *,
        rows: int = 1,
        languages: Sequence[str] = LANGUAGES,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        def box() -> forms.Widget:
            return forms.TextInput() if rows == 1 else forms.Textarea({"rows": rows})

        self.languages = tuple(languages)
        super().__init__({code: box() for code in self.languages}, attrs)

    def decompress(self, value: TranslatedText | None) -> list[str]:
        return [value.text(code) if value else "" for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, part in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            part["language"] = code
            part["label"] = LANGUAGE_NAMES[code]
            part["attrs"]["lang"] = code.removeprefix("easy_")
            part["attrs"].pop("required", None)
        return context


class TranslatedTextFormField(forms.MultiValueField):
    """Cleans to a `TranslatedText`; required means: in at least one language.

    `languages` are codes of `VARIANTS`, those of the thing that is written: easy ones where it has them.
    """

    def __init__(
        self,
        *,
        rows: int = 1,
        max_length: int = MAX_CHARACTERS,
        languages: Sequence[str] = LANGUAGES,
        **kwargs: Any,
    ) -> None:
        self.languages = tuple(languages)
        fields = [forms.CharField(required=False, max_length=max_length) for _code in languages]
        kwargs.setdefault("widget", TranslatedTextWidget(rows=rows, languages=languages))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> TranslatedText:
        texts = dict(zip(self.languages, data_list or [""] * len(self.languages), strict=True))
        return TranslatedText.of(**{code: text or "" for code, text in texts.items()})
