"""The way from an import to approved themes, as the tests of the folders above use it."""

from __future__ import annotations

import pytest
from tests.clear_texts import SIXTY, TOPICS
from tests.factories import a_programme, approved_themes

pytestmark = pytest.mark.django_db


def test_clear_texts_give_about_one_approved_theme_for_each_topic() -> None:
    themes = approved_themes(a_programme())
    assert len(TOPICS) - 2 <= len(themes) <= len(TOPICS) + 2
    placed = [voice_id for theme in themes for voice_id in theme.voice_ids]
    assert len(placed) == len(set(placed)) >= 0.9 * len(SIXTY)
    assert {theme.state for theme in themes} == {"approved"}
