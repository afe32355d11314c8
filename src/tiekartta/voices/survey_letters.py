"""What letters about a survey say, in the recipient's language."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tiekartta.people.composing import LetterText
from tiekartta.voices.models import Survey
from tiekartta.voices.printing.addresses import token_link, typed_at


def invitation(survey: Survey, *, token: str, language: str, message: str = "") -> LetterText:
    """The letter with a link of one's own. The subject says nothing of the matter."""
    with translation.override(language):
        values = {**_about(survey, language), "url": token_link(token), "message": message}
        return LetterText(
            _("Invitation to answer a survey"),
            render_to_string("voices/letters/invitation.txt", values),
        )


def reminder(survey: Survey, *, invited_on: date, language: str) -> LetterText:
    """The letter to all who were invited; it holds no code."""
    with translation.override(language):
        values = {**_about(survey, language), "url": typed_at(), "invited_on": invited_on}
        return LetterText(
            _("Reminder of a survey"), render_to_string("voices/letters/reminder.txt", values)
        )


def _about(survey: Survey, language: str) -> dict[str, object]:
    collection = survey.collection
    notice = collection.notice
    path = reverse("voices:public_notice_in", args=[notice.public_id, language]) if notice else ""
    return {
        "programme": collection.programme.name.shown(language).text,
        "title": survey.title.shown(language).text, "closes_on": collection.closes_on,
        "notice_url": settings.PUBLIC_URL + path if path else "",
    }  # fmt: skip
