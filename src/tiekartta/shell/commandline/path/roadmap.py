"""`tiekartta roadmap …`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.roadmap.actions import (
    Approval,
    create_roadmap,
    edit_spearhead,
    publish_edition,
    set_gap,
)
from tiekartta.roadmap.models import Roadmap
from tiekartta.roadmap.queries import (
    blockers,
    draft_view,
    edition_view,
    missing_groups,
    roadmap_of,
    spearhead_of,
)
from tiekartta.roadmap.states import PartKind
from tiekartta.shell.commandline.path.walking import (
    add_text,
    add_verb,
    day_of,
    show,
    text_of,
    verbs_of,
    where,
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verbs."""
    verbs = verbs_of(parser)
    add_verb(verbs, "draft", draft, "make the roadmap from the decision; prints its spearheads")
    parser = add_verb(verbs, "spearhead", spearhead, "write a spearhead; what is not given stays")
    parser.add_argument("spearhead", metavar="SPEARHEAD", help="id that `roadmap draft` printed")
    for kind in PartKind:
        parser.add_argument(
            f"--{kind.value}", action="append", default=[], metavar="TEXT", help="may repeat"
        )
    for name, what in (("title", "title"), ("summary", "summary"), ("vision", "vision statement"),
                       ("responsible", "responsible group")):  # fmt: skip
        add_text(parser, name, what)
    parser = add_verb(verbs, "gap", gap, "say why a respondent group was not heard")
    parser.add_argument(
        "group",
        choices=[group.value for group in RespondentGroup] + ["all"],
        help="who was not heard",
    )
    add_text(parser, "reason", "why", required=True)
    parser = add_verb(
        verbs, "publish", publish, "publish the next edition; prints its number and address"
    )
    parser.add_argument(
        "--day", default="", metavar="YYYY-MM-DD", help="day of the approving decision"
    )
    for name, what in (
        ("title", "what was decided"),
        ("decided-by", "which body or officeholder"),
        ("rationale", "why"),
    ):
        add_text(parser, name, what, required=True)
    add_text(parser, "change-note", "what has changed since the previous edition")
    parser = add_verb(verbs, "export", export, "write the newest edition as JSON")
    parser.add_argument("file", type=Path, metavar="FILE", help="where the JSON is written")


def draft(options: argparse.Namespace) -> None:
    """Create the roadmap."""
    programme, person = where(options)
    create_roadmap(programme=programme, by=person)
    view = draft_view(programme, reader=person)
    for row in view.spearheads if view else ():
        show(row.public_id, row.title)


def _parts(given: list[str]) -> list[TranslatedText]:
    return [TranslatedText.of(fi=text) for text in given]


def spearhead(options: argparse.Namespace) -> None:
    """Write one spearhead."""
    programme, person = where(options)
    found = spearhead_of(options.spearhead, programme=programme, reader=person)
    given = {
        kind: _parts(getattr(options, kind.value))
        for kind in PartKind
        if getattr(options, kind.value)
    }
    edit_spearhead(
        spearhead=found, seen=found.version, title=text_of(options, "title") or found.title,
        summary=text_of(options, "summary") or found.summary, vision=text_of(options, "vision") or found.vision,
        responsible_group=text_of(options, "responsible") or found.responsible_group, parts=given, by=person,
    )  # fmt: skip


def _roadmap(programme: Programme, person: Person) -> Roadmap:
    found = roadmap_of(programme, reader=person)
    if found is None:
        raise ValueError("there is no roadmap yet: run `tiekartta roadmap draft` first")
    return found


def gap(options: argparse.Namespace) -> None:
    """Give the reason for one group, or for all that were not heard."""
    programme, person = where(options)
    roadmap = _roadmap(programme, person)
    groups = (
        missing_groups(programme) if options.group == "all" else [RespondentGroup(options.group)]
    )
    for group in groups:
        set_gap(roadmap=roadmap, group=group, reason=text_of(options, "reason"), by=person)


def publish(options: argparse.Namespace) -> None:
    """Publish, or say everything that is missing."""
    programme, person = where(options)
    roadmap = _roadmap(programme, person)
    if missing := blockers(roadmap):
        raise ValueError(
            "this cannot be published yet:\n  " + "\n  ".join(str(each.text) for each in missing)
        )
    approval = Approval(
        title=text_of(options, "title"), decided_by=text_of(options, "decided-by"), decided_on=day_of(options.day),
        rationale=text_of(options, "rationale"),
    )  # fmt: skip
    edition = publish_edition(
        roadmap=roadmap, approval=approval, change_note=text_of(options, "change-note"), by=person
    )
    show(edition.number, f"/tiekartat/{roadmap.public_id}/{edition.number}/")


def export(options: argparse.Namespace) -> None:
    """Write the frozen content of the newest edition, byte for byte."""
    programme, person = where(options)
    view = edition_view(_roadmap(programme, person).public_id, None)
    options.file.write_text(view.text, encoding="utf-8")
    show(view.number, options.file)
