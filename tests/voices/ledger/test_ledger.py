"""The participation ledger: computed from collections, completed by hand, never a number of people."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.asking import an_open_survey, some_answers
from tests.factories import (
    a_draft_roadmap,
    a_member,
    a_programme,
    an_approval,
    in_three,
    some_voices,
    the_owner,
)

from tiekartta.analysis.disclosure import Policy
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.people.actions import add_organisation
from tiekartta.people.states import OrganisationKind, Role
from tiekartta.people.states import RespondentGroup as G
from tiekartta.programmes.models import Programme
from tiekartta.programmes.states import PhaseCode
from tiekartta.roadmap.actions import publish_edition
from tiekartta.roadmap.queries import blockers, missing_groups
from tiekartta.voices.actions import (
    HearingFacts,
    add_hearings,
    close_collection,
    edit_hearing,
    open_envelopes,
    publish_ledger,
    remove_hearing,
    write_gaps,
)
from tiekartta.voices.models import Collection, Hearing, HearingGap
from tiekartta.voices.queries import heard_groups, ledger_of, public_ledger, year_report
from tiekartta.voices.sizes import told_size
from tiekartta.voices.states import HearingSize, ParticipationMeans

pytestmark = pytest.mark.django_db
HOW = in_three("Kokemusasiantuntijoiden ilta", "En kväll för erfarenhetsexperter", "An evening")


def facts(**changes: Any) -> HearingFacts:
    day = timezone.localdate()
    parts = {
        "phase": PhaseCode.SEMINAR, "means": ParticipationMeans.DISCUSSION, "how": HOW, "first_day": day,
        "last_day": day, "size": HearingSize.FEW,
    }  # fmt: skip
    return HearingFacts(**{**parts, **changes})


def heard(programme: Programme, *groups: G, **changes: Any) -> list[Hearing]:
    return add_hearings(
        programme=programme, groups=groups or [G.EXPERT_BY_EXPERIENCE], facts=facts(**changes), by=the_owner(programme)
    )  # fmt: skip


def row_of(programme: Programme, group: G) -> Any:
    return next(row for row in ledger_of(programme, reader=SYSTEM).rows if row.group == group)


def test_a_collection_stands_in_the_ledger_without_being_written_there() -> None:
    programme = a_programme()
    some_voices(programme, [f"Aikaa lisää {n}." for n in range(12)], name="Henkilöstökysely")
    row = row_of(programme, G.STAFF)
    (asking,) = row.askings
    assert (row.is_heard, asking.phase, asking.size) == (True, PhaseCode.SURVEY, HearingSize.TEN)
    assert (asking.means, asking.name) == ((ParticipationMeans.OPINIONS,), "Henkilöstökysely")
    assert asking.how.text("fi") == "kysely"
    assert not Hearing.objects.exists()
    assert row_of(programme, G.CLIENT).askings == ()


def test_an_open_survey_is_told_as_under_way_and_no_size_is_told_before_it_closes() -> None:
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    Collection.objects.filter(pk=collection.pk).update(means=["together", "unknown"])
    some_answers(survey, 12)
    open_envelopes(collection=collection, by=SYSTEM)
    (asking,) = row_of(programme, G.CLIENT).askings
    assert (asking.is_under_way, asking.size) == (True, None)
    assert asking.means == (ParticipationMeans.TOGETHER,)
    assert asking.how.text("fi") == (collection.title.text("fi") or "kysely")
    close_collection(collection=collection, by=SYSTEM)
    (asking,) = row_of(programme, G.CLIENT).askings
    assert (asking.is_under_way, asking.size) == (False, HearingSize.TEN)


@pytest.mark.parametrize(
    ("number", "size"), [(4, None), (7, None), (9, None), (10, HearingSize.TEN)]
)
def test_inv_d1_a_collection_of_few_gets_no_size(number: int, size: HearingSize | None) -> None:
    programme = a_programme()
    some_voices(programme, [f"Aikaa lisää {n}." for n in range(number)])
    (asking,) = row_of(programme, G.STAFF).askings
    assert asking.size is size


def test_inv_d3_sizes_of_collections_do_not_tell_a_small_one_beside_the_exact_sum() -> None:
    programme = a_programme()
    for number in (10, 3):
        some_voices(programme, [f"Aikaa lisää {number} {n}." for n in range(number)])
    sizes = {asking.size for asking in row_of(programme, G.STAFF).askings}
    assert HearingSize.FEW not in sizes
    assert HearingSize.FEWER not in sizes


@given(st.sampled_from(list(HearingSize)), st.integers(5, 12))
def test_a_size_is_told_only_from_the_threshold_up(size: HearingSize, k_min: int) -> None:
    told = told_size(size, Policy(k_full=20, k_min=k_min))
    assert told is None or {HearingSize.TEN: 10, HearingSize.FEW: 5}[told] >= k_min
    assert told_size(HearingSize.FEWER, Policy()) is None


def test_a_hearing_by_hand_counts_as_heard_unless_under_five_took_part() -> None:
    """INV-M5"""
    programme = a_programme()
    heard(programme)
    heard(programme, G.FAMILY, size=HearingSize.FEWER)
    assert heard_groups(programme) == {G.EXPERT_BY_EXPERIENCE}
    assert G.EXPERT_BY_EXPERIENCE not in missing_groups(programme)
    assert G.FAMILY in missing_groups(programme)
    assert row_of(programme, G.FAMILY).askings[0].size is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": in_three("", "", "")}, {"last_day": date(2020, 1, 1)}, {"first_day": date(1890, 1, 1)},
        {"last_day": timezone.localdate() + timedelta(days=1)},
    ],
)  # fmt: skip
def test_half_a_hearing_is_refused(wrong: dict[str, Any]) -> None:
    programme = a_programme()
    with pytest.raises(Refusal):
        heard(programme, **wrong)
    with pytest.raises(Refusal):
        add_hearings(programme=programme, groups=[], facts=facts(), by=the_owner(programme))
    assert not Hearing.objects.exists()


def test_only_keepers_write_and_a_changed_hearing_is_a_conflict() -> None:
    programme = a_programme()
    (row,) = heard(programme)
    for role in (Role.RECORDER, Role.DEVELOPER, Role.STEERING):
        person = a_member(programme, role)
        for act in (
            lambda person=person: add_hearings(programme=programme, groups=[G.STAFF], facts=facts(), by=person),
            lambda person=person: edit_hearing(hearing=row, seen=1, facts=facts(), by=person),
            lambda person=person: remove_hearing(hearing=row, by=person),
            lambda person=person: publish_ledger(programme=programme, is_public=True, by=person),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act()
    edit_hearing(hearing=row, seen=1, facts=facts(size=HearingSize.TEN), by=the_owner(programme))
    with pytest.raises(Conflict):
        edit_hearing(hearing=row, seen=1, facts=facts(), by=the_owner(programme))
    assert Hearing.objects.get().size == HearingSize.TEN
    remove_hearing(hearing=row, by=the_owner(programme))
    assert not Hearing.objects.exists()


def test_inv_m5_roadmap_and_ledger_ask_in_one_place() -> None:
    programme = a_programme()
    roadmap = a_draft_roadmap(programme, respondents=12)
    assert blockers(roadmap) == []
    HearingGap.objects.get(respondent_group=G.FAMILY).delete()
    assert [problem.page for problem in blockers(roadmap)] == ["gaps"]
    assert ledger_of(programme, reader=SYSTEM).unexplained == str(G.FAMILY.label)
    heard(programme, G.FAMILY, size=HearingSize.TEN)
    assert blockers(roadmap) == []
    edition = publish_edition(roadmap=roadmap, approval=an_approval(), by=the_owner(programme))
    content = edition.content
    assert "Kokemusasiantuntijoiden ilta" in content
    family = next(row for row in json.loads(content)["heard"] if row["group"] == "family")
    assert (family["way"], family["respondents"]) == ("hearing", None)


def test_the_same_reason_is_said_once_for_all_its_groups() -> None:
    programme = a_programme()
    reason = in_three("Kuullaan syksyllä.", "Hörs på hösten.", "In autumn.")
    write_gaps(
        programme=programme, reasons={G.FAMILY: reason, G.RESIDENT: reason, G.PARTNER: HOW}, by=a_member(programme, Role.DEVELOPER)
    )  # fmt: skip
    told = [(row.groups, row.reason) for row in ledger_of(programme, reader=SYSTEM).statements]
    assert told == [((G.FAMILY, G.RESIDENT), reason), ((G.PARTNER,), HOW)]
    with pytest.raises(PermissionDenied):
        write_gaps(programme=programme, reasons={}, by=a_member(programme, Role.STEERING))


def test_the_public_reads_it_only_once_it_is_published_and_never_the_inner_name(
    client: Client,
) -> None:
    programme = a_programme()
    some_voices(programme, [f"Aikaa lisää {n}." for n in range(12)], name="Sisäinen nimi")
    heard(programme)
    url = reverse("voices:public_ledger", args=[programme.public_id])
    assert client.get(url).status_code == 404
    with pytest.raises(Missing):
        public_ledger(programme.public_id)
    publish_ledger(programme=programme, is_public=True, by=the_owner(programme))
    for language, words in (("fi", "Kokemusasiantuntijoiden ilta"), ("sv", "En kväll för")):
        page = client.get(url, headers={"accept-language": language}).content.decode()
        assert words in page
        assert "Sisäinen nimi" not in page
    publish_ledger(programme=programme, is_public=False, by=the_owner(programme))
    assert client.get(url).status_code == 404


def test_the_pages_are_filled_in_changed_and_refuse_with_what_was_typed(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    new = reverse("voices:hearing_new", args=[programme.public_id])
    typed = {
        "groups": ["client", "family"], "phase": "seminar", "means": "discussion", "how_fi": "Kahvila-ilta",
        "first_day": "2026-02-03", "last_day": "2026-02-01", "size": "few",
    }  # fmt: skip
    page = client.post(new, typed, headers={"accept-language": "fi"})
    assert (page.status_code, "Kahvila-ilta" in page.content.decode()) == (200, True)
    assert client.post(new, {**typed, "last_day": "2199-01-01"}).status_code == 409
    assert client.post(new, {**typed, "last_day": ""}).status_code == 302
    assert Hearing.objects.count() == 2
    row = Hearing.objects.get(respondent_group="client")
    url = reverse("voices:hearing", args=[programme.public_id, row.public_id])
    assert (
        client.post(url, {**typed, "last_day": "", "seen": "1", "size": "ten"}).status_code == 302
    )
    again = client.post(url, {**typed, "last_day": "", "seen": "1", "how_fi": "Oma muoto"})
    assert (again.status_code, "Oma muoto" in again.content.decode()) == (409, True)
    assert client.post(url, {**typed, "last_day": "", "seen": "2"}).status_code == 302
    for wrong in ({}, {"groups": "'"}, {**typed, "size": "4"}, {**typed, "first_day": "eilen"}, {**typed, "means": "<b>"}):  # fmt: skip
        assert client.post(new, wrong).status_code == 200
    assert client.post(reverse("voices:hearing_remove", args=[programme.public_id, row.public_id])).status_code == 302  # fmt: skip
    assert Hearing.objects.count() == 1


def test_the_pages_take_the_same_queries_for_one_hearing_and_three(client: Client) -> None:
    taken = []
    for number in (1, 3):
        programme = a_programme()
        for _time in range(number):
            some_voices(programme, [f"Aikaa lisää {n}." for n in range(2)])
            heard(programme)
        publish_ledger(programme=programme, is_public=True, by=the_owner(programme))
        client.force_login(the_owner(programme))
        for name in ("ledger", "public_ledger", "year"):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(f"voices:{name}", args=[programme.public_id]))
            taken.append(len(queries))
    assert taken[:3] == taken[3:]


# ---- the report of a year ----------------------------------------------------------------------


def test_the_report_of_a_year_names_all_six_means_used_or_not() -> None:
    programme = a_programme()
    heard(programme, G.CLIENT, G.FAMILY, first_day=date(2025, 5, 1), last_day=date(2025, 5, 2))
    report = year_report([programme], year=2025, reader=the_owner(programme))
    assert [part.means for part in report.parts] == list(ParticipationMeans)
    assert report.used == 1
    (line,) = report.parts[0].lines
    assert line.groups == (G.CLIENT, G.FAMILY)
    assert year_report([programme], year=2024, reader=the_owner(programme)).used == 0


def test_the_workbook_holds_every_line_and_no_formula(client: Client) -> None:
    programme = a_programme()
    heard(programme, how=in_three("=1+1", "=1+1", "=1+1"))
    client.force_login(the_owner(programme))
    year = timezone.localdate().year
    answer = client.get(reverse("voices:year_file", args=[programme.public_id, f"{year}-xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=1+1" for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    page = client.get(reverse("voices:year_file", args=[programme.public_id, f"{year}-html"]))
    assert "=1+1" in page.content.decode()
    for wrong in (f"{year}-pdf", "99999-xlsx", "xlsx", f"{year}"):
        assert client.get(reverse("voices:year_file", args=[programme.public_id, wrong])).status_code == 404  # fmt: skip


def test_an_organisation_is_reported_on_by_owners_of_its_programmes(client: Client) -> None:
    organisation = add_organisation(name="Alue", kind=OrganisationKind.COUNTY, by=SYSTEM)
    owner = the_owner(a_programme(name="Oma", organisation=organisation))
    own = a_programme(owner, name="Toinen oma", organisation=organisation)
    foreign = a_programme(name="Vieras", organisation=organisation)
    elsewhere = a_programme(owner, name="Muualla")
    for programme in (own, foreign, elsewhere):
        heard(programme, how=in_three(f"Ilta: {programme.name}", "kväll", "evening"))
    url = reverse("voices:organisation_year", args=[organisation.public_id])
    client.force_login(owner)
    page = client.get(url, headers={"accept-language": "fi"}).content.decode()
    assert "Ilta: Toinen oma" in page
    assert "Vieras" not in page
    assert "Muualla" not in page
    client.force_login(a_member(own, Role.FACILITATOR))
    assert client.get(url).status_code == 404
    assert client.get(url.replace(organisation.public_id, "zzzzzzzzzz")).status_code == 404
