"""Condensing voices to themes, working on them, and standing behind them."""

from tiekartta.themes.actions.anywhere import (
    move_anywhere,
    pin_anywhere,
    split_anywhere,
    unpin_anywhere,
)
from tiekartta.themes.actions.approving import approve_theme_set
from tiekartta.themes.actions.combining import merge_themes, split_theme
from tiekartta.themes.actions.drafting import open_draft
from tiekartta.themes.actions.forgetting import forget_voices, forget_withdrawn
from tiekartta.themes.actions.naming import (
    add_theme,
    reject_theme,
    rename_theme,
    reorder_theme,
    restore_theme,
)
from tiekartta.themes.actions.noting import add_note, delete_note, edit_note
from tiekartta.themes.actions.placing import (
    move_voice,
    move_voices,
    pin_voice,
    pin_voices,
    place_voice,
    place_voices,
    remove_voice,
    remove_voices,
    unpin_voice,
    unpin_voices,
)
from tiekartta.themes.actions.running import (
    accept_result,
    cancel_run,
    fail_run,
    retry_run,
    start_run,
    stop_run,
)
from tiekartta.themes.actions.splitting import (
    accept_split,
    ask_for_split,
    dismiss_split,
    store_split,
)
from tiekartta.themes.actions.tying import tie_voices, untie_voices
from tiekartta.themes.actions.undoing import undo_change

__all__ = [
    "accept_result",
    "accept_split",
    "add_note",
    "add_theme",
    "approve_theme_set",
    "ask_for_split",
    "cancel_run",
    "delete_note",
    "dismiss_split",
    "edit_note",
    "fail_run",
    "forget_voices",
    "forget_withdrawn",
    "merge_themes",
    "move_anywhere",
    "move_voice",
    "move_voices",
    "open_draft",
    "pin_anywhere",
    "pin_voice",
    "pin_voices",
    "place_voice",
    "place_voices",
    "reject_theme",
    "remove_voice",
    "remove_voices",
    "rename_theme",
    "reorder_theme",
    "restore_theme",
    "retry_run",
    "split_anywhere",
    "split_theme",
    "start_run",
    "stop_run",
    "store_split",
    "tie_voices",
    "undo_change",
    "unpin_anywhere",
    "unpin_voice",
    "unpin_voices",
    "untie_voices",
]
