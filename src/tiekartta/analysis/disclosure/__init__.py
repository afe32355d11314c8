"""Counts about people, made safe to show: the only way they leave the house."""

from tiekartta.analysis.disclosure.answers import (
    UNANSWERED,
    AnswerTable,
    disclose_answers,
    said,
)
from tiekartta.analysis.disclosure.bands import disclose_bands
from tiekartta.analysis.disclosure.coarser import Coarser, coarser, hidden_share
from tiekartta.analysis.disclosure.counts import (
    Disclosed,
    Policy,
    disclose,
    may_republish,
    presentation_order,
)
from tiekartta.analysis.disclosure.crossings import disclose_by
from tiekartta.analysis.disclosure.cubes import Told, disclose_by_two
from tiekartta.analysis.disclosure.leaning import Leaning, leaning
from tiekartta.analysis.disclosure.many import Crossing, disclose_all_by, disclose_all_by_two
from tiekartta.analysis.disclosure.releases import may_follow
from tiekartta.analysis.disclosure.several import (
    CHOSEN,
    NOT_CHOSEN,
    disclose_choices,
    disclose_ranks,
)
from tiekartta.analysis.disclosure.sums import told_sum
from tiekartta.analysis.disclosure.tables import (
    DisclosedTable,
    disclose_crossing,
    disclose_table,
)

__all__ = [
    "CHOSEN",
    "NOT_CHOSEN",
    "UNANSWERED",
    "AnswerTable",
    "Coarser",
    "Crossing",
    "Disclosed",
    "DisclosedTable",
    "Leaning",
    "Policy",
    "Told",
    "coarser",
    "disclose",
    "disclose_all_by",
    "disclose_all_by_two",
    "disclose_answers",
    "disclose_bands",
    "disclose_by",
    "disclose_by_two",
    "disclose_choices",
    "disclose_crossing",
    "disclose_ranks",
    "disclose_table",
    "hidden_share",
    "leaning",
    "may_follow",
    "may_republish",
    "presentation_order",
    "said",
    "told_sum",
]
