"""Pages of letters that have not gone, for administrators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tiekartta.people import actions
from tiekartta.people.letter_queries import unsent_page
from tiekartta.people.sessions import person_of


@require_GET
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """What waits and what was given up, addresses masked."""
    page = unsent_page(reader=person_of(request), page=request.GET.get("page"))
    return render(request, "people/letters.html", {"page": page})


@require_POST
@login_required
def letter_again(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Send one letter now."""
    actions.try_again(letter_id=str(letter_id), by=person_of(request))
    messages.success(request, _("The letter is tried again now."))
    return redirect("people:letters")


@require_POST
@login_required
def letters_again(request: HttpRequest) -> HttpResponse:
    """Send everything that has not gone now."""
    number = actions.try_all_again(by=person_of(request))
    if number:
        told = ngettext(
            "%(number)s letter is tried again now.", "%(number)s letters are tried again now.", number
        )  # fmt: skip
        messages.success(request, told % {"number": number})
    else:
        messages.info(request, _("There are no letters waiting."))
    return redirect("people:letters")
