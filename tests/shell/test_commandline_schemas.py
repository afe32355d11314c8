"""The published JSON Schemas, and the files that the commands write and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from tests.shell.commandline_files import QUESTION, read, refused, themes, write, write_answers

from tiekartta.analysis import schemas
from tiekartta.analysis.choosing import RULES
from tiekartta.shell.commandline import main


def validator(name: str) -> Draft202012Validator:
    import json  # noqa: PLC0415 - only here

    return Draft202012Validator(json.loads(schemas.text(name)))


@pytest.mark.parametrize("name", schemas.names())
def test_a_schema_is_one_and_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema = validator(name).schema
    Draft202012Validator.check_schema(schema)
    assert isinstance(schema, dict)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    main(["schema", name])
    assert capsys.readouterr().out == schemas.text(name)


def test_an_unknown_schema_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert "themes" in refused(capsys, "schema", "kaikki")
    with pytest.raises(KeyError):
        schemas.text("../themes")


def test_themes_are_as_published_and_the_same_again(tmp_path: Path) -> None:
    """S003-4: the named keys, with and without groups, byte for byte the same on a second run."""
    answers = write_answers(tmp_path / "a.csv")
    outputs = [tmp_path / "a.json", tmp_path / "b.json", tmp_path / "groups.json"]
    for output in outputs:
        themes(answers, "--json", output, *(["--group", "Ryhmä"] if output == outputs[2] else []))
        validator("themes").validate(read(output))
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    data = read(outputs[0])
    assert {"id", "label", "keywords", "size", "exemplars", "stability"} <= set(data["themes"][0])
    assert {"id", "language", "themes"} <= set(data["answers"][0])
    assert len(data["answers"]) == 60
    assert "groups" not in data
    assert "groups" in read(outputs[2])


def test_a_result_of_another_shape_is_seen(tmp_path: Path) -> None:
    output = tmp_path / "a.json"
    themes(write_answers(tmp_path / "a.csv"), "--json", output)
    for change in ({"themes": [{}]}, {"extra": 1}, {"answers": [{"id": 7}]}):
        with pytest.raises(ValidationError):
            validator("themes").validate({**read(output), **change})


def test_similar_pairs_are_as_published(tmp_path: Path) -> None:
    more = [("X1", "Asiakkaat", "Kannatan Natoa"), ("X2", "Asiakkaat", "Vastustan Natoa")]
    answers = write_answers(tmp_path / "a.csv", *more)
    output = tmp_path / "pairs.json"
    main(["similar", str(answers), "--text", QUESTION, "--id", "Nro", "--json", str(output)])
    data = read(output)
    validator("similar").validate(data)
    assert data["pairs"]
    opposite = [pair for pair in data["pairs"] if {pair["first"], pair["second"]} == {"X1", "X2"}]
    assert all(pair["kind"] == "related" and pair["reasons"] for pair in opposite)


def test_a_count_is_as_published(tmp_path: Path) -> None:
    papers = tmp_path / "liput.csv"
    papers.write_text("Jonot,Perehdytys,Tulkkaus\n" + "1,1,0\n" * 5 + "0,0,1\n" * 2)
    output = tmp_path / "tulos.json"
    for rule in RULES:
        for more in ([], ["--ties"], ["--margin", "0"]):
            call = ["choose", str(papers), "--winners", "2", "--rule", rule, *more]
            main([*call, "--json", str(output)])
            validator("choose").validate(read(output))


BUDGET = (
    "META\nkey;value\nnum_projects;3\nnum_votes;4\nbudget;100\nvote_type;approval\nrule;mes\n"
    "PROJECTS\nproject_id;cost;votes;selected\npuisto;60;3;1\npolku;40;2;1\nsilta;70;1;0\n"
    "VOTES\nvoter_id;vote\n1;puisto\n2;puisto,polku\n3;puisto,silta\n4;polku\n"
)


def test_a_count_of_a_budget_is_as_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes, output = tmp_path / "budjetti.pb", tmp_path / "tulos.json"
    votes.write_text(BUDGET)
    ways = [["--completion", each] for each in ("none", "add1", "add1u")]
    ways += [["--rule", "greedy"], ["--rule", "greedy-by-cost"], ["--comparison"], ["--ties"]]
    for more in [*ways, ["--margin", "0"]]:
        main(["choose", str(votes), *more, "--json", str(output)])
        validator("choose-budget").validate(read(output))
        main(["verify", str(output)])
    told = capsys.readouterr().out
    assert "spent 100 of 100, left 0" in told
    assert "holds: winners, prices and payments" in told
    assert "tied sets of winners: 1" in told


def test_counts_of_rankings_scores_and_pairs_are_as_published(tmp_path: Path) -> None:
    output = tmp_path / "tulos.json"
    orders, scores, pairs = (tmp_path / f"{name}.csv" for name in ("a", "b", "c"))
    orders.write_text("x,y,z\n1,2,3\n2,1,3\n1,3,2\n")
    scores.write_text("x,y,z\n5,2,3\n2,1,\n1,3,2\n")
    pairs.write_text("winner,loser\nx,y\ny,x\nx,z\nz,y\n")
    for name, votes, rules in (
        ("choose-ranking", orders, ("borda", "stv-scottish", "stv-meek")),
        ("choose-scores", scores, ("mean", "median", "range")),
        ("choose-pairs", pairs, ("bradley-terry",)),
    ):
        for rule in rules:
            call = ["choose", str(votes), "--rule", rule, "--winners", "2", "--json", str(output)]
            main(call)
            validator(name).validate(read(output))
            assert read(output)["rule"] == rule


def test_a_budget_that_does_not_hold_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes, output = tmp_path / "budjetti.pb", tmp_path / "tulos.json"
    votes.write_text(BUDGET)
    main(["choose", str(votes), "--completion", "add1", "--json", str(output)])
    data = read(output)
    data["payments"]["puisto"][0]["each"] = "1"
    write(output, data)
    with pytest.raises(SystemExit) as stopped:
        main(["verify", str(output)])
    assert stopped.value.code == 1
    assert "payments for 'puisto'" in capsys.readouterr().err


def test_a_protected_table_is_as_published(tmp_path: Path) -> None:
    table = tmp_path / "taulu.csv"
    table.write_text(";A;B;C\nx;12;3;40\ny;20;33;14\n", encoding="utf-8")
    output = tmp_path / "turvattu.json"
    main(["protect", str(table), "--json", str(output)])
    data = read(output)
    validator("protect").validate(data)
    assert data["cells"][0][1] == {"level": "hidden", "value": None}


def test_a_coarser_table_is_offered_and_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "taulu.csv"
    table.write_text(";A;B;C\nx;30;3;2\ny;14;4;1\nz;6;5;7\n", encoding="utf-8")
    main(["protect", str(table)])
    assert "--coarser" in capsys.readouterr().out
    main(["protect", str(table), "--coarser", "--json", str(tmp_path / "out.json")])
    data = read(tmp_path / "out.json")
    validator("protect").validate(data)
    assert data["total"]["value"] == 72
    assert "Over half" not in capsys.readouterr().out


def test_a_rotation_is_as_published(tmp_path: Path) -> None:
    output = tmp_path / "kierto.json"
    words = "--participants 170 --stations 10 --rounds 4 --table-size 5"
    main(["rotate", *words.split(), "--json", str(output)])
    data = read(output)
    validator("rotate").validate(data)
    assert sum(group["size"] for group in data["groups"]) == 170


def write_votes(path: Path, people: int) -> Path:
    """Two camps that agree on s0 and differ on all else."""
    rows = ["participant,statement,vote"]
    rows += [
        f"p{person},s{number},{1 if number == 0 or number % 2 == person % 2 else -1}"
        for person in range(people)
        for number in range(10)
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_map_of_opinions_is_as_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes = write_votes(tmp_path / "äänet.csv", 60)
    outputs = [tmp_path / "a.json", tmp_path / "b.json"]
    picture = tmp_path / "kartta.svg"
    for output in outputs:
        main(["opinions", str(votes), "--json", str(output), "--svg", str(picture)])
        validator("opinions").validate(read(output))
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert [group["size"] for group in read(outputs[0])["groups"]] == [30, 30]
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert "60 people, 10 statements" in capsys.readouterr().out


def test_a_map_of_few_people_is_for_research_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes = write_votes(tmp_path / "äänet.csv", 30)
    output = tmp_path / "o.json"
    assert "50" in refused(capsys, "opinions", votes, "--json", output)
    assert not output.exists()
    main(["opinions", str(votes), "--no-floor", "--json", str(output)])
    validator("opinions").validate(read(output))


@pytest.mark.parametrize(
    ("data", "is_right"),
    [
        ({}, True),
        ({"fixed": [{"key": "k", "label": "Jonot"}], "pinned": {"A0-0": "k"}}, True),
        ({"must_link": [["A0-0", "A0-1"]], "rejected_labels": ["Muu"]}, True),
        ({"fixed": [{"key": "k"}]}, False), ({"pinned": {"A0-0": 3}}, False),
        ({"must_link": [["A0-0"]]}, False), ({"kiinni": {}}, False), ([], False),
    ],
)  # fmt: skip
def test_the_schema_of_decisions_and_the_reader_agree(
    data: object, is_right: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert validator("decisions").is_valid(data) == is_right
    answers = write_answers(tmp_path / "a.csv")
    decisions = write(tmp_path / "d.json", data)
    if is_right:
        themes(answers, "--decisions", decisions)
    else:
        told = refused(capsys, "themes", answers, "--id", "Nro", "--decisions", decisions)
        assert str(decisions) in told
