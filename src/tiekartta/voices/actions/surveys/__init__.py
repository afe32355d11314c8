"""What changes a collection and its surveys."""

from tiekartta.voices.actions.surveys.blocks import (
    add_block,
    edit_block,
    move_block,
    remove_block,
)
from tiekartta.voices.actions.surveys.cancelling import cancel_collection
from tiekartta.voices.actions.surveys.correcting import Wording, correct_question
from tiekartta.voices.actions.surveys.founding import (
    copy_collection,
    create_collection,
    found_survey,
)
from tiekartta.voices.actions.surveys.framing import Frame, frame_collection, move_closing_day
from tiekartta.voices.actions.surveys.keeping import give_collection
from tiekartta.voices.actions.surveys.opening import close_collection, open_collection
from tiekartta.voices.actions.surveys.questions import (
    add_question,
    copy_question,
    edit_question,
    move_question,
    remove_question,
)
from tiekartta.voices.actions.surveys.reviewing import (
    remove_draft,
    return_to_draft,
    send_to_review,
)
from tiekartta.voices.actions.surveys.translating import Translation, translate_survey
from tiekartta.voices.actions.surveys.variants import add_variant, edit_variant, remove_variant

__all__ = [
    "Frame",
    "Translation",
    "Wording",
    "add_block",
    "add_question",
    "add_variant",
    "cancel_collection",
    "close_collection",
    "copy_collection",
    "copy_question",
    "correct_question",
    "create_collection",
    "edit_block",
    "edit_question",
    "edit_variant",
    "found_survey",
    "frame_collection",
    "give_collection",
    "move_block",
    "move_closing_day",
    "move_question",
    "open_collection",
    "remove_block",
    "remove_draft",
    "remove_question",
    "remove_variant",
    "return_to_draft",
    "send_to_review",
    "translate_survey",
]
