"""All components on one page, for those who build. Sample words are invented and stay untranslated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tiekartta.analysis.disclosure import Disclosed, disclose
from tiekartta.shell.state_colours import colour_of

STATES = ("draft", "open", "planned", "held", "approved", "rejected", "counted", "archived")
FAMILIES = ("accent", "neutral", "brand1", "success", "warning", "danger", "info")


@dataclass(frozen=True)
class Sample:
    """A link of a sample navigation."""

    label: str
    url: str = "#"
    current: bool = False
    state: str = ""
    text: str = ""
    date: datetime | None = None


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="Kyselyn nimi", help_text="Näkyy vastaajille.")
    email = forms.EmailField(label="Yhteyshenkilön sähköposti", required=False)
    answer = forms.CharField(label="Mitä pitäisi kehittää?", widget=forms.Textarea)
    opens = forms.DateField(
        label="Avautuu", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    seats = forms.IntegerField(label="Kärkien määrä", min_value=3, max_value=4, initial=4)
    file = forms.FileField(label="Tiedosto", required=False, help_text="CSV tai XLSX, 30 Mt.")
    audience = forms.ChoiceField(
        label="Kenelle", choices=[("staff", "Henkilöstö"), ("clients", "Asiakkaat")]
    )
    method = forms.ChoiceField(
        label="Äänestystapa",
        choices=[("approval", "Hyväksyntä"), ("dots", "Pisteet")],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label="Kielet",
        choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Valitse ainakin yksi.",
    )
    agreed = forms.BooleanField(label="Tietosuojaseloste on julkaistu")


def _path() -> list[Sample]:
    done = ("Näkemykset", "Seulonta", "Teemat")
    later = ("Ehdotukset", "Äänestykset", "Päätökset", "Tiekartta", "Jäljitys")
    return [
        *(Sample(label, state="done") for label in done[:2]),
        Sample("Teemat", current=True, state="active"),
        *(Sample(label, state="waiting") for label in later),
        Sample("Jäsenet", state="tool"),
    ]


def _receipt() -> list[Sample]:
    return [
        Sample("Luettu", state="done", date=datetime(2026, 3, 1, 9, 5, tzinfo=UTC)),
        Sample("Teemassa", state="done", text="Palveluun pääsee ilman takaisinsoittoa"),
        Sample("Ehdotuksessa", state="active"),
        Sample("Kärjessä"),
    ]


def _rows() -> list[tuple[str, Disclosed]]:
    counts = {
        "Palveluun pääsee ilman takaisinsoittoa ja jonotusta": 1412,
        "Työrauha ja riittävä väki": 388,
        "Yhteinen tieto asiakkaasta kulkee mukana": 96,
        "Kuljetukset syrjäkyliltä": 7,
        "Ruotsinkieliset palvelut": 3,
    }
    return [(label, disclose(count)) for label, count in counts.items()]


def style_page(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    messages.success(request, "Teemat hyväksyttiin.")
    messages.warning(request, "Teemoitus on vanhentunut: kolme näkemystä on tullut sen jälkeen.")
    sent = SampleForm({"name": "", "email": "ei-osoite", "seats": "9", "audience": "staff"})
    context: dict[str, Any] = {
        "programme": "Kaislarannan palvelut 2030",
        "programme_nav": _path(),
        "main_nav": [Sample("Ohjelmat", current=True), Sample("Julkaistut tiekartat")],
        "states": [(state, colour_of(state)) for state in STATES],
        "families": FAMILIES,
        "fresh_form": SampleForm(prefix="fresh"),
        "sent_form": sent,
        "tabs": [Sample("Yhteenveto", current=True), Sample("Ryhmittäin"), Sample("Orvot")],
        "receipt": _receipt(),
        "rows": _rows(),
        "page": Paginator(range(1000), 50).page(6),
        "moment": datetime(2026, 3, 1, 7, 5, tzinfo=UTC),
    }
    return render(request, "shell/styles.html", context)
