"""Files of votes: what is read, what is refused and where, and that writing and reading agree."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.choosing.budgets import VOTE_TYPES, BudgetBallot, BudgetProfile, Project
from tiekartta.analysis.choosing.budgets.profile import POINTED
from tiekartta.analysis.choosing.formats import Document, FormatError, read, read_text, write
from tiekartta.analysis.choosing.pairwise import PairProfile
from tiekartta.analysis.choosing.profile import Ballot, Profile
from tiekartta.analysis.choosing.rankings import RankedBallot, RankingProfile
from tiekartta.analysis.choosing.scores import ScoreBallot, ScoreProfile

HEAD = "# TITLE: A test\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: {voters}\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n"
PB = "META\nkey;value\nnum_projects;2\nnum_votes;{votes}\nbudget;100\nvote_type;{kind}\nPROJECTS\nproject_id;cost;name\np1;60.5;Park\np2;40;Path\nVOTES\nvoter_id;vote{more}\n"
names = st.lists(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=8)
    .map(str.strip)
    .filter(bool),
    min_size=1,
    max_size=5,
    unique=True,
)
counts = st.integers(1, 5)
money = st.integers(1, 10**9).map(lambda each: Fraction(each, 1000))


@st.composite
def rankings(draw: st.DrawFn) -> RankingProfile:
    options = draw(names)
    ballots = []
    for _ in range(draw(st.integers(1, 5))):
        order = draw(st.permutations(range(len(options))))
        order = order[: draw(st.integers(1, len(order)))]
        levels: list[tuple[int, ...]] = []
        for index in order:
            if levels and draw(st.booleans()):
                levels[-1] = (*levels[-1], index)
            else:
                levels.append((index,))
        ballots.append(RankedBallot(tuple(levels), draw(counts)))
    return RankingProfile(tuple(options), tuple(ballots))


@st.composite
def budget_profiles(draw: st.DrawFn) -> BudgetProfile:
    kind = draw(st.sampled_from(sorted(VOTE_TYPES)))
    ids = [name for name in draw(names) if "," not in name] or ["p"]
    projects = tuple(
        Project(name, draw(money), draw(names)[0], draw(st.sampled_from([None, 0, 1])))
        for name in ids
    )
    ballots = []
    for _ in range(draw(st.integers(0, 4))):
        chosen = draw(st.permutations(range(len(ids))))
        chosen = chosen[: draw(st.integers(0, 1 if kind == "choose-1" else len(ids)))]
        points = tuple(draw(money) for _ in chosen) if kind in POINTED else ()
        ballots.append(BudgetBallot(tuple(chosen), points, draw(counts)))
    return BudgetProfile(projects, draw(money), tuple(ballots), kind)


@given(rankings())
def test_orders_come_back_as_they_were_written(profile: RankingProfile) -> None:
    document = Document(profile, (("TITLE", "A test: of orders"), ("RELATED FILES", "")))
    assert read_text(write(document, "toi"), "toi") == document
    assert read_text(write(profile, "csv"), "csv", kind="rankings").profile == profile
    for suffix, fits in (
        ("soi", profile.strict),
        ("toc", profile.complete),
        ("soc", profile.strict and profile.complete),
    ):
        if fits:
            assert read_text(write(profile, suffix), suffix).profile == profile
        else:
            with pytest.raises(FormatError):
                write(profile, suffix)


@given(names, st.data())
def test_approvals_come_back_as_they_were_written(options: list[str], data: st.DataObject) -> None:
    votes = st.builds(lambda chosen, count: Ballot(tuple(chosen), count), st.sets(st.integers(0, len(options) - 1)), counts)  # fmt: skip
    profile = Profile(tuple(options), tuple(data.draw(st.lists(votes, max_size=4))))
    assert read_text(write(profile, "cat"), "cat").profile == profile


@settings(deadline=None)
@given(budget_profiles())
def test_budgets_come_back_as_they_were_written(profile: BudgetProfile) -> None:
    document = Document(profile, (("description", 'A "quoted"; test'), ("comment", "#1: a"), ("comment", "#2")))  # fmt: skip
    assert read_text(write(document, "pb"), "pb") == document


@settings(deadline=None, max_examples=50)
@given(names, st.data())
def test_scores_come_back_as_they_were_written(options: list[str], data: st.DataObject) -> None:
    score = st.none() | money | money.map(lambda each: -each)
    row = st.tuples(*[score] * len(options))
    ballots = data.draw(st.lists(st.builds(ScoreBallot, row, counts), max_size=4))
    profile = ScoreProfile(tuple(options), tuple(ballots))
    # One option and no score is an empty line, which stands for nobody.
    if len(options) > 1:
        assert read_text(write(profile, "csv"), "csv", kind="scores").profile == profile


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=1))
def test_pairs_come_back_as_they_were_written(pairs: list[tuple[str, str]]) -> None:
    different = [pair for pair in pairs if pair[0] != pair[1]] or [("a", "b")]
    profile = PairProfile.named(different)
    assert read_text(write(profile, "csv"), "csv").profile == profile


def test_header_and_orders_of_preflib_are_read() -> None:
    text = HEAD.format(voters=5) + "# NUMBER UNIQUE ORDERS: 2\n3: 2,{1,3}\n2: 3\n"
    document = read_text(text, "toi")
    assert document.told("TITLE") == "A test"
    assert document.profile == RankingProfile.named(
        "abc", [["b", ["a", "c"]]] * 3 + [["c"]] * 2
    )  # fmt: skip


def test_the_first_category_is_approval_unless_more_are_named() -> None:
    head = (
        HEAD.format(voters=2)
        + "# NUMBER CATEGORIES: 3\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: Perhaps\n# CATEGORY NAME 3: No\n"
    )
    text = head + "2: 1,2,3\n"
    with pytest.raises(FormatError) as caught:
        read_text(text, "cat")
    assert caught.value.code == "bad_categories"
    profile = read_text(text, "cat", approving=2).profile
    assert isinstance(profile, Profile)
    assert profile.approvals == (2, 2, 0)


def test_points_and_exact_costs_of_pabulib_are_read() -> None:
    text = PB.format(votes=2, kind="cumulative", more=";points") + "1;p2,p1;7,3\n2;p1;10\n"
    profile = read_text(text, "pb").profile
    assert isinstance(profile, BudgetProfile)
    assert profile.projects[0].cost == Fraction(121, 2)
    ten, three = (Fraction(10),), (Fraction(3), Fraction(7))
    assert profile.ballots == (BudgetBallot((0,), ten), BudgetBallot((0, 1), three))


@pytest.mark.parametrize(
    ("orders", "suffix", "code", "line"),
    [
        ("2: 1,2,3\n", "soc", "count_mismatch", 3),
        ("3: 1,2\n", "soc", "incomplete_order", 7),
        ("3: {1,2},3\n", "soi", "tied_order", 7),
        ("3: 1,1\n", "soi", "repeated", 7),
        ("3: {1,2},2\n", "toi", "repeated", 7),
        ("3: 1,4\n", "soi", "unknown_option", 7),
        ("3: 0\n", "soi", "bad_number", 7),
        ("3: {1,2\n", "toi", "unbalanced_braces", 7),
        ("3: 1,2}\n", "toi", "unbalanced_braces", 7),
        ("3: {{1},2}\n", "toi", "unbalanced_braces", 7),
        ("3: 1,,2\n", "soi", "bad_order", 7),
        ("3: {},1\n", "toi", "bad_order", 7),
        ("3\n", "soi", "bad_order", 7),
        ("-3: 1\n", "soi", "bad_number", 7),
        ("1e9: 1\n", "soi", "bad_number", 7),
        ("2: 1\n1: 1\n", "soi", "repeated", 8),
        ("3: 1\n# TITLE: again\n", "soi", "repeated_header", 8),
        ("3: 1\n# NOTE: late\n", "soi", "misplaced_header", 8),
        ("# DATA TYPE: toc\n3: 1\n", "soi", "type_mismatch", 7),
        ("3: 1\x00\n", "soi", "control_character", 7),
    ],
)
def test_bad_orders_name_the_line(orders: str, suffix: str, code: str, line: int) -> None:
    with pytest.raises(FormatError) as caught:
        read_text(HEAD.format(voters=3) + orders, suffix)
    assert (caught.value.code, caught.value.line) == (code, line)
    assert str(caught.value).startswith(f"line {line}")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("num_projects;2", "num_projects;3", "count_mismatch", 3),
        ("num_votes;1", "num_votes;1000000000", "count_mismatch", 4),
        ("budget;100", "budget;NaN", "bad_number", 5),
        ("budget;100", "budget;-1", "bad_number", 5),
        ("budget;100", "budget;100;2", "ragged_row", 5),
        ("vote_type;approval", "vote_type;magic", "bad_votes", 6),
        ("vote_type;approval", "budget;5", "repeated_header", 6),
        ("PROJECTS", "PROJECT", "ragged_row", 7),
        ("p2;40;Path", "p1;40;Path", "duplicate_option", 10),
        ("p2;40;Path", "p2;0;Path", "bad_number", 10),
        ("p2;40;Path", "p2;inf;Path", "bad_number", 10),
        ("p2;40;Path", f"p2;{'9' * 400};Path", "bad_number", 10),
        ("p2;40;Path", 'p2;40;"Path', "unbalanced_quotes", 10),
        ("7;p1", "7;p9", "unknown_option", 13),
        ("7;p1", "7;p1,p1", "repeated", 13),
        ("7;p1", "7;p1;x", "ragged_row", 13),
        ("7;p1", ";p1", "empty_option", 13),
        ("VOTES\n", "", "missing_section", 12),
    ],
)
def test_bad_budgets_name_the_line(old: str, new: str, code: str, line: int) -> None:
    text = PB.format(votes=1, kind="approval", more="") + "7;p1\n"
    assert old in text
    with pytest.raises(FormatError) as caught:
        read_text(text.replace(old, new), "pb")
    if code != "ragged_row" or "PROJECT" not in new:
        assert (caught.value.code, caught.value.line) == (code, line)


@pytest.mark.parametrize(
    ("text", "kind", "code", "line", "column"),
    [
        ("a,b\n1,2\n1\n", "rankings", "ragged_row", 3, None),
        ("a,b\n1,0\n", "rankings", "bad_number", 2, 2),
        ("a,b\n1,nan\n", "scores", "bad_number", 2, 2),
        ("a,a\n1,2\n", "scores", "duplicate_option", 1, 2),
        ("a,\n1,2\n", "scores", "empty_option", 1, 2),
        ("winner,loser\na,a\n", None, "same_option", 2, 2),
        ("winner,loser,count\na,b,0\n", None, "bad_number", 2, 3),
        ("winner,loser\n", None, "no_options", 1, None),
        ("", "pairs", "empty_file", 1, None),
    ],
)
def test_bad_tables_name_line_and_column(
    text: str, kind: str | None, code: str, line: int, column: int | None
) -> None:
    with pytest.raises(FormatError) as caught:
        read_text(text, "csv", kind=kind)
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, line, column)


def test_a_billion_voters_are_counted_not_listed() -> None:
    text = HEAD.format(voters=10**9) + "1000000000: 1\n"
    profile = read_text(text, "soi").profile
    assert isinstance(profile, RankingProfile)
    assert profile.voters == 10**9
    with pytest.raises(FormatError) as caught:
        write(profile, "csv")
    assert caught.value.code == "unwritable"


def test_files_are_read_by_their_suffix(tmp_path: Path) -> None:
    file = tmp_path / "votes.CSV"
    file.write_bytes("\ufeffwinner;loser\r\nå;b\r\nb;å\r\n".encode())
    profile = read(file)
    assert isinstance(profile, PairProfile)
    assert profile.options == ("b", "å")
    latin = tmp_path / "votes.soi"
    latin.write_bytes(HEAD.format(voters=1).encode() + "# NOTE: å\n".encode("latin-1"))
    for name, code in (("votes.soi", "not_utf8"), ("none.soi", "unreadable"), ("votes.CSV", "unknown_kind")):  # fmt: skip
        with pytest.raises(FormatError) as caught:
            read(tmp_path / name, kind="magic")
        assert caught.value.code == code
    (tmp_path / "votes.txt").write_text("a")
    with pytest.raises(FormatError) as caught:
        read(tmp_path / "votes.txt")
    assert caught.value.code == "unknown_suffix"


def test_what_a_format_cannot_hold_is_not_written() -> None:
    profile = RankingProfile.named(["a\nb", "c"], [["c"]])
    weighted = Profile.of("ab", [[0]], weights=[2])
    third = BudgetProfile.named([("x", Fraction(1, 3))], 1, [])
    for votes, suffix in ((profile, "soi"), (profile, "pb"), (weighted, "cat"), (third, "pb")):
        with pytest.raises(FormatError) as caught:
            write(votes, suffix)
        assert caught.value.code == "unwritable"
