"""The command line: help, exit codes, setting up, checking."""

from __future__ import annotations

import argparse
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from tests.factories import a_programme, a_published_roadmap
from tests.jobs import work

from tiekartta.jobs import actions as job_actions
from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Organisation, Person
from tiekartta.shell import commandline
from tiekartta.shell.commandline import build_parser, main
from tiekartta.shell.commandline.errors import Stopped, WrongCall
from tiekartta.shell.commandline.house import check, migrate, worker
from tiekartta.shell.commandline.registry import Command

RUNNING = {"serve", "worker", "migrate", "setup", "check", "demo", "themes", "choose", "receipts"}


def call(*words: str) -> int:
    """The exit code of a command."""
    try:
        main(words)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (action,) = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    return dict(action.choices)


def every_command(
    parser: argparse.ArgumentParser, name: str = "tiekartta"
) -> dict[str, argparse.ArgumentParser]:
    found = {name: parser}
    if any(isinstance(each, argparse._SubParsersAction) for each in parser._actions):
        for word, below in commands_of(parser).items():
            found |= every_command(below, f"{name} {word}")
    return found


def test_every_command_and_option_says_what_it_does() -> None:
    parser = build_parser()
    assert set(commands_of(parser)) >= RUNNING
    for name, each in every_command(parser).items():
        assert each.description, name
        silent = [
            action.dest
            for action in each._actions
            if not action.help and not isinstance(action, argparse._SubParsersAction)
        ]
        assert silent == [], (name, silent)


def test_help_of_a_command_reads_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert call("serve", "--help") == 0
    assert capsys.readouterr().out == (
        "usage: tiekartta serve [-h] [--host HOST] [--port PORT] [--no-worker] [--workers N]\n\n"
        "Migrate, then serve pages and run queued work in one process.\n\n"
        "options:\n"
        "  -h, --help   show this help message and exit\n"
        "  --host HOST  address to listen on (default 127.0.0.1)\n"
        "  --port PORT  port (default 8000; 0: any free one)\n"
        "  --no-worker  serve pages only; run `tiekartta worker` beside\n"
        "  --workers N  processes that serve pages (default 1); with SQLite one or two, with PostgreSQL one\n"
        "               a processor\n"
    )


def test_a_count_without_a_number_of_winners_asks_for_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["choose", "x.csv"])
    assert exit_.value.code == 2
    assert "--winners N" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["tanssi"],
        ["serve", "--port", "kahvi"],
        ["choose"],
        ["receipts"],
        ["check", "kaikki"],
    ],
)
def test_a_wrong_call_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*words) == 2
    assert "usage: tiekartta" in capsys.readouterr().err


@dataclass(frozen=True)
class Failing(Command):
    """A command that fails as told."""

    error: BaseException

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        def run(_options: argparse.Namespace) -> None:
            raise self.error

        parser.set_defaults(run=run)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (Refusal("Sulje ensin äänestys."), 1, "tiekartta: Sulje ensin äänestys.\n"),
        (PermissionDenied("publish"), 1, "tiekartta: this person has no right to do that (publish)\n"),
        (ValueError("no such thing"), 1, "tiekartta: no such thing\n"),
        (DatabaseError("gone"), 1, "tiekartta: the database could not be used: gone\n"),
        (FileNotFoundError(2, "No such file", "a.csv"), 2, "tiekartta: a.csv: No such file\n"),
        (OSError("the machine is tired"), 1, "tiekartta: the machine is tired\n"),
        (WrongCall("give it"), 2, "tiekartta: give it\n"), (KeyboardInterrupt(), 130, ""),
    ],
)  # fmt: skip
def test_errors_are_one_line_and_an_exit_code(
    error: BaseException,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing = Failing("fail", "fail", "", database=True, error=error)
    monkeypatch.setattr(commandline, "COMMANDS", (failing,))
    assert (call("fail"), capsys.readouterr().err) == (code, words)


@pytest.mark.parametrize(("error", "code"), [(ValueError("torn"), 2), (Stopped("no"), 1)])
def test_without_a_database_a_value_error_is_about_the_file(
    error: Exception,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing = Failing("fail", "fail", "", database=False, error=error)
    monkeypatch.setattr(commandline, "COMMANDS", (failing,))
    assert (call("fail"), capsys.readouterr().err) == (code, f"tiekartta: {error}\n")


@pytest.fixture
def _no_migrating(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "call_command", lambda *_words, **_more: None)


SETUP = (
    "setup",
    "--email",
    "Hilla@Esimerkkila.example",
    "--name",
    "Hilla Hoitaja",
    "--organisation",
    "Esimerkkilän hyvinvointialue",
)


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_migrating")
def test_setup_makes_the_administrator_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "salalause"
    secret.write_text("kuusi-harmaata-hanhea\nignored\n", encoding="utf-8")
    assert call(*SETUP, "--passphrase-file", str(secret)) == 0
    assert "/tili/kirjaudu/" in capsys.readouterr().out
    person = Person.objects.get()
    assert (person.email, person.display_name, person.is_administrator) == (
        "hilla@esimerkkila.example",
        "Hilla Hoitaja",
        True,
    )
    assert person.check_password("kuusi-harmaata-hanhea")
    assert Organisation.objects.get().name == "Esimerkkilän hyvinvointialue"
    assert call(*SETUP, "--passphrase-file", str(secret)) == 0
    assert capsys.readouterr().out == "The house is already set up.\n"
    assert Person.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_migrating")
@pytest.mark.parametrize(
    "weak", ["lyhyt", "", "hilla@esimerkkila.example", "password1234", "x" * 300]
)
def test_setup_refuses_a_weak_passphrase(
    weak: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{weak}\n"))
    assert call(*SETUP, "--passphrase-file", "-") == 1
    told = capsys.readouterr().err
    assert told.startswith("tiekartta: ")
    assert len(weak) < 12 or weak not in told
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_migrating")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (SETUP, 2, "--passphrase-file"), (("setup", "--email", "a@b.example"), 2, "--organisation"),
        (("setup", "--email", "hilla", "--organisation", "X"), 2, "'hilla' is not an e-mail address"),
        ((*SETUP, "--passphrase-file", "/ei/ole"), 2, "/ei/ole: No such file or directory"),
    ],
)  # fmt: skip
def test_setup_that_lacks_something_says_what(
    words: tuple[str, ...],
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert call(*words) == code
    assert told in capsys.readouterr().err
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_migrating")
def test_setup_without_an_address_prints_a_link_that_works(
    client: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("setup") == 0
    address, token = capsys.readouterr().out.strip().split("/setup/?avain=")
    assert address == "http://127.0.0.1:8000"
    page = client.get("/setup/", {"avain": token})
    assert (page.status_code, token in page.content.decode()) == (200, True)


@pytest.mark.django_db
def test_a_worker_does_what_waits_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        job_actions,
        "TASK_PATH",
        re.compile(rf"^tests\.jobs\.work\.[a-z_]+$|{job_actions.TASK_PATH.pattern}"),
    )
    monkeypatch.setattr(worker.signal, "signal", lambda *_words: None)
    work.CALLS.clear()
    jobs = [
        job_actions.queue(
            task="tests.jobs.work.well", arguments={"word": word}, title="", by=SYSTEM
        )
        for word in ("kahvi", "pulla")
    ]
    assert call("worker", "--until-empty") == 0
    assert sorted(work.CALLS) == ["kahvi", "pulla"]
    assert {Job.objects.get(pk=job.pk).state for job in jobs} == {JobState.DONE}


@pytest.mark.django_db
def test_check_tells_migrations_that_wait(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check") == 0
    assert "The migrations are applied, the journal is whole" in capsys.readouterr().out
    MigrationRecorder(connection).record_unapplied("roadmap", "0003_reasons_move_to_the_ledger")
    assert call("check") == 1
    assert (
        "migrations wait (roadmap.0003_reasons_move_to_the_ledger): run `tiekartta migrate`"
        in capsys.readouterr().err
    )


@pytest.mark.django_db
def test_check_tells_a_broken_journal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_programme()
    broken = Entry.objects.order_by("pk").first()
    assert broken is not None
    monkeypatch.setattr(check, "first_broken_entry", lambda: broken.pk)
    assert call("check") == 1
    assert f"the journal is broken at entry {broken.pk}" in capsys.readouterr().err


@pytest.mark.django_db
def test_check_tells_an_edition_that_was_changed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = a_published_roadmap(a_programme())
    assert call("check") == 0
    other = SimpleNamespace(sha256=hashlib.sha512)
    monkeypatch.setattr("tiekartta.roadmap.queries.editions.hashlib", other)
    assert call("check") == 1
    told = f"these editions are not as they were published: {edition.roadmap.public_id}/1"
    assert told in capsys.readouterr().err
