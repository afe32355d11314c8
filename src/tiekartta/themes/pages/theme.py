"""One theme: its voices, its name, merging, splitting off, moving. Its forms also open on the board."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.themes import actions, queries, rules
from tiekartta.themes.forms import MergeForm, NoteForm, ThemeForm, TitleForm, VoicesForm
from tiekartta.themes.models import Theme
from tiekartta.themes.pages.doors import (
    ThemePage,
    as_now,
    done,
    is_live,
    language_code,
    number_in,
    posted_voices,
    refused,
)

FormPage = Callable[[HttpRequest, Programme, Theme], HttpResponse]


def _form_of_the_theme(on_board: FormPage | None = None) -> Callable[[ThemePage], ThemePage]:
    """For forms that stand on the theme's page: whoever reloads or pages on from one goes there.

    `on_board` answers the board when it asks for the form alone.
    """

    def decorate(page: ThemePage) -> ThemePage:
        @wraps(page)
        def answer(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
            if request.method == "POST":
                return page(request, programme_id, theme_id)
            if on_board is not None and is_live(request) and request.user.is_authenticated:
                programme, found = _found(request, programme_id, theme_id)
                require(request.user, "edit_themes", programme)
                return on_board(request, programme, found)
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(reverse("themes:theme", args=[programme_id, theme_id]) + query)

        return answer

    return decorate


def _found(request: HttpRequest, programme_id: str, theme_id: str) -> tuple[Programme, Theme]:
    programme = programme_of(programme_id, reader=request.user)
    return programme, queries.theme_of(theme_id, programme=programme, reader=request.user)


def _rename_form(theme: Theme, data: QueryDict | None = None) -> ThemeForm:
    initial = {"title": theme.title, "description": theme.description, "version": theme.version}
    return ThemeForm(data, initial=initial, auto_id="rename_%s")


def page(
    request: HttpRequest, programme: Programme, theme: Theme, *, status: int = 200, **forms: Form
) -> HttpResponse:
    """The page of a theme, with the forms that somebody has filled in already."""
    theme.refresh_from_db()
    view = queries.theme_view(
        theme, programme, reader=request.user, page=request.GET.get("page", "1")
    )
    context: dict[str, Any] = {"programme": programme, "theme": theme, "view": view}
    context |= _titles(request, programme, theme, view)
    context["reads_voices"] = rules.may_read_voices(request.user, programme)
    if view is not None and view.is_draft and rules.may_edit(request.user, programme):
        context |= {
            "may_edit": True,
            "ticked": {str(voice_id) for voice_id in posted_voices(request.POST)},
            "rename_form": _rename_form(theme),
            "merge_form": MergeForm(
                themes=view.others, initial={"version": theme.version}, auto_id="merge_%s"
            ),
            "voices_form": VoicesForm(themes=view.others, auto_id="voices_%s"),
            "note_form": NoteForm(auto_id="note_%s"),
        }
    # A form that the page no longer has, such as that of a theme that was merged meanwhile, is kept apart.
    has_voices = view is not None and view.lines is not None and bool(view.lines.object_list)
    for name, form in forms.items():
        is_drawn = "may_edit" in context and (has_voices or name != "voices_form")
        context[name if is_drawn else "kept"] = form
    return render(request, "themes/theme.html", context, status=status)


def _titles(
    request: HttpRequest, programme: Programme, theme: Theme, view: queries.ThemeView | None
) -> dict[str, Any]:
    """What the theme, and the one it was merged into, are called for this reader."""
    if view is not None:
        return {"shown_title": view.theme.title}
    named = {"shown_title": theme, "whole_title": theme.merged_into}
    return {
        key: queries.title_told(each, programme, reader=request.user)
        for key, each in named.items()
        if each is not None
    }


@require_GET
@login_required
def theme(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """One theme and every voice in it."""
    return page(request, *_found(request, programme_id, theme_id))


def _title_form(theme: Theme, data: QueryDict | None = None) -> TitleForm:
    initial = {"title": theme.title, "version": theme.version}
    return TitleForm(data, initial=initial, auto_id=f"title-{theme.public_id}_%s", at_once=True)


def _rename_on_board(
    request: HttpRequest, programme: Programme, found: Theme, form: TitleForm | None = None
) -> HttpResponse:
    context = {"programme": programme, "theme": found, "rename_form": form or _title_form(found)}
    status = 409 if form and form.non_field_errors() else 200
    return render(request, "themes/inline_rename.html", context, status=status)


def _save_on_board(request: HttpRequest, programme: Programme, found: Theme) -> HttpResponse:
    """Save the title typed on the board; on a conflict what was typed stays in the form."""
    form = TitleForm(request.POST, auto_id=f"title-{found.public_id}_%s")
    if not form.is_valid():
        return _rename_on_board(request, programme, found, form)
    try:
        actions.rename_theme(
            theme=found, title=form.cleaned_data["title"], by=request.user,  # type: ignore[arg-type] # - logged in
            version=form.cleaned_data["version"],
        )  # fmt: skip
    except Refusal as refusal:
        found.refresh_from_db()
        kept = _title_form(found, as_now(request.POST, found))
        kept.add_error(None, str(refusal))
        return _rename_on_board(request, programme, found, kept)
    return done(request, programme, _("Saved."), columns={found.public_id})


@_form_of_the_theme(_rename_on_board)
@login_required
def rename(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Save title and description. On a conflict the page shows both: theirs and what was typed."""
    programme, found = _found(request, programme_id, theme_id)
    require(request.user, "edit_themes", programme)
    if is_live(request):
        return _save_on_board(request, programme, found)
    form = ThemeForm(request.POST, auto_id="rename_%s")
    if not form.is_valid():
        return page(request, programme, found, rename_form=form)
    try:
        actions.rename_theme(
            theme=found, title=form.cleaned_data["title"], by=request.user,  # type: ignore[arg-type] # - logged in
            description=form.cleaned_data["description"], version=form.cleaned_data["version"],
        )  # fmt: skip
    except Refusal as refusal:
        if isinstance(refusal, Conflict):
            found.refresh_from_db()
            form = _rename_form(found, as_now(request.POST, found))
        form.add_error(None, str(refusal))
        return page(request, programme, found, rename_form=form, status=409)
    messages.success(request, _("Saved."))
    return redirect("themes:theme", programme.public_id, found.public_id)


def _merge_form(request: HttpRequest, found: Theme, data: QueryDict | None = None) -> MergeForm:
    auto_id = f"merge-{found.public_id}_%s" if is_live(request) else "merge_%s"
    return MergeForm(
        data,
        themes=queries.names_beside(found),
        initial={"version": found.version},
        auto_id=auto_id,
    )


def _merge_on_board(
    request: HttpRequest,
    programme: Programme,
    found: Theme,
    form: MergeForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "programme": programme, "theme": found,
        "merge_form": form or _merge_form(request, found),
    }  # fmt: skip
    return render(request, "themes/inline_merge.html", context, status=status)


@_form_of_the_theme(_merge_on_board)
@login_required
def merge(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Merge this theme into another."""
    programme, found = _found(request, programme_id, theme_id)
    require(request.user, "edit_themes", programme)
    form = _merge_form(request, found, request.POST)
    again = _merge_on_board if is_live(request) else _page_with_merging
    if not form.is_valid():
        return again(request, programme, found, form)
    into = queries.theme_of(form.cleaned_data["into"], programme=programme, reader=request.user)
    try:
        actions.merge_themes(
            into=into, theme=found, version=form.cleaned_data["version"], by=request.user,  # type: ignore[arg-type] # - logged in
        )  # fmt: skip
    except Refusal as refusal:
        if isinstance(refusal, Conflict):
            found.refresh_from_db()
            form = _merge_form(request, found, as_now(request.POST, found))
        form.add_error(None, str(refusal))
        return again(request, programme, found, form, status=409)
    names = {"part": found.title, "whole": into.title}
    said = _("“%(part)s” was merged into “%(whole)s”.") % names
    return done(
        request,
        programme,
        said,
        back=reverse("themes:theme", args=[programme.public_id, into.public_id]),
    )


def _page_with_merging(
    request: HttpRequest, programme: Programme, found: Theme, form: MergeForm, *, status: int = 200
) -> HttpResponse:
    return page(request, programme, found, status=status, merge_form=form)


@_form_of_the_theme()
@login_required
def voices(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Move, pin, free, remove or split off the ticked voices."""
    programme, found = _found(request, programme_id, theme_id)
    require(request.user, "edit_themes", programme)
    form = VoicesForm(request.POST, themes=queries.names_beside(found), auto_id="voices_%s")
    if not form.is_valid():
        return page(request, programme, found, voices_form=form)
    try:
        message = _do(request, programme, found, form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return page(request, programme, found, voices_form=form, status=409)
    messages.success(request, message)
    return redirect("themes:theme", programme.public_id, found.public_id)


def _do(request: HttpRequest, programme: Programme, found: Theme, wanted: dict[str, Any]) -> str:
    """Call the chosen action and say what was done."""
    chosen, by = posted_voices(request.POST), request.user
    seen, act = number_in(request.POST, "seen"), wanted["act"]
    if act == VoicesForm.MOVE:
        target = queries.theme_of(wanted["to"], programme=programme, reader=by)
        actions.move_voices(voice_ids=chosen, from_theme=found, to_theme=target, seen=seen, by=by)  # type: ignore[arg-type] # - logged in
        return _("Moved to “%(title)s”.") % {"title": target.title}
    if act == VoicesForm.SPLIT:
        title = TranslatedText.of(**{language_code(): wanted["title"]})
        made = actions.split_theme(theme=found, voice_ids=chosen, title=title, by=by)  # type: ignore[arg-type] # - logged in
        return _("Split off as “%(title)s”.") % {"title": made.title}
    simple: dict[str, tuple[Callable[..., None], str]] = {
        VoicesForm.PIN: (actions.pin_voices, _("Pinned. No analysis moves them.")),
        VoicesForm.UNPIN: (actions.unpin_voices, _("The pins were taken away.")),
        VoicesForm.REMOVE: (actions.remove_voices, _("Removed. They are now without a theme.")),
    }
    action, message = simple[act]
    action(voice_ids=chosen, theme=found, seen=seen, by=by)
    return message


def _simple(
    request: HttpRequest, found: Theme, programme: Programme, action: Callable[[], None], said: str
) -> HttpResponse:
    """An action without a form of its own: the result is a message on the workshop."""
    try:
        action()
    except Refusal as refusal:
        return refused(request, programme, str(refusal))
    return done(request, programme, said % {"title": found.title} if said else "")


@require_POST
@login_required
def reject(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Say that this is not a theme."""
    programme, found = _found(request, programme_id, theme_id)

    def act() -> None:
        version = number_in(request.POST, "version")
        actions.reject_theme(theme=found, version=version, by=request.user)  # type: ignore[arg-type] # - logged in

    return _simple(
        request,
        found,
        programme,
        act,
        _("“%(title)s” is no longer a theme. Its voices are without one."),
    )


@require_POST
@login_required
def restore(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Take a rejected theme back."""
    programme, found = _found(request, programme_id, theme_id)

    def act() -> None:
        actions.restore_theme(theme=found, by=request.user)  # type: ignore[arg-type] # - logged in

    return _simple(request, found, programme, act, _("“%(title)s” is a theme again."))


@require_POST
@login_required
def reorder(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Move a theme one place up or down in the list."""
    programme, found = _found(request, programme_id, theme_id)

    def act() -> None:
        up = request.POST.get("towards") == "up"
        actions.reorder_theme(theme=found, towards="up" if up else "down", by=request.user)  # type: ignore[arg-type] # - logged in

    response = _simple(request, found, programme, act, "")
    if "Location" in response.headers:
        response.headers["Location"] += f"#c-{found.public_id}"
    return response
