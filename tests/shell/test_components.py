"""Components: markup that people with assistive technology can use, and counts that do not leak."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from tiekartta.analysis.disclosure import Disclosed, disclose
from tiekartta.shell.figures import chart_of, words_of
from tiekartta.shell.state_colours import colour_of


def render(source: str, **context: Any) -> str:
    return re.sub(r"[ \n]+", " ", Template(source).render(Context(context))).strip()


class Sample(forms.Form):
    title = forms.CharField(label="Nimi <b>", help_text="Lyhyt.", max_length=5)
    note = forms.CharField(label="Muistiinpano", required=False, widget=forms.Textarea)
    way = forms.ChoiceField(
        label="Tapa", choices=[("a", "Yksi"), ("b", "Kaksi")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Sovittu")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        self.add_error(None, "Koko lomaketta koskeva.")


# --- forms ---------------------------------------------------------------------------------------


def test_field_ties_label_help_and_control() -> None:
    html = render("{% field form.title %}", form=Sample())
    assert '<label class="ds-label" for="id_title">Nimi &lt;b&gt;</label>' in html
    assert 'id="id_title_helptext">Lyhyt.</div>' in html
    assert 'aria-describedby="id_title_helptext"' in html
    assert 'class="ds-input"' in html
    assert "aria-invalid" not in html


def test_field_with_error_says_so_beside_the_control() -> None:
    html = render("{% field form.title %}", form=Sample({"title": "liian pitkä"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert 'value="liian pitkä"' in html


def test_only_optional_fields_are_marked() -> None:
    with translation.override("en"):
        marked = render("{% field form.note %}", form=Sample())
        unmarked = render("{% field form.title %}", form=Sample())
    assert "(optional)" in marked
    assert "(optional)" not in unmarked


def test_field_keeps_the_classes_of_its_widget() -> None:
    form = Sample()
    form.fields["title"].widget.attrs["class"] = "tk-code-input"
    assert 'class="ds-input tk-code-input"' in render("{% field form.title %}", form=form)


def test_radio_buttons_are_a_group_with_a_legend_and_own_labels() -> None:
    html = render("{% field form.way %}", form=Sample({"way": "b"}))
    assert '<legend class="ds-label">Tapa</legend>' in html
    assert html.count('type="radio"') == 2
    assert '<label class="ds-label" for="id_way_1">Kaksi</label>' in html
    assert re.search(r'value="b"[^>]*checked', html)


def test_tick_box_stands_before_its_label() -> None:
    html = render("{% field form.agreed %}", form=Sample())
    assert html.index('type="checkbox"') < html.index("<label")


def test_form_brings_its_summary_fields_and_hidden_ones() -> None:
    html = render("{{ form }}", form=Sample({"secret": "x"}))
    assert html.index("ds-error-summary") < html.index('id="id_title"')
    assert html.count('type="hidden"') == 1
    for target in re.findall(r'class="ds-link" href="#([^"]+)"', html):
        assert f'id="{target}"' in html
    assert "Koko lomaketta koskeva." in html


def test_summary_is_silent_when_all_is_well() -> None:
    assert render("{% error_summary form %}", form=Sample()) == ""


# --- counts about people -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("fi", 1412, "1\xa0412"),
        ("fi", 7, "muutama"),
        ("fi", 3, "peitetty (liian vähän vastaajia)"),
        ("sv", 3, "dolt (för få svarande)"),
        ("en", 0, "hidden (too few respondents)"),
        ("en", 5, "few"),
        ("en", 10, "10"),
    ],
)
def test_disclosed_count_in_words_inv_d1(language: str, count: int, words: str) -> None:
    with translation.override(language):
        assert words_of(disclose(count)) == words


@pytest.mark.parametrize("bare", [3, 412, "412", None])
def test_bare_count_is_refused(bare: Any) -> None:
    with pytest.raises(TypeError, match="disclosed"):
        words_of(bare)


def test_bar_chart_refuses_bare_counts() -> None:
    with pytest.raises(TypeError, match="disclosed"):
        chart_of([("Teema", 12)])  # type: ignore[list-item] # - the mistake that must be caught


def test_bar_lengths_follow_shown_counts_and_tell_nothing_of_others() -> None:
    rows = [("A", disclose(200)), ("B", disclose(50)), ("C", disclose(9)), ("D", disclose(4))]
    chart = chart_of(rows)
    assert [bar.width for bar in chart.bars] == ["76.00%", "19.00%", None, None]
    same = [*rows[:2], ("C", disclose(5)), ("D", disclose(0))]
    assert chart_of(same) == chart


def test_bar_chart_has_a_title_a_description_and_a_table() -> None:
    html = render(
        '{% barchart rows title="Teemat" heading="Teema" unit="Näkemyksiä" %}',
        rows=[("Kulku", disclose(1200)), ("Väki", Disclosed("hidden"))],
    )
    assert "<title>Teemat</title>" in html
    assert "<desc>Kulku: 1\xa0200." in html
    assert html.count('<th scope="row">') == 2
    assert "style=" not in html


def test_long_label_takes_more_lines_and_the_rows_do_not_collide() -> None:
    chart = chart_of([("sana " * 20, disclose(20)), ("Lyhyt", disclose(10))])
    first, second = chart.bars
    assert len(first.lines) > 1
    assert first.lines[-1].y < first.y
    assert first.y < second.lines[0].y
    assert chart.height > second.y


def test_chart_of_nothing_is_empty() -> None:
    assert chart_of([]).height == 0


def test_stat_shows_disclosed_counts_and_plain_figures() -> None:
    html = render('{% stats %}{% stat "A" a %}{% stat "B" 12 %}{% endstats %}', a=disclose(2))
    assert html.count("<dt>") == 2
    assert "data-words" in html
    assert ">12</span>" in html


# --- the rest ------------------------------------------------------------------------------------


def test_button_is_a_button_or_a_link() -> None:
    assert render('{% button "Tallenna" %}') == (
        '<button class="ds-button" type="submit">Tallenna</button>'
    )
    link = render('{% button "Muokkaa" href=url variant="secondary" %}', url="/a?b=1&c=2")
    assert link == (
        '<a class="ds-button" data-variant="secondary" href="/a?b=1&amp;c=2">Muokkaa</a>'
    )


def test_button_escapes_and_passes_other_attributes() -> None:
    html = render('{% button label variant="danger" data_confirm="Varmasti?" %}', label="<i>")
    assert 'data-confirm="Varmasti?"' in html
    assert 'data-color="danger"' in html
    assert ">&lt;i&gt;<" in html


def test_table_scrolls_by_keyboard_and_has_a_caption() -> None:
    html = render('{% table caption="Teemat" %}<tbody></tbody>{% endtable %}')
    assert 'role="region" tabindex="0" aria-label="Teemat"' in html
    assert "<caption>Teemat</caption>" in html
    assert "<tbody></tbody>" in html


def test_tabs_mark_the_current_page() -> None:
    html = render('{% tabs items label="N" %}', items=[("Yksi", "/1", True), ("Kaksi", "/2")])
    assert '<a href="/1" aria-current="page">Yksi</a>' in html
    assert '<a href="/2">Kaksi</a>' in html


def test_breadcrumbs_end_with_the_page_itself() -> None:
    html = render('{% breadcrumbs "Alku" "/" "Tämä" %}')
    assert '<a href="/">Alku</a>' in html
    assert '<span aria-current="page">Tämä</span>' in html


def test_dialog_is_a_link_without_scripts() -> None:
    html = render(
        '{% dialog name="d" title="T" opener="Avaa" href="/sivu" %}<p>x</p>{% enddialog %}'
    )
    assert 'href="/sivu"' in html
    assert 'data-dialog="d"' in html
    assert '<dialog class="ds-dialog tk-dialog" id="d" aria-labelledby="d-title">' in html


@pytest.mark.parametrize(
    ("state", "colour"), [("approved", "success"), ("HELD", "warning"), ("something", "neutral")]
)
def test_status_colour_follows_the_name_of_the_state(state: str, colour: str) -> None:
    assert colour_of(state) == colour
    assert render("{% status state 'Sana' %}", state=state) == (
        f'<span class="ds-tag tk-status" data-color="{colour}">Sana</span>'
    )


def test_empty_state_offers_what_to_do() -> None:
    html = render('{% empty_state "Tyhjä" "Tuo kysely." action="Tuo" action_url="/tuo" %}')
    assert ">Tyhjä</h2>" in html
    assert '<a class="ds-button" href="/tuo">Tuo</a>' in html
    assert "ds-button" not in render('{% empty_state "Tyhjä" %}')


def test_progress_says_the_same_in_words_and_as_a_bar() -> None:
    with translation.override("sv"):
        html = render('{% progress 12400 50000 "Rader" %}')
    assert "12\xa0400 av 50\xa0000 (25 %)" in html
    assert '<progress aria-label="Rader" max="50000" value="12400"></progress>' in html


def test_progress_without_a_total_only_goes_on() -> None:
    html = render('{% progress 0 total "Teemoitus" %}', total=None)
    assert '<progress aria-label="Teemoitus"></progress>' in html


def test_pager_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/", {"tila": "open", "page": "2"})
    html = render("{% pager page %}", page=Paginator(range(500), 50).page(2), request=request)
    assert 'href="?tila=open&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1
    assert 'rel="prev"' in html


def test_pager_is_silent_on_a_single_page() -> None:
    assert render("{% pager page %}", page=Paginator([1], 50).page(1)) == ""


def test_callout_has_its_colour_and_role() -> None:
    html = render('{% callout "danger" title="Ei" role="alert" %}<p>x</p>{% endcallout %}')
    assert 'data-color="danger" role="alert"' in html
    assert "role" not in render("{% callout %}x{% endcallout %}")


def test_steps_say_their_state_in_words() -> None:
    items = [
        SimpleNamespace(label="Luettu", state="done", date=date(2026, 3, 1)),
        SimpleNamespace(label="Teemassa", state="active", text="Kulku"),
        SimpleNamespace(label="Pysäköity", state="ended"),
        SimpleNamespace(label="Kärjessä"),
    ]
    with translation.override("en"):
        html = render("{% steps items %}", items=items)
    assert re.findall(r'steps__state">([^<]+)', html) == [
        "done",
        "in progress",
        "ended here",
        "not yet",
    ]
    assert html.count('aria-current="step"') == 1
    assert "1.3.2026" in html


def test_dates_are_written_as_people_write_them() -> None:
    at = datetime(2026, 3, 1, 7, 5, tzinfo=UTC)
    with translation.override("fi"):
        html = render("{{ at|day }} / {{ at|moment }} / {{ none|day }}{{ none|moment }}", at=at)
    assert html == "1.3.2026 / 1.3.2026 klo 9.05 /"
    with translation.override("fi"):
        assert render("{{ on|day }}", on=date(2026, 12, 24)) == "24.12.2026"
