"""Forms of the workshop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.themes.actions.approving import MAX_REASON
from tiekartta.themes.actions.running import FEWEST_THEMES, LARGEST_SEED, MOST_THEMES
from tiekartta.themes.drafts import MAX_DESCRIPTION, MAX_TITLE
from tiekartta.themes.queries import ThemeName

Choices = Iterable[tuple[str, str]]
MAX_NOTE = 2000
AUTO = "auto"
"""Choice of the number by the analysis."""


def _number(text: str) -> int | None:
    return None if text == AUTO else int(text)


class RunForm(forms.Form):
    """How many themes to look for. `wanted` is None for as many as hold best."""

    wanted = forms.TypedChoiceField(
        label=_("About how many themes"), coerce=_number,
        choices=[
            (AUTO, _("As many as hold best")),
            *((str(n), str(n)) for n in range(FEWEST_THEMES, MOST_THEMES + 1)),
        ],
        help_text=_("Ten is usual: it fits a seminar with ten stations. “As many as hold best” tries every number from 5 to 15 on parts of the voices and takes the steadiest."),
    )  # fmt: skip
    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=LARGEST_SEED, initial=0,
        help_text=_("The same voices and the same seed give the same themes. Leave it as it is, or try another."),
    )  # fmt: skip
    without_held = forms.BooleanField(
        label=_("Run without the voices that wait for screening"), required=False
    )

    def __init__(self, *args: Any, held: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not held and not self.data.get("without_held"):
            del self.fields["without_held"]


class TitleForm(forms.Form):
    """A title alone, as it is typed on the board. `at_once`: the form opens with the cursor in it."""

    title = TranslatedTextFormField(label=pgettext_lazy("theme", "Title"), max_length=MAX_TITLE)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, at_once: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if at_once:
            boxes = self.fields["title"].widget.widgets
            boxes[0].attrs["autofocus"] = True


class PartsForm(forms.Form):
    """Into how many parts a theme might be split."""

    parts = forms.TypedChoiceField(
        label=_("How many parts"), choices=[(2, "2"), (3, "3"), (4, "4")], coerce=int, initial=2
    )


class NoteForm(forms.Form):
    """A note for the others who work on the themes."""

    text = forms.CharField(
        label=_("Note"), max_length=MAX_NOTE, widget=forms.Textarea({"rows": 3}),
        help_text=_("Seen by those who read the voices. Write no names of people."),
    )  # fmt: skip

    def __init__(self, *args: Any, at_once: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if at_once:
            self.fields["text"].widget.attrs["autofocus"] = True


class ThemeForm(forms.Form):
    """Title and description of a theme."""

    title = TranslatedTextFormField(label=pgettext_lazy("theme", "Title"), max_length=MAX_TITLE)
    description = TranslatedTextFormField(
        label=_("What belongs here"), rows=3, max_length=MAX_DESCRIPTION, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _choices(themes: Iterable[ThemeName]) -> list[tuple[str, str]]:
    return [("", str(_("Choose a theme"))), *((t.public_id, str(t.title)) for t in themes)]


class MergeForm(forms.Form):
    """Into which theme to merge."""

    into = forms.ChoiceField(label=_("Merge this theme into"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, themes: Iterable[ThemeName] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = _choices(themes)  # type: ignore[attr-defined] # - a choice field


class VoicesForm(forms.Form):
    """What to do with the ticked voices of a theme. The ticks stand beside the texts."""

    MOVE, PIN, UNPIN, REMOVE, SPLIT = "move", "pin", "unpin", "remove", "split"

    act = forms.ChoiceField(choices=[(act, act) for act in (MOVE, PIN, UNPIN, REMOVE, SPLIT)])
    to = forms.ChoiceField(label=_("Move to"), required=False)
    title = forms.CharField(label=_("Title of the new theme"), max_length=MAX_TITLE, required=False)

    def __init__(self, *args: Any, themes: Iterable[ThemeName] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = _choices(themes)  # type: ignore[attr-defined] # - a choice field

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("act") == self.MOVE and not values.get("to"):
            self.add_error("to", _("Choose the theme to move to."))
        if values.get("act") == self.SPLIT and not values.get("title"):
            self.add_error("title", _("Give the new theme a title."))
        return values


class PlaceForm(forms.Form):
    """In which theme to place the ticked voices."""

    to = forms.ChoiceField(label=_("Place in"))

    def __init__(self, *args: Any, themes: Iterable[ThemeName] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = _choices(themes)  # type: ignore[attr-defined] # - a choice field


class ApprovalForm(forms.Form):
    """Standing behind the themes as they were seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    size_reason = forms.CharField(
        label=_("Why the number of themes is not 5–15"), max_length=MAX_REASON, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["size_reason"]
