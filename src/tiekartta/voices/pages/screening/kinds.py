"""What kind of thing each voice says: the suggestion of the rules beside what people decided."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.screening_forms import KindsForm


@require_http_methods(["GET", "POST"])
@login_required
def kinds(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Twenty voices at a time with their kinds; a POST saves those that were changed."""
    programme = programme_of(programme_id, reader=request.user)
    number = request.GET.get("page", "1")
    page = queries.kind_page(programme, reader=request.user, page=number)
    form = KindsForm(
        request.POST if request.method == "POST" else None, lines=list(page.object_list)
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            actions.set_kinds(kinds=form.changed_kinds, programme=programme, by=request.user)
            messages.success(request, _("Saved."))
            url = reverse("voices:screen_kinds", args=[programme.public_id])
            return redirect(f"{url}?page={page.number}")
        status = 400
    context = {"programme": programme, "page": page, "form": form}
    return render(request, "voices/screening/kinds.html", context, status=status)
