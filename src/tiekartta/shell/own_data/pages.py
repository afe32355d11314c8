"""The file with everything about one's own account."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tiekartta.people.sessions import person_of
from tiekartta.shell.own_data.collecting import own_data


@require_safe
@login_required
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """JSON to keep: of the person who is logged in and of nobody else."""
    content = json.dumps(own_data(reader=person_of(request)), ensure_ascii=False, indent=2)
    response = HttpResponse(content + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tiekartta-omat-tiedot.json"'
    return response
