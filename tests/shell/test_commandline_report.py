"""The report of `tiekartta themes --html`: readable, safe, and whole in one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.page_reading import VOID, PageRead, read_page
from tests.shell.commandline_files import themes, write, write_answers

from tiekartta.shell.commandline.report.themes import percent, stability_in_words

HOSTILE = [
    '<script>alert("x")</script> jonot perhetyöhön',
    '"><img src=x onerror=alert(1)> perehdytys',
    "{{ 1|add:2 }} {% now 'Y' %} {% load static %} jonot",
    "]]></style><b onclick=x()>perehdytys</b>",
    "&lt;b&gt; &amp;amp; jonot",
    "😀😀😀",
    "\u202ekääntyvä teksti\u202c jonot",
]


def report(tmp_path: Path, *words: object, language: str = "fi") -> str:
    answers = write_answers(
        tmp_path / "vastaukset.csv",
        *((f"X{n}<b>", "Ryhmä <i>", text.replace('"', '""')) for n, text in enumerate(HOSTILE)),
    )
    output = tmp_path / f"{language}.html"
    themes(answers, "--html", output, "--language", language, *words)
    return output.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def finnish(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report on sixty plain answers and some hostile ones."""
    return report(tmp_path_factory.mktemp("report"), "--group", "Ryhmä")


def is_balanced(html: str) -> bool:
    """Whether every element that must be closed is closed, in the right order."""
    open_: list[str] = []
    for slash, name, rest in re.findall(
        r"<(/?)([a-zA-Z][\w-]*)([^>]*)>", html.split("</head>")[1].removesuffix("</html>\n")
    ):
        if slash:
            if not open_ or open_.pop() != name:
                return False
        elif name not in VOID and not rest.endswith("/"):
            open_.append(name)
    return not open_


def seen(page: PageRead) -> str:
    return " ".join(text for _around, text in page.texts)


def test_the_report_tells_what_the_result_holds(finnish: str) -> None:
    page = read_page(finnish)
    words = seen(page)
    for told in (
        "Avovastausten teemat", "Teemat", "Vakaus", "Avainsanat", "Tyypillisiä vastauksia", "Teemakartta",
        "Vastaajaryhmittäin", "Vastaukset ilman teemaa", "Miten tämä on tehty", "Siemenluku", "😀😀😀", "perehdytys",
    ):  # fmt: skip
        assert told in words, told
    assert [node.attributes["lang"] for node in page.all("html")] == ["fi"]
    assert len(page.all("h1")) == 1
    assert len(page.all("circle")) >= 2
    assert page.all("svg")[0].attributes["role"] == "img"


def test_nothing_in_it_runs_or_is_fetched(finnish: str) -> None:
    page = read_page(finnish)
    assert page.all("script", "link", "img", "iframe", "object", "form", "base") == []
    assert [link for link in page.links if not link.startswith("#")] == []
    assert not [name for node in page.nodes for name in node.attributes if name.startswith("on")]
    assert "default-src 'none'" in finnish
    assert not re.search(r"url\(|@import|https?://", finnish)


def test_texts_stand_as_they_were_written(finnish: str) -> None:
    """No answer, id or group becomes a tag, and none is read as a template."""
    words = seen(read_page(finnish))
    assert HOSTILE[5] in words
    assert "<script>alert" not in finnish
    assert "<img" not in finnish
    assert "<i>" not in finnish
    assert "X5<b>" in words
    for text in HOSTILE:
        plain = " ".join(text.split())
        assert plain in words or plain.split()[0] not in words


def test_links_lead_to_places_and_ids_are_different(finnish: str) -> None:
    page = read_page(finnish)
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.links} <= set(ids)
    assert set(page.attributes("aria-labelledby")) <= set(ids)
    assert is_balanced(finnish)


def test_the_map_has_a_table_that_tells_the_same(finnish: str) -> None:
    page = read_page(finnish)
    lines = len(page.all("line"))
    assert lines == 0 or "Päällekkäiset teemat" in seen(page)
    assert lines or "Mitkään kaksi teemaa eivät ole päällekkäisiä." in seen(page)


@pytest.mark.parametrize(
    ("language", "heading", "share"),
    [("sv", "De öppna svarens teman", "\u00a0%"), ("en", "Themes of open answers", "%")],
)
def test_it_is_written_in_the_language_asked_for(
    language: str, heading: str, share: str, tmp_path: Path
) -> None:
    html = report(tmp_path, language=language)
    page = read_page(html)
    assert [
        page.text_of[number] for number, node in enumerate(page.nodes) if node.name == "h1"
    ] == [heading]
    assert re.search(rf"\d{share}\)", html)
    for finnish_word in ("Teemakartta", "Avainsanat", "Tyypillisiä"):
        assert finnish_word not in html


def test_the_language_is_that_of_most_answers_unless_told(tmp_path: Path) -> None:
    output = tmp_path / "o.html"
    themes(write_answers(tmp_path / "a.csv"), "--html", output)
    assert '<html lang="fi">' in output.read_text(encoding="utf-8")


def test_new_themes_are_marked(tmp_path: Path) -> None:
    decided = {
        "fixed": [{"key": "a", "label": "Omat", "members": [f"H{n}-0" for n in range(9)]}],
    }
    output = tmp_path / "o.html"
    decisions = write(tmp_path / "d.json", decided)
    themes(write_answers(tmp_path / "a.csv"), "--decisions", decisions, "--html", output)
    assert "Uusi teema" in seen(read_page(output.read_text(encoding="utf-8")))


def test_groups_are_shown_as_disclosed(finnish: str) -> None:
    words = seen(read_page(finnish))
    assert "· on luvun paikalla, kun luku voisi osoittaa henkilöitä." in words
    row = finnish.split('id="groups"')[1].split("</section>", maxsplit=1)[0]
    shown = [int(n) for n in re.findall(r'<td class="number">(\d+)</td>', row)]
    assert all(number >= 10 for number in shown)


@pytest.mark.parametrize(
    ("stability", "begins"),
    [(None, "Not"), (0.9, "Stable"), (0.75, "Stable"), (0.6, "Shaky"), (0.2, "Weak")],
)
def test_stability_is_told_in_words(stability: float | None, begins: str) -> None:
    from django.utils import translation  # noqa: PLC0415 - only here

    with translation.override("en"):
        assert stability_in_words(stability).startswith(begins)


def test_shares_are_whole_percents() -> None:
    assert [percent(1, 3, "fi"), percent(2, 3, "en"), percent(0, 0, "sv")] == [
        "33\u00a0%",
        "67%",
        "0\u00a0%",
    ]
