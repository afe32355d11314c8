"""The pages that belong to no folder: home, language, statements, health, jobs."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tiekartta.jobs import actions as job_actions
from tiekartta.jobs.models import Job
from tiekartta.jobs.queries import job_of, job_view
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.queries import is_set_up
from tiekartta.programmes.rules import may_found
from tiekartta.roadmap.queries import published_roadmaps
from tiekartta.shell.demo.example import example
from tiekartta.shell.readiness import unapplied_migrations

_LANGUAGE_IN_ADDRESS = re.compile(r"([?&])sivukieli=[^&#]*&?")


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """The address that a form asked to return to, if it is a path of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return fallback


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: what this is, published roadmaps, receipt; set-up on a new installation."""
    if not is_set_up():
        return redirect("people:setup")
    return render(request, "shell/home.html", {"roadmaps": published_roadmaps()})


@require_safe
def example_programme(request: HttpRequest) -> HttpResponse:
    """An invented county's whole path, for everybody to read."""
    shown = example()
    context = {
        "roadmap": shown.roadmap,
        "themes": shown.themes,
        "heard": [
            (capfirst(str(row.group.label)), row.count) for row in shown.roadmap.heard if row.count
        ],
        "may_found": may_found(request.user),
    }
    return render(request, "shell/example.html", context)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the reader's language in a cookie and return to the page, whatever language its address named."""
    response = HttpResponseRedirect(_LANGUAGE_IN_ADDRESS.sub(r"\1", safe_next(request)))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE, httponly=True, samesite="Lax",
        )  # fmt: skip
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "shell/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored and what is not."""
    return render(request, "shell/privacy.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a page takes a request
    """The process lives."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a page takes a request
    """The database answers and is as this version wants it."""
    try:
        is_ready = not unapplied_migrations()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if is_ready:
        return JsonResponse({"status": "ready"})
    return JsonResponse({"status": "not migrated"}, status=503)


def _own_job(request: HttpRequest, public_id: str) -> Job:
    found = job_of(public_id, reader=request.user)  # type: ignore[arg-type] # - login_required makes it a person
    if found is None:
        raise Missing("job")
    return found


@require_safe
@login_required
def job(request: HttpRequest, public_id: str) -> HttpResponse:
    """How a piece of work goes; moves on by itself when it is done."""
    view = job_view(_own_job(request, public_id))
    if view.state == "done" and view.next_url and not request.htmx:  # type: ignore[attr-defined] # - django-htmx
        return redirect(view.next_url)
    template = "shell/job_status.html" if request.htmx else "shell/job.html"  # type: ignore[attr-defined] # - django-htmx
    response = render(request, template, {"job": view})
    if view.state == "done" and view.next_url:
        response.headers["HX-Redirect"] = view.next_url
    return response


@require_POST
@login_required
def cancel_job(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop a piece of work."""
    own = _own_job(request, public_id)
    try:
        job_actions.cancel_job(job=own, by=request.user)  # type: ignore[arg-type] # - a person
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The work was cancelled."))
    return redirect("job", public_id)


@require_POST
@login_required
def retry_job(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start failed work again."""
    own = _own_job(request, public_id)
    try:
        job_actions.retry(job=own, by=request.user)  # type: ignore[arg-type] # - a person
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("job", public_id)
