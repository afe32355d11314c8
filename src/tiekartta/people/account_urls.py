"""The pages of allauth that the house uses, under allauth's own names; nothing else of it is reachable."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, re_path, reverse
from django.utils.http import urlencode

Page = Callable[..., HttpResponse]


def ask_passphrase_first(page: Page) -> Page:
    """Ask for the passphrase again without keeping the request.

    allauth would put the whole request into the session, with the address it came from.
    """

    @wraps(page)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except ReauthenticationRequired:
            methods = get_adapter().get_reauthentication_methods(request.user)
            target = methods[0]["url"] if methods else reverse("account_login")
            return HttpResponseRedirect(f"{target}?{urlencode({'next': request.path})}")

    return asking


urlpatterns = [
    path("kirjaudu/", views.login, name="account_login"),
    path("ulos/", views.logout, name="account_logout"),
    path("suljettu/", views.account_inactive, name="account_inactive"),
    path("varmistus/", views.reauthenticate, name="account_reauthenticate"),
    path("salalause/", views.password_change, name="account_change_password"),
    path("salalause/unohtui/", views.password_reset, name="account_reset_password"),
    path("salalause/unohtui/lahetetty/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^salalause/uusi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("salalause/vaihdettu/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("tunnistus/", second_factor.index, name="mfa_index"),
    path("tunnistus/koodi/", second_factor.authenticate, name="mfa_authenticate"),
    path("tunnistus/varmistus/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("tunnistus/kayttoon/", ask_passphrase_first(totp.activate_totp), name="mfa_activate_totp"),
    path("tunnistus/pois/", ask_passphrase_first(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("tunnistus/varakoodit/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tunnistus/varakoodit/uudet/", ask_passphrase_first(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("tunnistus/varakoodit/lataa/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]  # fmt: skip
