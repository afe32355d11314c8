"""The letter that answers may be read (N4): once, to the owners, when ten have been opened."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from tests.asking import an_open_survey, some_answers
from tests.factories import a_member, a_person, a_programme, some_voices, the_owner
from tests.reading_letters import sent, the_mail

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import close_collection, open_envelopes
from tiekartta.voices.actions.telling import tell_readers
from tiekartta.voices.models import Collection

pytestmark = pytest.mark.django_db
SUBJECTS = {
    "fi": "Kyselyn vastaukset voi nyt lukea",
    "sv": "Svaren på en enkät får läsas nu",
    "en": "Answers to a survey may be read now",
}


@pytest.mark.parametrize("language", SUBJECTS)
def test_owners_are_told_once_when_ten_may_be_read(settings: Any, language: str) -> None:
    """INV-C4, INV-Q4: where to read, and not a word of what was said."""
    programme = a_programme(a_person("Oona Omistaja", language=language))
    a_member(programme, Role.FACILITATOR)
    collection, survey = an_open_survey(programme)
    with the_mail(settings) as box:
        some_answers(survey, 9, text="zyxqvasaid")
        open_envelopes(collection=collection, by=SYSTEM)
        assert sent(box) == []
        some_answers(survey, 1)
        open_envelopes(collection=collection, by=SYSTEM)
        (letter,) = sent(box)
        some_answers(survey, 10)
        open_envelopes(collection=collection, by=SYSTEM)
        assert sent(box) == []
    assert letter.to == the_owner(programme).email
    assert (letter.language, letter.subject) == (language, SUBJECTS[language])
    assert "zyxqvasaid" not in letter.said
    ids = [programme.public_id, collection.public_id]
    for path in (reverse("voices:results", args=ids), reverse("voices:list", args=ids[:1])):
        assert any(link.endswith(path) for link in letter.html.links)


def test_the_letter_does_not_say_how_many_answered(settings: Any) -> None:
    """House rule 5: ten is the threshold, also when seventeen were opened together."""
    programme = a_programme(a_person("Oona Omistaja", language="en"))
    collection, survey = an_open_survey(programme)
    with the_mail(settings) as box:
        some_answers(survey, 17)
        open_envelopes(collection=collection, by=SYSTEM)
        (letter,) = sent(box)
    assert "at least 10" in letter.text
    assert not re.search(r"\b17\b", re.sub(r"https?://\S+", "", letter.text))


def test_a_stricter_threshold_is_waited_for(settings: Any) -> None:
    """INV-D2."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    Collection.objects.filter(pk=collection.pk).update(k_full=20)
    with the_mail(settings) as box:
        for expected in (0, 1):
            some_answers(survey, 10)
            open_envelopes(collection=collection, by=SYSTEM)
            assert len(sent(box)) == expected


def test_a_small_survey_is_never_told_of(settings: Any) -> None:
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    with the_mail(settings) as box:
        some_answers(survey, 4)
        close_collection(collection=collection, by=SYSTEM)
        open_envelopes(collection=collection, by=SYSTEM)
        assert [each.subject for each in sent(box)] == []


def an_owner_and_an_import() -> tuple[Programme, Collection]:
    programme = a_programme()
    some_voices(programme, [f"Lisää aikaa kohtaamiseen ({place})." for place in range(12)])
    return programme, Collection.objects.get(programme=programme)


def test_whoever_imports_knows_what_may_be_read() -> None:
    _programme, collection = an_owner_and_an_import()
    assert tell_readers(collection=collection, by=SYSTEM) == 0


def test_the_person_whose_act_it_was_gets_no_letter() -> None:
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    some_answers(survey, 10)
    open_envelopes(collection=collection, by=the_owner(programme))
    collection.refresh_from_db()
    assert collection.readers_told_on is not None
    assert tell_readers(collection=collection, by=SYSTEM) == 0
