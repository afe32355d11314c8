"""The first half of the example: people, voices, screening, themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.actions import open_account, set_up
from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, OrganisationKind, Role
from tiekartta.programmes.actions import found_programme, grant_role, set_duties
from tiekartta.programmes.models import Programme
from tiekartta.shell.demo import story
from tiekartta.shell.demo.story import PASSPHRASE, ROLES, best_names, script, text
from tiekartta.themes.actions import approve_theme_set, rename_theme, start_run
from tiekartta.themes.queries import current_theme_set, theme_of, workshop_view
from tiekartta.voices.actions import discard_draft, import_now, screen_voice, start_import
from tiekartta.voices.importing import ImportSettings
from tiekartta.voices.queries import held_page, usable_voices

Say = Callable[[str], None]


@dataclass
class Walk:
    """Where the walk is."""

    say: Say
    programme: Programme
    by_role: dict[str, Person] = field(default_factory=dict)
    proposals: dict[str, UUID] = field(default_factory=dict)
    ballot_id: str = ""
    roadmap_id: str = ""

    @property
    def owner(self) -> Person:
        """The development manager."""
        return self.by_role["owner"]


def people(say: Say) -> dict[str, Person]:
    """The accounts of the example; the first of each role is kept."""
    by_role: dict[str, Person] = {}
    for each in script()["people"]:
        if each["role"] == "administrator":
            person = set_up(
                token=None, email=each["email"], display_name=each["name"], passphrase=PASSPHRASE,
                organisation_name=script()["programme"]["owner_organisation"]["fi"],
                organisation_kind=OrganisationKind.COUNTY, by=SYSTEM, language=each["language"],
            )  # fmt: skip
        else:
            person = open_account(
                email=each["email"], display_name=each["name"], passphrase=PASSPHRASE, by=SYSTEM,
                language=each["language"],
            )  # fmt: skip
        by_role.setdefault(each["role"], person)
        say(f"  {each['role']:16} {each['email']}")
    return by_role


def found(say: Say) -> Walk:
    """The programme with its people."""
    say("People, all with the passphrase shown below:")
    by_role = people(say)
    data = script()["programme"]
    programme = found_programme(
        name=text(data["name"]), purpose=text(data["purpose"]), owner=by_role["owner"], by=SYSTEM
    )
    for role, person in by_role.items():
        if role in ROLES and ROLES[role] != Role.OWNER:
            grant_role(programme=programme, person=person, role=ROLES[role], by=by_role["owner"])
    set_duties(
        programme=programme,
        person=by_role["screener"],
        kinds=[DutyKind.SCREENER],
        by=by_role["owner"],
    )
    return Walk(say=say, programme=programme, by_role=by_role)


def listen(walk: Walk) -> None:
    """Import the three surveys, each under its own name, and look at every text that is held."""
    for each in script()["collections"]:
        content = story.answers(each["file"])
        file = {"programme": walk.programme, "file_name": each["file"], "content": content}
        draft = start_import(**file, by=walk.owner)
        guessed = ImportSettings.from_data(draft.settings)
        discard_draft(draft=draft, by=walk.owner)
        named = replace(guessed, name=each["name"]["fi"])
        collection = import_now(**file, settings=named, by=walk.owner)
        walk.say(f"Imported {each['file']}: {collection.rows} answers")
    looked = 0
    while page := list(held_page(walk.programme, reader=walk.owner)):
        for held in page:
            decision = "redact" if held.suggestion != held.text else "pass"
            screen_voice(
                voice_id=held.id, decision=decision, programme=walk.programme, by=walk.owner,
                text=held.suggestion if decision == "redact" else None,
            )  # fmt: skip
            looked += 1
    walk.say(f"Looked at {looked} texts that might hold personal data")


def _rename(walk: Walk, titles: dict[str, TranslatedText]) -> None:
    """Give themes their names; one that another theme bears waits until that has got its own."""
    waiting = titles
    while waiting:
        refused = {}
        for public_id, title in waiting.items():
            theme = theme_of(public_id, programme=walk.programme, reader=walk.owner)
            try:
                rename_theme(theme=theme, title=title, by=walk.owner)
            except Refusal:
                refused[public_id] = title
        if len(refused) == len(waiting):  # the analysis itself gave the name to another theme
            break
        waiting = refused


def condense(walk: Walk) -> None:
    """Run the analysis, name the themes as people do, approve them."""
    start_run(programme=walk.programme, wanted=walk.programme.theme_target, seed=0, by=walk.owner)
    Worker().run_until_empty()
    view = workshop_view(walk.programme, reader=walk.owner)
    if view is None:
        raise ValueError("the analysis gave no themes")
    texts = {voice.id: voice.text for voice in usable_voices(walk.programme, reader=walk.owner)}
    named = best_names([[texts[key] for key in row.voice_ids] for row in view.themes])
    _rename(walk, {view.themes[at].public_id: title for at, title in named.items()})
    for at, row in enumerate(view.themes):
        walk.say(f"  theme “{row.title}”" + (f" → “{named[at].text('fi')}”" if at in named else ""))
    theme_set = current_theme_set(walk.programme, reader=walk.owner)
    if theme_set is None:
        raise ValueError("there is no theme set")
    approve_theme_set(theme_set=theme_set, by=walk.owner)
    walk.say(f"Approved {len(view.themes)} themes")
