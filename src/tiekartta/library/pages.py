"""Pages of following: for everybody, and for the owner who has something to tell."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.language.errors import Missing, Refusal
from tiekartta.library import actions, queries
from tiekartta.library.addresses import id_of
from tiekartta.library.asking_limit import is_over_limit
from tiekartta.library.forms import BulletinForm, FollowForm
from tiekartta.people.sessions import person_of
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("address")
def follow(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Ask to be told what becomes of a programme. The answer is the same for every address."""
    programme = queries.followed_programme(programme_id)
    form = FollowForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST" and form.is_valid():
        if is_over_limit(programme_id):
            form.add_error(None, _("Too many have asked just now. Try again in ten minutes."))
            status = 429
        else:
            try:
                actions.subscribe(
                    programme=programme, address=form.cleaned_data["address"],
                    language=(get_language() or "fi")[:2], by=ANONYMOUS,
                )  # fmt: skip
            except Refusal as refusal:
                form.add_error("address", str(refusal))
                status = 409
            else:
                return render(request, "library/asked.html", {"name": programme.name})
    context = {"name": programme.name, "form": form}
    return render(request, "library/follow.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, subscription_token: str) -> HttpResponse:
    """The page of the first letter's link: one button, so that no mail filter confirms by looking."""
    view = queries.following(subscription_token)
    if request.method == "POST":
        actions.confirm(token=subscription_token, by=ANONYMOUS)
    return _private(render(request, "library/confirm.html", {"view": view, "done": request.method == "POST"}))  # fmt: skip


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, subscription_token: str) -> HttpResponse:
    """Stop following: one button, and one click in mail programs that know List-Unsubscribe (RFC 8058).

    Mail programs post without cookie or token of ours; the link itself is the right. Once it has been
    used, it says that the address is gone.
    """
    if request.method == "POST":
        actions.leave(token=subscription_token, by=ANONYMOUS)
        return _private(render(request, "library/left.html"))
    try:
        view = queries.following(subscription_token)
    except Missing:
        if id_of(subscription_token) is None:
            raise
        return _private(render(request, "library/left.html"))
    return _private(render(request, "library/leave.html", {"view": view}))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulletins(request: HttpRequest, programme_id: str) -> HttpResponse:
    """How many follow, what they were told, and telling them something."""
    person = person_of(request)
    programme = programme_of(programme_id, reader=person)
    require(person, "edit_programme", programme)
    form = BulletinForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST" and form.is_valid():
        path = form.cleaned_data["path"].removeprefix(settings.PUBLIC_URL)
        try:
            actions.tell_subscribers(
                programme=programme, title=form.cleaned_data["title"], path=path, by=person
            )
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Everybody who follows gets a letter."))
            return redirect("library:bulletins", programme_id)
    context = {
        "programme": programme, "form": form, "followers": queries.followers(programme, reader=person),
        "bulletins": queries.bulletins(programme, reader=person),
    }  # fmt: skip
    return render(request, "library/bulletins.html", context, status=status)
