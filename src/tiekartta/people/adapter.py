"""allauth, as the house wants it: no open sign-up, no addresses kept, letters through our queue."""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.actions import queue_letter
from tiekartta.people.models import Person
from tiekartta.people.queries import person_of_email
from tiekartta.people.sessions import remember_language

# Made anew in each process: an address can be counted for a while, and never be found again.
_ADDRESS_KEY = secrets.token_bytes(32)

NOTICES = {
    "account/email/password_changed": _("Your passphrase was changed."),
    "account/email/password_reset": _("Your passphrase was changed with a link from a letter."),
    "mfa/email/totp_activated": _("The second factor was taken into use."),
    "mfa/email/totp_deactivated": _("The second factor was taken out of use."),
    "mfa/email/recovery_codes_generated": _(
        "New recovery codes were made, and the old ones do not work any more."
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # - allauth is not typed
    """Accounts come by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is not in use."),
        "email_password_mismatch": _("The e-mail address or the passphrase is wrong. Check both."),
        "enter_current_password": _("This is not your present passphrase."),
        "incorrect_code": _("The code is wrong. Write the newest one that the app shows."),
        "incorrect_password": _("The passphrase is wrong."),
        "invalid_login": _("The e-mail address or the passphrase is wrong. Check both."),
        "invalid_password_reset": _("The link has been used or is too old. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up by themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """A keyed digest instead of the address, for counting attempts; no address is kept."""
        address = request.META.get("REMOTE_ADDR", "")
        return hmac.new(_ADDRESS_KEY, address.encode(), "sha256").hexdigest()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the address of the installation, whatever the request said its host was."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.PUBLIC_URL}{path.replace('UID-KEY', key)}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Back to one's own page."""
        return reverse("people:profile")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Show the pages in the person's language, unless this browser has chosen one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter in the recipient's language and queue it. An unknown address gets nothing."""
        person = context.get("user") or person_of_email(email)
        if not isinstance(person, Person):
            return
        with translation.override(person.language):
            values = {"name": person.display_name, **context}
            subject = render_to_string(f"{template_prefix}_subject.txt", values)
            body = render_to_string(f"{template_prefix}_message.txt", values)
        queue_letter(recipient=person, subject=subject, body=body, by=SYSTEM)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person what was changed in the account; without addresses and browsers."""
        notice = NOTICES.get(template_prefix)
        if notice is None:
            return
        with translation.override(user.language):
            values = {
                "notice": str(notice),
                "url": settings.PUBLIC_URL + reverse("account_reset_password"),
                **(context or {}),
            }
        self.send_mail(
            "people/letters/account_changed", email or user.email, {"user": user, **values}
        )
