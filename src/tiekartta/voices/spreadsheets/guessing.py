"""A first guess at what each column is, from its content and its name; people correct it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import mean

from tiekartta.voices.spreadsheets.table import Table, question_text

LOOKED_AT = 3_000
"""Filled cells of a column that are looked at."""

METADATA = re.compile(
    r"(id|#|nro|nr|no|tunnus|tunniste|seed|siemen|token|avain|kieli|språk|lang|language|"
    r"(response|respondent|vastaaja|vastaus|vastauksen|vastaajan|svar|svars|svarande)[- _]*"
    r"(id|nro|nr|number|numero|tunnus|tunniste|nummer)?|"
    r"(start|completion|end|last modified|response|submission)[- _]*(time|date)|"
    r"date[- _]*(submitted|started|last action|stamp)|submitdate|startdate|datestamp|"
    r"last page|lastpage|start language|startlanguage|refurl|referrer url|duration.*|"
    r"aloitusaika|valmistumisaika|lopetusaika|vastausaika|tallennusaika|viimeksi muokattu.*|"
    r"(aloitus|lähetys|vastaus|valmistumis)(pvm|päivä|päivämäärä|hetki)|viimeinen sivu|aloituskieli|"
    r"starttid|sluttid|slutförandetid|senast ändrad.*|svarstid|startdatum|inlämningsdatum|"
    r"sista sida|startspråk|aikaleima|tidsstämpel|timestamp|kesto|tid|päivämäärä|pvm|datum|date)",
    re.IGNORECASE,
)
PERSONAL = re.compile(
    r"(e-?mail|email|sähköposti|e-?post|s-?posti|mail|puhelin|phone|telefon|mobil|gsm|ip[- _]?addr|"
    r"ip-osoite|ip-adress|henkilötunnus|hetu|personnummer|personbeteckning|osoite$|address$|"
    r"adress$|syntymäaika|födelse|birth)|"
    r"^((oma|koko|vastaajan|etu|suku|first|last|full|your|ditt|för|efter)?[- ]*(nimi|nimesi|name|namn))\W*$",
    re.IGNORECASE,
)
GROUP_NAME = re.compile(
    r"vastaajaryhm|ryhmä|rooli|asema\b|olen\b|kumpi|taho|grupp|\broll|jag är|\bgroup|\brole|i am|"
    r"who are you|edustat|edustan|respondent type",
    re.IGNORECASE,
)
GROUP_VALUE = re.compile(
    r"henkilöst|työnteki|työntekij|asiak|kumppan|yhteistyö|järjest|opiskel|läheis|omai|esihenkil|"
    r"päättäj|staff|employee|client|customer|partner|personal|anställ|medarbetar|klient|kund|samarbet",
    re.IGNORECASE,
)
PLAIN = frozenset(
    [
        "kyllä",
        "ei",
        "en",
        "osaa",
        "sanoa",
        "ja",
        "nej",
        "vet",
        "ej",
        "yes",
        "no",
        "maybe",
        "true",
        "false",
        "mies",
        "nainen",
        "muu",
        "man",
        "kvinna",
        "annan",
        "male",
        "female",
        "x",
    ]
)
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
IDENTITY = re.compile(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", re.IGNORECASE)
PHONE = re.compile(r"[+0][\d\s()-]{6,16}")
ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){3,7}", re.IGNORECASE)
RECEIPT = re.compile(r"[A-ZÅÄÖ0-9]{4}([- ]?)[A-ZÅÄÖ0-9]{4}\1[A-ZÅÄÖ0-9]{4}", re.IGNORECASE)
MOMENT = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})([T ,klo.]*\d{1,2}[.:]\d{2}([.:]\d{2})?.*)?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"-?\d+([.,]\d+)?\s*%?")


@dataclass(frozen=True)
class Guess:
    """Indexes of columns. ``personal`` must be left out (who, how to reach); ``metadata`` is what
    the survey tool added; ``answered`` is the best of its moments (end before start), or None."""

    open_answers: tuple[int, ...]
    group: int | None
    receipt: int | None
    personal: tuple[int, ...]
    metadata: tuple[int, ...]
    answered: int | None


class _Column:
    def __init__(self, table: Table, index: int) -> None:
        self.name = "" if index in table.unnamed else question_text(table.header[index])
        cells = (row[index] for row in table.rows)
        self.values = [cell for cell, _ in zip(filter(None, cells), range(LOOKED_AT), strict=False)]

    def share(self, pattern: re.Pattern[str]) -> float:
        """Share of filled cells that are wholly of a form."""
        if not self.values:
            return 0.0
        return sum(1 for each in self.values if pattern.fullmatch(each)) / len(self.values)

    @cached_property
    def different(self) -> Counter[str]:
        return Counter(value.casefold() for value in self.values)

    @cached_property
    def is_personal(self) -> bool:
        if PERSONAL.search(self.name) and not self.is_prose:
            return True
        looks = (MAIL, IDENTITY, ADDRESS)
        return any(self.share(look) > 0.3 for look in looks) or self.share(PHONE) > 0.6

    @cached_property
    def is_metadata(self) -> bool:
        if METADATA.fullmatch(self.name) and not self.is_prose:
            return True
        return self.share(MOMENT) > 0.9

    @cached_property
    def is_receipt(self) -> bool:
        """Codes hardly ever repeat; words of twelve letters do, or stand beside other words."""
        return self.share(RECEIPT) > 0.9 and len(self.different) > 0.95 * len(self.values)

    @cached_property
    def is_prose(self) -> bool:
        """Sentences: several words, mostly different from each other."""
        if not self.values or self.share(NUMBER) > 0.5:
            return False
        words = mean(len(value.split()) for value in self.values)
        repeated = len(self.different) / len(self.values)
        enough = 3.0 if max(map(len, self.values)) >= 40 else 4.0
        return words >= enough and repeated > (0.3 if len(self.values) > 200 else 0.6)

    @cached_property
    def group_score(self) -> int:
        """0: cannot name a group; more: likelier."""
        kinds, filled = len(self.different), len(self.values)
        longest = max(map(len, self.values), default=0)
        if kinds > 12 or filled < 2 or longest > 80 or self.share(NUMBER) > 0.3:
            return 0
        if kinds > max(2, filled // 2):
            return 0
        told = bool(GROUP_NAME.search(self.name))
        known = sum(1 for value in self.different if GROUP_VALUE.search(value)) * 2 > kinds
        plain = set(" ".join(self.different).replace(",", " ").split()) <= PLAIN
        if plain or (kinds < 2 and not (told or known)):
            return 0
        return 1 + 2 * told + 3 * known


def guess_columns(table: Table) -> Guess:
    """Guess what the columns of a table are."""
    columns = [_Column(table, index) for index in range(len(table.header))]
    personal = tuple(at for at, column in enumerate(columns) if column.is_personal)
    left = [at for at in range(len(columns)) if at not in personal]
    metadata = tuple(at for at in left if columns[at].is_metadata)
    left = [at for at in left if at not in metadata and columns[at].values]
    receipt = next((at for at in left if columns[at].is_receipt), None)
    left = [at for at in left if at != receipt]
    open_answers = tuple(at for at in left if columns[at].is_prose)
    candidates = [at for at in left if at not in open_answers and columns[at].group_score]
    group = max(candidates, key=lambda at: (columns[at].group_score, -at), default=None)
    return Guess(open_answers, group, receipt, personal, metadata, _answered(columns, metadata))


def _answered(columns: list[_Column], metadata: tuple[int, ...]) -> int | None:
    moments = [at for at in metadata if columns[at].share(MOMENT) > 0.9]
    ends = re.compile(
        r"completion|end|submit|valmistu|lopetus|lähetys|slut|inlämning", re.IGNORECASE
    )
    said = [at for at in moments if ends.search(columns[at].name)]
    return next(iter(said or moments), None)
