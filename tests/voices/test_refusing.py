"""A refusal becomes an error of the form; everything else stays what it is."""

from __future__ import annotations

import pytest
from django import forms

from tiekartta.language.errors import Conflict, Refusal
from tiekartta.voices.pages.refusing import refused_into


class NameForm(forms.Form):
    """A field that is seen and one that is not."""

    name = forms.CharField()
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("refusal", "place"),
    [
        (Refusal("Give a name.", code="name"), "name"),
        (Refusal("It is closed.", code="state"), "__all__"),
        (Conflict("Somebody else edited it.", code="version"), "__all__"),
    ],
)
def test_a_refusal_stands_at_its_field_when_the_field_is_seen(refusal: Refusal, place: str) -> None:
    form = NameForm({"name": "Kysely", "version": "1"})
    with refused_into(form) as outcome:
        assert form.is_valid()
        raise refusal
    assert outcome.status == 409
    assert dict(form.errors) == {place: [str(refusal)]}


def test_what_is_no_refusal_goes_on_and_what_is_right_is_no_error() -> None:
    form = NameForm({"name": "Kysely", "version": "1"})
    with refused_into(form) as outcome:
        assert form.is_valid()
    assert (outcome.status, form.errors) == (200, {})
    with pytest.raises(ZeroDivisionError), refused_into(form):
        raise ZeroDivisionError
