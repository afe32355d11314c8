"""What could go wrong for people, and what the service does about it; tested claims only."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Risk = tuple[str | Promise, str | Promise]

RISKS: tuple[Risk, ...] = (
    (
        _("A respondent is recognised from figures on a small group."),
        _("Exact figures from ten respondents on, only a direction from five to nine, nothing under five. Totals are protected against subtraction, and a new release against comparing it with the one before."),
    ),
    (
        _("A respondent or another person is recognised from a text."),
        _("Texts that may hold personal data are held until a person has looked at them. Others see the screened text only. Quotes need the respondent's permission and a second look."),
    ),
    (
        _("An answer is connected to the code that it was given with."),
        _("Answers are stored sealed and opened ten at a time in random order. Of a code only a digest and whether it was used are kept; neither time nor order. A test reads the files of the database for it."),
    ),
    (
        _("Somebody who works with the service sees more than the work needs."),
        _("Rights belong to roles with dates and to named duties. The administrator has no rights to content. Every act stands in a journal that cannot be rewritten."),
    ),
    (
        _("Data are kept longer than needed."),
        _("Times are rules of the service. The owner and the privacy officer are told two weeks before, and erasing is done by itself. Erased data are overwritten in the database."),
    ),
    (
        _("The database or a backup of it falls into wrong hands."),
        _("Sealed answers, addresses and letters are enciphered with a key that is not in the database. Network addresses and times of answers are not stored at all."),
    ),
    (
        _("Data are used for something else than people were told."),
        _("A collection opens only with a published privacy notice, which never changes afterwards. Proposals for awards and contact details are kept apart from answers."),
    ),
    (
        _("A person cannot use their rights."),
        _("The receipt shows what became of what was said and removes it without an account. Anybody may ask for erasure from the notice; the request is answered within a month."),
    ),
    (
        _("Somebody who cannot use the service digitally is left unheard."),
        _("There is a paper form with the same receipt, easy language and a page that works without scripts, and the participation ledger shows who has not been heard."),
    ),
)  # fmt: skip
