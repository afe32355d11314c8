"""The words of the frame around a survey, in plain and in easy language.

Domain 8 gives the promise and the receipt word for word. Easy texts are sentences of their own: short,
one thing each, no passive. They go through the same catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PLAIN: Mapping[str, Promise] = {
    "promise": _(
        "You answer anonymously. We do not store your name, your address or the time of day. Your "
        "invitation code cannot be connected to your answer. Please do not write names. Results are shown "
        "only when enough people have answered."
    ),
    "what_is_public": _(
        "People who develop the services read what you write. Before anything is published, names and other "
        "personal details are taken out. Figures are shown for groups only."
    ),
    "pass_over": _("You may pass over any question."),
    "not_at_once": _("This is not read at once."),
    "emergency": _(
        "If somebody is in danger, call 112. In an urgent social matter, such as when a child or an adult is "
        "not safe, call the social emergency services of your area. They answer day and night, and 112 "
        "connects you too."
    ),
    "danger": _(
        "What you wrote sounds as if you or somebody close to you may need help soon. Your answer is "
        "anonymous, so nobody can get in touch with you because of it."
    ),
    "receipt": _(
        "With it you can later see what happened to what you said. We cannot look the receipt up for you."
    ),
    "sent_before": _(
        "An answer with this receipt had been received before. The first answer counts: what is sent again is not "
        "added, not even when it was changed."
    ),
    "check": _("Read your answers through. You can still change them."),
    "quote": _("May we quote what you wrote?"),
    "quote_help": _(
        "Only without names, and only when enough people of your group have answered. A person reads every "
        "quotation first."
    ),
    "on_this_device": _(
        "What you have filled in is kept in this browser until you send it, for a week at most. On a device "
        "that others use, remove it when you stop."
    ),
}
_EASY: Mapping[str, Promise] = {
    "promise": _(
        "Nobody will know who you are. Tell in your own words. Do not write people's names. You may pass over "
        "a question."
    ),
    "what_is_public": _(
        "Workers read what you write. They make the services better. They take names out before others can read it."
    ),
    "pass_over": _("You do not have to answer every question."),
    "not_at_once": _("We do not read your answer right away."),
    "emergency": _(
        "Do you or does somebody else need help at once? Call 112. You may call at any time, day or night."
    ),
    "danger": _(
        "Do you need help now? We do not know who you are, so we cannot call you. Please call yourself."
    ),
    "receipt": _(
        "Keep this code. With the code you can see later what happened to your answer. We cannot find the code "
        "for you."
    ),
    "sent_before": _(
        "You have sent an answer with this code before. The first answer counts. We did not take in the new one."
    ),
    "check": _("Read your answers. You can still change them."),
    "quote": _("May we show others what you wrote?"),
    "quote_help": _("We never show your name. A worker reads the text first."),
    "on_this_device": _(
        "This device remembers your answers until you send them. Do others use this device too? Then remove your "
        "answers when you stop."
    ),
}


def words(*, easy: bool) -> Mapping[str, Promise]:
    """The words of the frame by name; plain ones where easy language has none of its own."""
    return {**_PLAIN, **_EASY} if easy else _PLAIN


EASY_WORDS = frozenset(_EASY)
