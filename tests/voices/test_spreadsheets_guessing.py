"""The first guess about columns, on exports as each tool writes them."""

import csv
import io
from collections.abc import Iterable

from tiekartta.voices.spreadsheets import Guess, guess_columns, read_table

THOUGHTS = [
    "Palvelut pitäisi saada lähemmäs kotia ja ilman jonottamista",
    "Enemmän aikaa asiakkaille, vähemmän kirjaamista",
    "Johtajien pitäisi käydä kentällä edes joskus",
    "En keksi nyt mitään erityistä",
    "Yhteinen koulutus kaikille ammattiryhmille olisi hyvä",
    "Sähköiset ajanvaraukset toimimaan myös iltaisin",
]
GROUPS = ["Henkilöstö", "Asiakas", "Kumppani", "Asiakas", "Henkilöstö", "Asiakas"]


def guess(header: Iterable[str], *columns: Iterable[object]) -> Guess:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(header)
    writer.writerows(zip(*columns, strict=True))
    return guess_columns(read_table(out.getvalue().encode(), filename="x.csv"))


def test_microsoft_forms() -> None:
    moments = [f"2026-03-0{day}T10:00:00" for day in range(1, 7)]
    told = guess(
        ["ID", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi", "Olen", "Mitä kehittäisit?"],
        range(1, 7),
        moments,
        moments,
        ["anonymous"] * 6,
        [""] * 6,
        GROUPS,
        THOUGHTS,
    )
    assert told == Guess(
        open_answers=(6,), group=5, receipt=None, personal=(3, 4), metadata=(0, 1, 2), answered=2
    )


def test_limesurvey() -> None:
    told = guess(
        ["id. Vastauksen tunnus", "submitdate. Date submitted", "lastpage. Viimeinen sivu",
         "startlanguage. Aloituskieli", "seed. Siemen", "ipaddr. IP-osoite", "G1Q1. Ryhmä", "G1Q2. Kerro"],
        range(1, 7),
        [f"2026-03-05 10:0{minute}:30" for minute in range(6)],
        [3] * 6,
        ["fi"] * 6,
        range(1000, 1006),
        [f"192.0.2.{host}" for host in range(6)],
        GROUPS,
        THOUGHTS,
    )  # fmt: skip
    assert (told.open_answers, told.group) == ((7,), 6)
    assert (told.personal, told.metadata, told.answered) == ((5,), (0, 1, 2, 3, 4), 1)


def test_several_open_answers_and_choices_between() -> None:
    told = guess(
        ["Vastaajaryhmä", "Mikä toimii?", "Suosittelisitko?", "Kuinka hyvin?", "Mikä ei toimi?"],
        GROUPS,
        THOUGHTS,
        ["kyllä", "ei", "kyllä", "en osaa sanoa", "ei", "kyllä"],
        [1, 5, 3, 4, 5, 2],
        THOUGHTS[::-1],
    )
    assert (told.open_answers, told.group, told.personal, told.metadata) == ((1, 4), 0, (), ())


def test_group_is_known_by_its_values_where_the_name_says_nothing() -> None:
    told = guess(["Yksikkö", "K1", "Kerro"], ["pohjoinen", "etelä"] * 3, GROUPS, THOUGHTS)
    assert told.group == 1


def test_receipt_codes_are_not_answers() -> None:
    codes = ["QKWZ-RTPL-MNBX", "ABCD-EFGH-JKLM", "QQQQ-WWWW-RRRR", "ZXCV-BNMA-SDFG", "POIU-YTRE-WQAS",
             "LKJH-GFDS-APOI"]  # fmt: skip
    told = guess(["Koodi", "Kerro"], codes, THOUGHTS)
    assert (told.receipt, told.open_answers) == (0, (1,))


def test_personal_data_is_found_by_content() -> None:
    told = guess(
        ["Yhteys", "Numero", "Tunnus", "Kerro"],
        [f"nimi{n}@esimerkki.example" for n in range(6)],
        [
            "040 123 4567",
            "+358 50 1234567",
            "050-7654321",
            "0401112223",
            "040 999 8888",
            "045 1231231",
        ],
        ["010190-123A", "020280-456B", "030370-789C", "", "", ""],
        THOUGHTS,
    )
    assert (told.personal, told.open_answers) == ((0, 1, 2), (3,))


def test_question_about_mail_is_still_a_question() -> None:
    told = guess(["Miten sähköposti kuormittaa työtäsi?", "Nimi"], THOUGHTS, ["A B", "C D"] * 3)
    assert (told.open_answers, told.personal) == ((0,), (1,))


def test_empty_and_unnamed_columns_are_nothing() -> None:
    told = guess(["Kerro", "Muuta", ""], THOUGHTS, [""] * 6, ["", "", "x", "", "", ""])
    assert told == Guess((0,), None, None, (), (), None)


def test_swedish_and_english_answers() -> None:
    told = guess(
        ["Svars-ID", "Grupp", "What would you improve?"],
        range(6),
        ["Personal", "Klient", "Personal", "Klient", "Personal", "Samarbetspartner"],
        ["More time with clients please", "Kortare köer till vården tack", "Better tools for the field work",
         "Att någon svarar i telefonen", "Less writing and more meeting people", "Nothing comes to mind now"],
    )  # fmt: skip
    assert (told.metadata, told.group, told.open_answers) == ((0,), 1, (2,))


def test_choices_of_many_kinds_are_no_group() -> None:
    told = guess(["Kunta", "Kerro"], ["Aa", "Bee", "Cee", "Dee", "Ee", "Äf"], THOUGHTS)
    assert told.group is None
