"""allauth's forms with our words; what they check stays allauth's (ACCOUNT_FORMS, MFA_FORMS)."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.people.fields import EmailField, NewPassphraseField, PassphraseField, same_twice


class LogInForm(account.LoginForm):  # type: ignore[misc] # - allauth is not typed
    """E-mail address and passphrase."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField()
        self.fields["password"] = PassphraseField()
        self.order_fields(["login", "password"])


class AskResetForm(account.ResetPasswordForm):  # type: ignore[misc] # - allauth is not typed
    """Where to send the link."""

    email = EmailField()


class _NewTwice(forms.Form):
    """A new passphrase, written twice the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"] = NewPassphraseField(user=getattr(self, "user", None))
        self.fields["password2"] = PassphraseField(
            label=_("The same passphrase again"), autocomplete="new-password"
        )

    def clean(self) -> dict[str, Any]:
        same_twice(self)
        return self.cleaned_data


class ResetForm(_NewTwice, account.ResetPasswordKeyForm):  # type: ignore[misc] # - allauth is not typed
    """A new passphrase with a link from a letter."""


class ChangeForm(_NewTwice, account.ChangePasswordForm):  # type: ignore[misc] # - allauth is not typed
    """A new passphrase with the present one."""

    oldpassword = PassphraseField(label=_("Present passphrase"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["oldpassword", "password1", "password2"])


class PassphraseAgainForm(account.ReauthenticateForm):  # type: ignore[misc] # - allauth is not typed
    """The passphrase once more, before something that matters."""

    password = PassphraseField()


class CodeForm(second_factor.AuthenticateForm):  # type: ignore[misc] # - allauth is not typed
    """The code of the second factor at login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("The six digits of your app, or a recovery code."))


class CodeAgainForm(second_factor.ReauthenticateForm):  # type: ignore[misc] # - allauth is not typed
    """The code of the second factor before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("The six digits of your app, or a recovery code."))


class ActivateForm(totp.ActivateTOTPForm):  # type: ignore[misc] # - allauth is not typed
    """The first code, which shows that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("The six digits that the app shows now."))


def _code_field(form: forms.Form, help_text: Any) -> None:
    widget = forms.TextInput({"autocomplete": "one-time-code"})
    form.fields["code"] = forms.CharField(
        label=_("Code"), help_text=help_text, max_length=40, widget=widget
    )
