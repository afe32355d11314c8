"""Who is behind a request, and remembering that and their language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from tiekartta.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def person_of(request: HttpRequest) -> Person:
    """The person who is logged in. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, Person):
        raise PermissionDenied("login")
    return request.user


def log_in(request: HttpRequest, person: Person) -> None:
    """Begin a session for somebody who has just chosen a passphrase."""
    login(request, person, backend=BACKEND)
    request.session.set_expiry(0)


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """Show the coming pages in the language of the person's profile."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip
    return response
