"""A development manager at her desk: a draft, and how she posts forms about it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from tests.asking import a_draft_survey
from tests.factories import a_programme, the_owner
from tests.page_reading import read_page

from tiekartta.people.states import RespondentGroup
from tiekartta.voices.models import Survey
from tiekartta.voices.states import BlockKind
from tiekartta.voices.surveys.storing import read_survey


class Desk:
    """A development manager with a draft, and how she posts."""

    def __init__(self, client: Client, *groups: RespondentGroup, **draft: Any) -> None:
        self.client, self.programme = client, a_programme()
        self.collection = a_draft_survey(self.programme, *groups, **draft)
        self.survey = self.collection.surveys.order_by("order")[0]
        self.client.force_login(the_owner(self.programme))

    def url(self, name: str, *more: str, survey: Survey | None = None) -> str:
        ids = [self.programme.public_id, self.collection.public_id]
        own = [(survey or self.survey).public_id] if not name.startswith("collection") else []
        return reverse(f"voices:{name}", args=[*ids, *own, *more])

    def block(self, kind: BlockKind = BlockKind.CONTENT) -> str:
        return str(self.survey.blocks.get(kind=kind).public_id)

    def texts(self) -> list[str]:
        return [q.text.text("fi") for q in read_survey(self.survey.pk).questions()]

    def key(self, text: str) -> str:
        return next(q.key for q in read_survey(self.survey.pk).questions() if q.text.text("fi") == text)  # fmt: skip


def in_all(name: str, text: str) -> dict[str, str]:
    return {f"{name}_fi": text, f"{name}_sv": f"{text} sv", f"{name}_en": f"{text} en"}


def rows(prefix: str, *words: str, **more: str) -> dict[str, str]:
    data = {f"{prefix}-TOTAL_FORMS": str(len(words)), f"{prefix}-INITIAL_FORMS": "0"}
    for at, word in enumerate(words):
        data[f"{prefix}-{at}-place"] = str(at + 1)
        data |= in_all(f"{prefix}-{at}-text", word) if word else {}
    return data | more


def field_names(html: str) -> set[str]:
    return {name for form in read_page(html).forms for name in form.fields}
