"""`tiekartta survey …`."""

from __future__ import annotations

import argparse
from datetime import timedelta

from django.utils import timezone

from tiekartta.people.states import RespondentGroup
from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.path.walking import add_verb, day_of, show, verbs_of, where
from tiekartta.voices.actions import (
    Frame,
    close_collection,
    found_survey,
    frame_collection,
    open_collection,
)
from tiekartta.voices.queries import (
    CollectionView,
    collection_detail,
    collection_page,
    collection_row,
    collection_view,
)
from tiekartta.voices.states import ASKED_KINDS, CollectionKind, ParticipationMeans
from tiekartta.voices.surveys.ready_made import ready_made

LANGUAGES = ("fi", "sv", "en", "easy_fi", "easy_sv")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verbs."""
    verbs = verbs_of(parser)
    parser = add_verb(verbs, "create", create, "make a draft from a ready survey, or from nothing")
    parser.add_argument(
        "--template", default="", choices=["", *ready_made()], help="the ready survey to begin from"
    )
    parser.add_argument(
        "--kind", default=CollectionKind.SURVEY.value, choices=[kind.value for kind in ASKED_KINDS],
        help="kind of a collection that begins from nothing; a ready one says its own",
    )  # fmt: skip
    parser.add_argument("--name", required=True, help="name of the collection")
    parser.add_argument(
        "--group", action="append", choices=[group.value for group in RespondentGroup],
        help="who is asked (may repeat; default: those of the ready survey)",
    )  # fmt: skip
    parser.add_argument(
        "--language", action="append", choices=LANGUAGES, help="may repeat; default fi and sv"
    )
    parser = add_verb(verbs, "frame", frame, "set the last day and the privacy notice")
    parser.add_argument("collection", metavar="COLLECTION", help="id of the collection")
    parser.add_argument("--closes-on", default="", metavar="DAY", help="last day, as 2026-11-22 (default: in four weeks)")  # fmt: skip
    parser.add_argument("--notice", default="", metavar="NOTICE", help="id of a published privacy notice")  # fmt: skip
    for name, run, text in (
        ("open", open_it, "let people answer"),
        ("close", close_it, "take no more answers"),
        ("show", show_it, "print state, what is missing, and the variants"),
    ):
        parser = add_verb(verbs, name, run, text)
        parser.add_argument("collection", metavar="COLLECTION", help="id of the collection")
    add_verb(verbs, "list", show_all, "list the collections of a programme")


def create(options: argparse.Namespace) -> None:
    """A draft; prints its id and the ids of its variants."""
    programme, person = where(options)
    source = ready_made().get(options.template)
    groups = [RespondentGroup(code) for code in options.group or ()] or (
        list(source.groups) if source else []
    )
    if not groups:
        raise WrongCall("say with --group who is asked")
    made = found_survey(
        programme=programme, template=options.template, name=options.name, groups=groups,
        languages=options.language or ["fi", "sv"], by=person, kind=CollectionKind(options.kind),
    )  # fmt: skip
    _show(collection_view(programme, made.public_id, reader=person))


def frame(options: argparse.Namespace) -> None:
    """Set what a collection opens with; everything else stays."""
    programme, person = where(options)
    row = collection_row(programme, options.collection, reader=person)
    view = collection_view(programme, options.collection, reader=person)
    day = day_of(options.closes_on) if options.closes_on else timezone.localdate() + timedelta(weeks=4)  # fmt: skip
    frame_collection(
        collection=row, by=person, seen=view.version,
        frame=Frame(
            name=view.name, title=view.title, languages=view.languages, closes_on=day,
            withdraw_until=view.withdraw_until, notice=options.notice or view.notice_id, k_full=view.k_full,
            k_min=view.k_min, min_age=view.min_age, children_involved=view.children_involved,
            children_reason=view.children_reason, means=[ParticipationMeans(code) for code in view.means],
        ),
    )  # fmt: skip
    show(view.public_id, day)


def open_it(options: argparse.Namespace) -> None:
    """Draft or in review → open."""
    programme, person = where(options)
    row = collection_row(programme, options.collection, reader=person)
    open_collection(collection=row, by=person)
    _show(collection_view(programme, options.collection, reader=person))


def close_it(options: argparse.Namespace) -> None:
    """Open → closed."""
    programme, person = where(options)
    row = collection_row(programme, options.collection, reader=person)
    close_collection(collection=row, by=person)
    _show(collection_view(programme, options.collection, reader=person))


def show_it(options: argparse.Namespace) -> None:
    """State, variants, and what is missing before opening."""
    programme, person = where(options)
    detail = collection_detail(programme, options.collection, reader=person)
    _show(collection_view(programme, options.collection, reader=person))
    for gap in detail.gaps:
        show("missing", gap.code, gap.text)


def show_all(options: argparse.Namespace) -> None:
    """Id, state, last day and name of every collection."""
    programme, person = where(options)
    numbers = collection_page(programme, reader=person).paginator.page_range
    for number in numbers:
        for line in collection_page(programme, reader=person, page=number):
            show(line.public_id, line.state.value, line.closes_on or "-", line.name)


def _show(view: CollectionView) -> None:
    show(view.public_id, view.state.value, view.closes_on or "-", view.name)
    for line in view.surveys:
        state = "replaced" if line.is_replaced else "current"
        show(line.public_id, line.group.value, state, sum(1 for _ in line.form.questions()))
