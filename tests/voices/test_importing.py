"""Importing a survey: whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.factories import a_member, a_programme, the_owner
from tests.voices.surveys import HEADER, ROWS, an_upload, as_csv, as_xlsx, settings_of

from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.voices.actions import confirm_import, import_now, prune_drafts, start_import
from tiekartta.voices.errors import ImportRefusal
from tiekartta.voices.importing import SKIP, ImportSettings
from tiekartta.voices.models import Collection, ImportDraft, Response, Voice
from tiekartta.voices.queries import respondents_by_group, usable_voices
from tiekartta.voices.states import VoiceKind, VoiceState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("content", [as_csv(), as_csv(encoding="cp1252"), as_xlsx()])
def test_an_ordinary_survey_comes_in_as_guessed(content: bytes) -> None:
    programme = a_programme()
    collection = import_now(programme=programme, file_name="kevät.csv", content=content, by=SYSTEM)
    said = {voice.text: voice for voice in usable_voices(programme, reader=SYSTEM)}
    assert len(said) == 5
    first = said["Puheluihin pitäisi vastata saman päivän aikana."]
    assert (first.group, first.kind, first.language) == (
        RespondentGroup.STAFF,
        VoiceKind.NEED,
        "fi",
    )
    assert (first.said_on, first.quote_ok) == (date(2026, 3, 5), True)
    assert first.question == "Mitä pitäisi kehittää?"
    assert said["Aamupalaverit toimivat hyvin meillä."].kind == VoiceKind.GOOD_PRACTICE
    assert said["Vi behöver en gemensam kalender för alla möten."].language == "sv"
    assert (collection.rows, collection.name) == (4, "kevät")


def test_nothing_of_the_file_is_kept() -> None:
    programme = a_programme()
    import_now(programme=programme, file_name="a.csv", content=as_csv(), by=SYSTEM)
    assert not ImportDraft.objects.exists()


def test_the_journal_tells_who_imported_and_nothing_else() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    import_now(programme=programme, file_name="a.csv", content=as_csv(), by=owner)
    entry = Entry.objects.get(action="import_voices")
    assert entry.actor == owner.actor_key


def test_the_same_file_is_refused_whole_and_the_refusal_says_when_and_as_what() -> None:
    programme = a_programme()
    import_now(programme=programme, file_name="kevät.csv", content=as_csv(), by=SYSTEM)
    with pytest.raises(Refusal) as refused:
        import_now(programme=programme, file_name="uusi nimi.csv", content=as_csv(), by=SYSTEM)
    today = timezone.localdate()
    assert f"{today.day}.{today.month}.{today.year}" in str(refused.value)
    assert "kevät.csv" in str(refused.value)
    assert Voice.objects.count() == 5


def test_the_same_file_may_come_into_another_programme() -> None:
    for name in ("Yksi", "Kaksi"):
        import_now(programme=a_programme(name=name), file_name="a.csv", content=as_csv(), by=SYSTEM)
    assert Collection.objects.count() == 2


def test_one_bad_row_refuses_all_and_keeps_upload_and_choices() -> None:
    programme = a_programme()
    rows = [*ROWS, ("40.3.2026", "Kuka tietää", "Tässä rivissä on kaksi virhettä.", "", "")]
    draft = an_upload(programme, as_csv(rows))
    wanted = replace(settings_of(draft), name="Kevään kysely")
    with pytest.raises(ImportRefusal) as refused:
        confirm_import(draft=draft, settings=wanted, by=the_owner(programme))
    places = [problem.partition(":")[0] for problem in refused.value.problems]
    assert places == ["Rivi 9, sarake 2", "Rivi 9, sarake 1"]
    assert not Collection.objects.exists()
    draft.refresh_from_db()
    assert settings_of(draft).name == "Kevään kysely"


def test_rows_of_a_value_can_be_left_out_and_one_group_can_be_fixed() -> None:
    programme = a_programme()
    draft = an_upload(programme)
    guessed = settings_of(draft)
    chosen = replace(guessed, groups={**guessed.groups, "asiakas": SKIP})
    import_now(programme=programme, file_name="a.csv", content=as_csv(), settings=chosen, by=SYSTEM)
    assert Response.objects.filter(respondent_group=RespondentGroup.CLIENT).count() == 0
    other = a_programme()
    fixed = replace(guessed, group_column=None, fixed_group=RespondentGroup.RESIDENT)
    import_now(programme=other, file_name="a.csv", content=as_csv(), settings=fixed, by=SYSTEM)
    assert {voice.group for voice in usable_voices(other, reader=SYSTEM)} == {
        RespondentGroup.RESIDENT
    }


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"open_columns": {}},
        {"group_column": None},
        {"group_column": 2},
        {"receipt_column": 99},
        {"receipt_column": 2},
        {"open_columns": {3: VoiceKind.NEED}, "groups": {}},
    ],
)
def test_settings_that_cannot_be_right_are_refused(change: dict[str, object]) -> None:
    programme = a_programme()
    chosen = replace(settings_of(an_upload(programme)), **change)
    with pytest.raises(ImportRefusal):
        import_now(
            programme=programme, file_name="a.csv", content=as_csv(), settings=chosen, by=SYSTEM
        )
    assert not Collection.objects.exists()


def test_a_column_of_many_values_cannot_tell_the_group() -> None:
    rows = [(f"arvo {n}", f"Vastaus numero {n} on tässä näin.") for n in range(40)]
    chosen = ImportSettings(name="x", open_columns={1: VoiceKind.NEED}, group_column=0)
    with pytest.raises(ImportRefusal, match="30"):
        import_now(
            programme=a_programme(), file_name="a.csv", content=as_csv(rows, ("Ryhmä", "Vastaus")),
            settings=chosen, by=SYSTEM,
        )  # fmt: skip


@pytest.mark.parametrize(
    "codes",
    [("123456789012", "223456789012"), ("KRTV-7H2M-P9QX", "krtv 7h2m p9qx"), ("abc", "def")],
)
def test_receipt_codes_that_anybody_could_guess_or_share_are_refused(
    codes: tuple[str, str],
) -> None:
    rows = [(code, "Aikaa tarvitaan lisää.") for code in codes]
    chosen = ImportSettings(
        name="x",
        open_columns={1: VoiceKind.NEED},
        fixed_group=RespondentGroup.STAFF,
        receipt_column=0,
    )
    with pytest.raises(ImportRefusal):
        import_now(
            programme=a_programme(), file_name="a.csv", content=as_csv(rows, ("Koodi", "Vastaus")),
            settings=chosen, by=SYSTEM,
        )  # fmt: skip


def test_personal_data_is_held_with_kinds_and_places_only() -> None:
    text = "Soittakaa minulle numeroon 040 123 4567 tai kirjoittakaa."
    rows = [("5.3.2026", "Asiakas", text, "", ""), *ROWS]
    import_now(programme=a_programme(), file_name="a.csv", content=as_csv(rows), by=SYSTEM)
    voice = Voice.objects.get(text_original=text)
    assert (voice.state, voice.text_screened) == (VoiceState.QUARANTINED, "")
    assert voice.screening.flags == [{"kind": "phone", "start": 27, "end": 39, "sure": "likely"}]


def test_only_owners_import() -> None:
    programme = a_programme()
    for role in (Role.FACILITATOR, Role.DEVELOPER, Role.STEERING, Role.JUROR):
        with pytest.raises(PermissionDenied):
            start_import(
                programme=programme, file_name="a", content=as_csv(), by=a_member(programme, role)
            )


def test_uploads_live_for_a_day() -> None:
    programme = a_programme()
    draft = an_upload(programme)
    assert prune_drafts(by=SYSTEM, now=timezone.now() + timedelta(hours=23)) == 0
    assert prune_drafts(by=SYSTEM, now=timezone.now() + timedelta(hours=25)) == 1
    assert not ImportDraft.objects.filter(pk=draft.pk).exists()


def test_what_nobody_said_is_no_voice_and_no_respondent() -> None:
    programme = a_programme()
    rows = [*ROWS, ("", "Henkilöstö", "   ", "", "")]
    import_now(programme=programme, file_name="a.csv", content=as_csv(rows, HEADER), by=SYSTEM)
    assert Response.objects.count() == 4
    assert not Voice.objects.filter(text_original="").exists()
    assert set(respondents_by_group(programme, reader=SYSTEM)) == {
        RespondentGroup.STAFF, RespondentGroup.CLIENT, RespondentGroup.PARTNER,
    }  # fmt: skip
