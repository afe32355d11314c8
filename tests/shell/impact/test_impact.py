"""The impact pack is made of the marks of the fields, and tells nothing that is not so."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx.oxml.ns import qn
from tests.asking import a_notice
from tests.factories import a_member, a_programme, the_owner

from tiekartta.people.states import Role
from tiekartta.shell.impact import impact_document
from tiekartta.shell.impact.holdings import HOLDINGS, holdings
from tiekartta.shell.impact.writing import as_docx

pytestmark = pytest.mark.django_db


def test_every_table_with_personal_data_or_free_text_is_described() -> None:
    marked = {each.name for each in holdings()}
    assert marked == set(HOLDINGS)


def test_every_marked_field_stands_in_the_pack() -> None:
    programme = a_programme()
    document = impact_document(programme, reader=the_owner(programme))
    table = next(section for section in document.sections if section.paragraphs).tables[0]
    told = {
        (row[1], name)
        for row in table.rows
        for cell in row[2:]
        for name in cell.replace(".", "").split(", ")
        if name != "–"
    }
    marked = {
        (model._meta.label, name)
        for model in apps.get_models()
        if hasattr(model, "Privacy")
        for name in (*model.Privacy.personal, *model.Privacy.free_text)
    }
    assert told == marked
    assert len(told) > 80


@pytest.mark.parametrize(
    ("language", "heading", "code"),
    [
        ("fi", "Tietosuojan vaikutustenarviointi", "fi-FI"),
        ("sv", "Konsekvensbedömning avseende dataskydd", "sv-FI"),
        ("en", "Data protection impact assessment", "en-GB"),
    ],
)
def test_the_word_file_has_headings_repeated_heads_and_its_language(
    language: str, heading: str, code: str
) -> None:
    programme = a_programme()
    notice = a_notice(programme)
    with translation.override(language):
        content = as_docx(impact_document(programme, reader=the_owner(programme)))
    made = docx.Document(io.BytesIO(content))
    assert made.paragraphs[0].text.startswith(heading)
    levels = [each.style.name for each in made.paragraphs if each.style.name.startswith("Heading")]
    assert levels == ["Heading 1"] * 6
    assert len(made.tables) == 6
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in made.tables)
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    assert f'w:lang w:val="{code}"' in styles or f'w:val="{code}"' in styles
    assert any(
        notice.title.text(language) in cell.text
        for row in made.tables[0].rows
        for cell in row.cells
    )


def test_the_owner_reads_and_loads_it_and_others_do_not(client: Client) -> None:
    programme = a_programme()
    for person, status in ((the_owner(programme), 200), (a_member(programme, Role.DEVELOPER), 403)):
        client.force_login(person)
        for name in ("impact", "impact_docx"):
            assert client.get(reverse(name, args=[programme.public_id])).status_code == status
