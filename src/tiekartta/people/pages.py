"""Pages of accounts: set-up, invitation, one's own page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people import actions
from tiekartta.people.errors import InvitationGone
from tiekartta.people.forms import AcceptForm, ProfileForm, SetupForm
from tiekartta.people.queries import invitation_of, is_set_up
from tiekartta.people.sessions import log_in, person_of, remember_language
from tiekartta.people.states import OrganisationKind


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password1", "password2", "token")
def setup(request: HttpRequest) -> HttpResponse:
    """The first administrator and organisation; not there any more once it is done."""
    if is_set_up():
        raise Missing("setup")
    if request.method == "GET":
        token = request.GET.get("avain", "")
        return render(request, "people/setup.html", {"form": SetupForm(initial={"token": token})})
    form = SetupForm(request.POST)
    status = 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            person = actions.set_up(
                token=data["token"], email=data["email"], display_name=data["display_name"],
                passphrase=data["password1"], organisation_name=data["organisation_name"],
                organisation_kind=OrganisationKind(data["organisation_kind"]),
                language=translation.get_language() or "fi", by=ANONYMOUS,
            )  # fmt: skip
        except Missing:
            raise
        except Refusal as refusal:
            form.add_error("token" if refusal.code == "token" else None, str(refusal))
            status = 409
        else:
            log_in(request, person)
            messages.success(
                request, _("Tiekartta is ready for use. Found the first programme next.")
            )
            return redirect("programmes:list")
    return render(request, "people/setup.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take an account into use: choose a passphrase."""
    try:
        view = invitation_of(token)
    except Missing:
        return render(request, "people/invitation_gone.html", {"is_known": False}, status=404)
    if not view.is_open:
        return render(request, "people/invitation_gone.html", {"is_known": True}, status=410)
    form = AcceptForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.accept_invitation(
                token=token, passphrase=form.cleaned_data["password1"], by=ANONYMOUS
            )
        except InvitationGone:
            return render(request, "people/invitation_gone.html", {"is_known": True}, status=410)
        except Refusal as refusal:
            form.add_error("password1", str(refusal))
            status = 409
        else:
            log_in(request, person)
            messages.success(request, _("Your account is in use. Welcome!"))
            return remember_language(redirect("programmes:list"), person.language)
    return render(
        request, "people/invitation.html", {"form": form, "invitation": view}, status=status
    )


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name and language, and the ways to the passphrase and the second factor."""
    person = person_of(request)
    initial = {"display_name": person.display_name, "language": person.language}
    form = ProfileForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        try:
            actions.change_profile(
                person=person,
                display_name=form.cleaned_data["display_name"],
                language=language,
                by=person,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            with translation.override(language):
                messages.success(request, _("Your details were saved."))
            return remember_language(redirect("people:profile"), language)
    return render(request, "people/profile.html", {"form": form, "person": person}, status=status)
