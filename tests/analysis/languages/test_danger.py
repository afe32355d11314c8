"""Words of acute danger in three languages: found in their forms, and not in what is merely about work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.languages.danger import suggests_danger

IN_DANGER = (
    "En jaksa enää elää tämän kanssa.", "Haluaisin vain kuolla.", "en halua enää elää", "Olen miettinyt itsemurhaa.",
    "ITSEMURHA on mielessä", "Tapan itseni, jos apua ei tule", "olen viillellyt itseäni", "viiltelen itseäni",
    "Mieheni lyö minua iltaisin.", "Isä hakkaa\nlapsia", "minua on lyöty", "hän uhkaa tappaa minut", "Pelkään henkeni puolesta",
    "lapseni on vaarassa", "Lapset ovat vaarassa kotona", "Elämälläni ei ole mitään syytä elää",
    "Jag vill inte leva längre.", "jag orkar inte leva", "Jag vill bara dö", "tänker på självmord", "ta livet av mig",
    "han slår mig", "Pappa slår barnen", "jag skär mig själv", "han hotar att döda mig", "barnen blir slagna", "rädd för mitt liv",
    "I want to die", "thinking about suicide", "He hits me every week", "I don't want to live any more", "I cut myself",
    "threatened to kill me", "my children are in danger",
)  # fmt: skip
NOT_IN_DANGER = (
    "Jonot ovat pitkiä ja apua pitää odottaa.", "Lähisuhdeväkivalta pitäisi ottaa puheeksi.", "Kello lyö kaksitoista.",
    "Haluaisin, että puheluihin vastataan.", "Työntekijät eivät jaksa tätä kiirettä.", "Lapset ovat mukana päiväkodissa.",
    "Perhetyö on elämää varten.", "Elämänlaatu paranee.", "Slå upp telefonnumret på webben.", "Barnen är i dagvård.",
    "Köerna är långa.", "Livet är stressigt.", "The queue is killing my time.", "The form hits a limit.", "",
)  # fmt: skip


@pytest.mark.parametrize("text", IN_DANGER)
def test_a_text_of_danger_is_found(text: str) -> None:
    """N6."""
    assert suggests_danger(text)
    assert suggests_danger(f"Jonot ovat pitkiä. {text.upper()} Muuten kaikki hyvin.")


@pytest.mark.parametrize("text", NOT_IN_DANGER)
def test_a_text_about_work_is_not(text: str) -> None:
    assert not suggests_danger(text)


@given(st.text(max_size=300))
def test_any_string_is_answered(text: str) -> None:
    assert suggests_danger(text) in {True, False}


@pytest.mark.parametrize(
    "piece", ["en ", "minua on ", "haluan ", "ei ole ", "tapan ", "want to ", "vill inte ", "a"]
)
def test_no_text_keeps_a_worker_busy(piece: str) -> None:
    """Where the time grew with the square of the length, this would take hours."""
    assert not suggests_danger(piece * 100_000)
    assert suggests_danger(piece * 100_000 + " tapan itseni")
