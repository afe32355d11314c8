"""What letters to subscribers say, in their language."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tiekartta.language.texts import TranslatedText
from tiekartta.library.addresses import token_of
from tiekartta.people.composing import LetterText


def confirmation(programme: TranslatedText, subscription_id: UUID, language: str) -> LetterText:
    """Asks whether it was really the owner of the address who subscribed."""
    url = settings.PUBLIC_URL + reverse("library:confirm", args=[token_of(subscription_id)])
    with translation.override(language):
        values = {"programme": programme.shown(language).text, "url": url}
        return LetterText(
            _("Confirm that you want to follow"),
            render_to_string("library/letters/confirmation.txt", values),
        )


def bulletin(
    programme: TranslatedText,
    title: TranslatedText,
    path: str,
    subscription_id: UUID,
    language: str,
) -> LetterText:
    """One line and a link; and a way out, by link and by header (RFC 2369, RFC 8058)."""
    leave = settings.PUBLIC_URL + reverse("library:leave", args=[token_of(subscription_id)])
    with translation.override(language):
        values = {
            "programme": programme.shown(language).text, "title": title.shown(language).text,
            "url": settings.PUBLIC_URL + path, "leave": leave,
        }  # fmt: skip
        return LetterText(
            _("News of what you follow"),
            render_to_string("library/letters/bulletin.txt", values),
            {
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
