"""allauth's second factor with our words."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # - allauth is not typed
    """What is said when a code or an act is refused."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong. Write the newest one that the app shows."),
        "cannot_generate_recovery_codes": _("Take the second factor into use first."),
    }
