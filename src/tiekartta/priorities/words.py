"""What a count means, in whole sentences of the reader's language (domain 8).

Numbers come in disclosed; a hidden one changes the sentence, it is never written out.
"""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiekartta.analysis.disclosure import Disclosed


def carried(voters: Disclosed) -> str:
    """Whose approvals carried a winner."""
    if voters.value is not None:
        return ngettext(
            "The approvals of %(n)s voter carried this.",
            "The approvals of %(n)s voters carried this.",
            voters.value,
        ) % {"n": _number(voters.value)}
    if voters.position:
        return _("The approvals of a few voters carried this.")
    return _("So few voters carried this that the number is not shown.")


def only_here(voters: Disclosed) -> str:
    """For whom it is the only one of the chosen; empty where that may not be told."""
    if voters.value is None:
        return ""
    return ngettext(
        "For %(n)s voter it is the only chosen proposal that they approve.",
        "For %(n)s voters it is the only chosen proposal that they approve.",
        voters.value,
    ) % {"n": _number(voters.value)}


def left_out(voters: Disclosed) -> str:
    """Of a loser: how many of those who approve it got nothing else either."""
    if voters.value is not None:
        return ngettext(
            "%(n)s voter approves this and none of the chosen proposals.",
            "%(n)s voters approve this and none of the chosen proposals.",
            voters.value,
        ) % {"n": _number(voters.value)}
    if voters.position:
        return _("A few voters approve this and none of the chosen proposals.")
    return _("Hardly anybody approves this without approving a chosen proposal too.")


def without_winner(voters: Disclosed) -> str:
    """How many have no chosen proposal that they approve."""
    if voters.value is not None:
        return ngettext(
            "%(n)s voter was left without a chosen proposal.",
            "%(n)s voters were left without a chosen proposal.",
            voters.value,
        ) % {"n": _number(voters.value)}
    if voters.position:
        return _("A few voters were left without a chosen proposal.")
    return _("Hardly anybody was left without a chosen proposal.")


def plain_without_winner(voters: Disclosed) -> str:
    """The same of the plain count."""
    if voters.value is not None:
        return ngettext(
            "By the plain count %(n)s voter would have been left without one.",
            "By the plain count %(n)s voters would have been left without one.",
            voters.value,
        ) % {"n": _number(voters.value)}
    if voters.position:
        return _("By the plain count a few voters would have been left without one.")
    return _("By the plain count hardly anybody would have been left without one either.")


def _number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)
