"""The components of pages as template tags: `{% load components %}`. Usage: templates/components/README.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.forms.utils import flatatt
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tiekartta.shell.figures import chart_of, stacks_of, words_of
from tiekartta.shell.state_colours import colour_of

register = template.Library()

Item = dict[str, Any]


def _item(value: Any) -> Any:
    """A (label, url) or (label, url, current) tuple as a mapping; anything else has its own attributes."""
    if isinstance(value, tuple):
        return dict(zip(("label", "url", "current"), value, strict=False))
    return value


@register.simple_tag
def button(
    label: str, *, href: str = "", variant: str = "primary", size: str = "", **attributes: Any
) -> SafeString:
    """A button, or a link that looks like one when `href` is given.

    Variants: primary, secondary, tertiary, danger. Underscores in other attribute names become hyphens; an attribute
    that is True stands alone, one that is False or None is left out.
    """
    own: dict[str, Any] = {
        "class": " ".join(("ds-button", str(attributes.pop("class", "")))).strip()
    }
    if variant == "danger":
        own["data-color"] = "danger"
    elif variant != "primary":
        own["data-variant"] = variant
    if size:
        own["data-size"] = size
    for name, value in attributes.items():
        if value is not None and value != "":
            own[name.replace("_", "-")] = value
    if href:
        return format_html("<a{}>{}</a>", flatatt({"href": href, **own}), label)
    return format_html("<button{}>{}</button>", flatatt({"type": "submit", **own}), label)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a field is one box to tick: its label stands after the box."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def field_control(field: BoundField) -> SafeString:
    """The input of a form field, with classes; radio buttons and tick boxes each with their own label."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        choices = []
        for choice in field.subwidgets:
            choice.data["attrs"]["class"] = "ds-input"
            if field.errors:
                choice.data["attrs"]["aria-invalid"] = "true"
            label, target = choice.choice_label, choice.id_for_label
            choices.append({"control": choice.tag(wrap_label=False), "label": label, "id": target})
        return render_to_string("components/choices.html", {"choices": choices})
    classes = " ".join(("ds-input", widget.attrs.get("class", ""))).strip()
    return field.as_widget(attrs={"class": classes})


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One form field: label, help, control and errors, tied to each other."""
    return bound.as_field_group()


def _problems(form: BaseForm) -> Iterable[Item]:
    for text in form.non_field_errors():
        yield {"text": text}
    for bound in form:
        target = bound.id_for_label or (f"{bound.auto_id}_0" if bound.auto_id else "")
        for text in bound.errors:
            yield {"text": text, "label": bound.label, "target": "" if bound.is_hidden else target}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm, name: str = "") -> Item:
    """What is wrong in a bound form, each line a link to its field; nothing when all is well.

    `name` sets a second form of the page without a prefix apart.
    """
    name = name or form.prefix or "form"
    return {"problems": list(_problems(form)), "summary_id": f"{name}-problems"}


@register.simple_block_tag
def table(
    content: str, *, caption: str, hide_caption: bool = False, hover: bool = False
) -> SafeString:
    """A table that scrolls sideways by itself, also with the keyboard."""
    values = {"content": content, "caption": caption, "hide_caption": hide_caption, "hover": hover}
    return render_to_string("components/table.html", values)


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], *, label: str) -> Item:
    """Views of one thing, as links; items have .label .url .current or are tuples of them."""
    return {"items": [_item(item) for item in items], "label": label}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> Item:
    """Label, address, label, address, …; a last label without an address is the page itself."""
    urls = [*pairs[1::2], ""]
    return {
        "items": [
            {"label": label, "url": url} for label, url in zip(pairs[::2], urls, strict=False)
        ]
    }


@register.simple_block_tag
def dialog(
    content: str, *, name: str, title: str, opener: str, href: str, variant: str = "secondary"
) -> SafeString:
    """A link to a page, opened as a dialog on this page where scripts run."""
    values = {
        "content": content,
        "id": name,
        "title": title,
        "opener": opener,
        "href": href,
        "variant": variant,
    }
    return render_to_string("components/dialog.html", values)


@register.simple_tag
def status(state: str, label: str) -> SafeString:
    """The state of a thing in words, coloured by its name."""
    return format_html(
        '<span class="ds-tag tk-status" data-color="{}">{}</span>', colour_of(state), label
    )


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str,
    text: str = "",
    *,
    action: str = "",
    action_url: str = "",
    other: str = "",
    other_url: str = "",
) -> Item:
    """What is not here yet, why, what to do about it, and perhaps something else that one may do."""
    return {
        "title": title,
        "text": text,
        "action": action,
        "action_url": action_url,
        "other": other,
        "other_url": other_url,
    }


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int | None, label: str) -> Item:
    """How far a work is; without a total only that it goes on."""
    percent = round(100 * done / total) if total else 0
    return {"done": done, "total": total, "label": label, "percent": percent}


def _page_url(request: HttpRequest | None, parameter: str, number: int) -> str:
    query = request.GET.copy() if request is not None else None
    if query is None:
        return f"?{parameter}={number}"
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], *, parameter: str = "page") -> Item:
    """Links to the pages of a list; other parameters of the address stay."""
    request = context.get("request")
    pages = [
        {
            "label": number,
            "url": _page_url(request, parameter, number) if isinstance(number, int) else "",
            "current": number == page.number,
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    before = page.previous_page_number() if page.has_previous() else None
    after = page.next_page_number() if page.has_next() else None
    return {
        "page": page,
        "pages": pages,
        "previous": _page_url(request, parameter, before) if before else "",
        "next": _page_url(request, parameter, after) if after else "",
    }


@register.simple_block_tag
def callout(content: str, color: str = "info", *, title: str = "", role: str = "") -> SafeString:
    """Something to notice: info, success, warning or danger."""
    values = {"content": content, "color": color, "title": title, "role": role}
    return render_to_string("components/callout.html", values)


@register.simple_block_tag
def stats(content: str) -> SafeString:
    """A row of figures: write `{% stat %}` tags inside."""
    return format_html('<dl class="tk-stats">{}</dl>', content)


@register.inclusion_tag("components/stat.html")
def stat(label: str, value: Any, *, note: str = "") -> Item:
    """One figure with its name; a count about people is given as a disclosed value."""
    words = words_of(value, plain_allowed=True)
    return {"label": label, "value": words, "note": note, "is_words": not words[:1].isdigit()}


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Any], *, label: str = "") -> Item:
    """A path with .label .state (done, active, waiting, ended) and perhaps .text .date .url."""
    return {"items": [_item(item) for item in items], "label": label}


@register.simple_tag
def disclosed(value: Any, *, short: bool = False) -> str:
    """A count about people in the words that may be shown. Raises TypeError on anything else than a disclosed value.

    `short`: only "hidden", in wide tables with a note that says why.
    """
    return words_of(value, short=short)


@register.inclusion_tag("components/barchart.html")
def barchart(
    rows: Iterable[tuple[str, Any]], *, title: str, description: str = "", heading: str, unit: str
) -> Item:
    """Bars of disclosed counts with a table that says the same. `heading` names the rows, `unit` the figures."""
    chart = chart_of(rows)
    return {
        "chart": chart,
        "title": title,
        "description": description,
        "heading": heading,
        "unit": unit,
    }


@register.inclusion_tag("components/bars.html")
def bars(rows: Iterable[tuple[str, Any]], *, title: str) -> Item:
    """Bars alone, to stand beside a table of the same disclosed counts."""
    return {"chart": chart_of(rows), "title": title}


@register.inclusion_tag("components/stacks.html")
def stacks(rows: Iterable[tuple[str, list[tuple[str, Any]], Any]], *, title: str) -> Item:
    """Bars that show how wholes divide, to stand beside a table of the same disclosed counts."""
    return {"chart": stacks_of(rows), "title": title}


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as people write it: 1.3.2026."""
    if not value:
        return ""
    local = (
        timezone.localtime(value)
        if isinstance(value, datetime) and timezone.is_aware(value)
        else value
    )
    return date_format(local, "SHORT_DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """A date and time as people write them: 1.3.2026 klo 9.05."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(local, "SHORT_DATETIME_FORMAT")
