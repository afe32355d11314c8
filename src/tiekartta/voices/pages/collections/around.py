"""What every page of the builder stands on: the programme, the collection, the variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tiekartta.language.errors import Missing
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices import queries
from tiekartta.voices.models import Survey
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.queries import CollectionView, SurveyLine
from tiekartta.voices.rules import may_build, require_building
from tiekartta.voices.surveys import BlockForm, QuestionForm


@dataclass(frozen=True)
class Around:
    """One variant of a collection, for its maker."""

    programme: Programme
    view: CollectionView
    line: SurveyLine
    row: Survey

    @property
    def context(self) -> dict[str, Any]:
        """What every template of the builder reads."""
        return {
            "programme": self.programme, "view": self.view, "survey": self.line,
            "line": self.view,
        }  # fmt: skip

    def block(self, key: str) -> BlockForm:
        """A part by its public id. Raises Missing."""
        for block in self.line.form.blocks:
            if block.key == key:
                return block
        raise Missing("block")

    def question(self, key: str) -> tuple[BlockForm, QuestionForm]:
        """A question by its public id, with its part. Raises Missing."""
        for block in self.line.form.blocks:
            for question in block.questions:
                if question.key == key:
                    return block, question
        raise Missing("question")


def around(
    request: PersonRequest,
    programme_id: str,
    collection_id: str,
    survey_id: str,
    *,
    action: str = "build_surveys",
) -> Around:
    """The variant that an address names. Raises Missing, PermissionDenied.

    Whoever may build it may look at all of it, whatever else an action asks for.
    """
    programme = programme_of(programme_id, reader=request.user)
    view = queries.collection_view(programme, collection_id, reader=request.user)
    row = queries.survey_row(programme, collection_id, survey_id, reader=request.user)
    if action == "build_surveys":
        require_building(request.user, row.collection)
    elif not may_build(request.user, row.collection):
        require(request.user, action, programme)
    return Around(programme, view, view.line_of(survey_id), row)
