"""`{% text value %}`: a translated text with the mark of its language where it is not the reader's."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tiekartta.language.texts import TranslatedText

register = template.Library()


@register.simple_tag
def text(value: TranslatedText) -> SafeString | str:
    """The text, in a span with `lang` where the reader's language is missing (INV-Q3)."""
    shown = value.shown()
    if shown.is_asked:
        return shown.text
    return format_html('<span lang="{}">{}</span>', shown.language, shown.text)
