"""Things that tests need, made by the actions that people use."""

from __future__ import annotations

import csv
import io
import itertools
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from tests.clear_texts import SIXTY
from tests.lettering import another

from tiekartta.analysis.themes import condense
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, RespondentGroup, Role
from tiekartta.priorities.actions import (
    cast_vote,
    close_ballot,
    confirm_ballot,
    count_ballot,
    create_ballot,
    make_codes,
    open_ballot,
)
from tiekartta.priorities.models import Ballot
from tiekartta.priorities.queries import result_view, vote_view
from tiekartta.programmes.actions import found_programme, grant_role, set_duties
from tiekartta.programmes.models import Programme
from tiekartta.proposals.actions import link_voices, make_proposal
from tiekartta.proposals.actions.writing import WithId
from tiekartta.proposals.models import Proposal
from tiekartta.proposals.queries import model_of as proposal_of
from tiekartta.proposals.queries import proposals_by_id
from tiekartta.roadmap import actions as roadmap_actions
from tiekartta.roadmap.models import Edition, Roadmap
from tiekartta.roadmap.queries import missing_groups
from tiekartta.roadmap.states import PartKind
from tiekartta.themes import queries as theme_queries
from tiekartta.themes.actions import accept_result, approve_theme_set, start_run
from tiekartta.themes.queries import ThemeRow, corpus
from tiekartta.voices.actions import decide_quote, import_now, offer_quote
from tiekartta.voices.importing import ImportSettings
from tiekartta.voices.queries import VoiceText, all_usable_ids, usable_voices
from tiekartta.voices.states import VoiceKind

PASSPHRASE = "kuusi-harmaata-hanhea"
_numbers = itertools.count(1)


def a_person(name: str = "Aino Esimerkki", **fields: Any) -> Person:
    """Somebody with an account and the tests' passphrase."""
    email = fields.pop("email", f"henkilo{next(_numbers)}@esimerkkila.example")
    return Person.objects.create_user(email, PASSPHRASE, display_name=name, **fields)


def a_programme(
    owner: Person | None = None, name: str = "Sosiaalityön tiekartta", **fields: Any
) -> Programme:
    """A programme with phases; its owner has the duties of analyst, screener and publisher."""
    return found_programme(
        name=TranslatedText.of(fi=name, sv=f"{name} på svenska", en=f"{name} in English"),
        purpose=TranslatedText.of(
            fi="Yhteinen suunta", sv="Gemensam riktning", en="A shared direction"
        ),
        owner=owner or a_person("Oona Omistaja"),
        by=SYSTEM,
        **fields,
    )


def the_owner(programme: Programme) -> Person:
    """The owner of a programme."""
    return programme.memberships.get(role=Role.OWNER).person


def a_member(
    programme: Programme, role: Role, *duties: DutyKind, name: str = "Jaana Jäsen"
) -> Person:
    """Somebody with a role and duties in a programme."""
    person = a_person(name)
    grant_role(programme=programme, person=person, role=role, by=SYSTEM)
    if duties:
        set_duties(programme=programme, person=person, kinds=duties, by=SYSTEM)
    return person


def a_second_look(programme: Programme, voice_ids: Iterable[uuid.UUID], **wording: Any) -> None:
    """Let the owner offer voices as quotations, and somebody else approve them (INV-V3)."""
    second = a_member(programme, Role.FACILITATOR, DutyKind.SCREENER, name="Seija Seuloja")
    for voice_id in voice_ids:
        offered = offer_quote(
            voice_id=voice_id, programme=programme, by=the_owner(programme), **wording
        )
        decide_quote(public_id=offered.public_id, approve=True, programme=programme, by=second)


def some_voices(
    programme: Programme,
    texts: Iterable[str],
    group: RespondentGroup = RespondentGroup.STAFF,
    *,
    quote_ok: bool = True,
    name: str = "",
    receipts: Iterable[str] = (),
    kind: VoiceKind = VoiceKind.NEED,
) -> list[VoiceText]:
    """Voices by one import, one respondent each, in the order of the texts that are usable.

    Texts with personal data are held and not among the answer.
    """
    said = [text.strip() for text in texts]
    codes = [*receipts]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(["Mitä pitäisi kehittää?", "Saako lainata?", "Koodi", f"Erä {another()}"])
    for number, text in enumerate(said):
        code = codes[number] if codes else ""
        writer.writerow([text, "kyllä" if quote_ok else "ei", code, "1"])
    before = set(all_usable_ids(programme))
    import_now(
        programme=programme,
        file_name="kysely.csv",
        content=table.getvalue().encode(),
        settings=ImportSettings(
            name=name or f"Kysely {another()}",
            open_columns={0: kind},
            fixed_group=group,
            quote_column=1,
            receipt_column=2 if codes else None,
        ),
        by=SYSTEM,
    )
    new = [voice for voice in usable_voices(programme, reader=SYSTEM) if voice.id not in before]
    return sorted(new, key=lambda voice: said.index(voice.text))


SUBJECTS = (
    "lastensuojelun jonot", "perhetyön saatavuus", "sijaisten perehdytys", "asiakasraadin kokoukset",
    "kirjaamisen ohjeet", "etäpalvelujen opastus", "tulkkauksen tilaaminen", "iltavastaanoton ajat",
    "kotikäyntien turvallisuus", "vertaistuen ryhmät",
)  # fmt: skip


def some_proposals(
    programme: Programme,
    number: int = 3,
    *,
    voices_each: int = 2,
    theme: WithId | None = None,
    by: Person | None = None,
) -> list[Proposal]:
    """Candidates, each made from voices of its own."""
    made = []
    for place in range(number):
        subject = SUBJECTS[place % len(SUBJECTS)] + (f" {place}" if place >= len(SUBJECTS) else "")
        voices = some_voices(
            programme, [f"Toivon muutosta: {subject}, kerta {n + 1}." for n in range(voices_each)]
        )
        made.append(
            make_proposal(
                programme=programme,
                title=TranslatedText.of(
                    fi=f"Parannetaan: {subject}",
                    sv=f"Förbättra: {subject}",
                    en=f"Improve: {subject}",
                ),
                text=TranslatedText.of(fi=f"Sovitaan yhdessä, miten {subject} hoidetaan."),
                theme=theme,
                voice_ids=[voice.id for voice in voices],
                by=by or the_owner(programme),
            )
        )
    return made


def approved_themes(
    programme: Programme,
    texts: Iterable[str] = SIXTY,
    group: RespondentGroup = RespondentGroup.STAFF,
    *,
    wanted: int = 6,
    by: Person | None = None,
) -> list[ThemeRow]:
    """Import, analyse and approve: the themes of some clear texts (sixty on six topics).

    Approved by the owner, and by every other owner. `by` starts the analysis (default: the owner).
    """
    owners = [row.person for row in programme.memberships.filter(role=Role.OWNER)]
    some_voices(programme, texts, group)
    run = start_run(programme=programme, wanted=wanted, by=by or owners[0])
    read = corpus(run)
    found = condense(read.answers, wanted=run.wanted, seed=run.seed, decisions=read.decisions)
    theme_set = accept_result(run=run, condensation=found, by=SYSTEM)
    for owner in owners:
        theme_set = approve_theme_set(theme_set=theme_set, by=owner, size_reason="Kokeilu")
    return theme_queries.approved_themes(programme, reader=owners[0])


@dataclass(frozen=True)
class OpenBallot:
    """A ballot that people may vote in, and its codes by group."""

    ballot: Ballot
    proposals: list[Proposal]
    codes: dict[RespondentGroup, list[str]]

    def keys(self) -> dict[uuid.UUID, str]:
        """Proposal → key of its option."""
        return {row.proposal_id: row.key for row in vote_view(self.ballot.public_id).options}

    def vote(self, code: str, *places: int) -> None:
        """Approve the proposals in these places."""
        keys = self.keys()
        cast_vote(
            ballot_public_id=self.ballot.public_id,
            code=code,
            approved_keys=[keys[self.proposals[place].pk] for place in places],
            by=ANONYMOUS,
        )


VOTES = {
    RespondentGroup.STAFF: [(0, 1), (0, 1), (0, 1, 2), (0, 2), (0, 1), (1, 2), (0,), (3,)] * 2,
    RespondentGroup.CLIENT: [(4,), (4, 3), (4, 3), (3,), (4,), (4, 0)] * 2,
}
"""Sixteen of staff and twelve clients: most like 0–2, the clients 3 and 4, nobody 5."""


def an_open_ballot(
    programme: Programme,
    *,
    number: int = 6,
    winners: int = 4,
    codes: Mapping[RespondentGroup, int] | None = None,
    closes_on: date | None = None,
) -> OpenBallot:
    """An open ballot on new proposals, with codes."""
    owner = the_owner(programme)
    proposals = some_proposals(programme, number, voices_each=1)
    ballot = create_ballot(
        programme=programme,
        question=TranslatedText.of(fi="Mitkä ovat tärkeimmät?", sv="Vilka är viktigast?"),
        proposal_ids=[proposal.pk for proposal in proposals],
        winners=winners,
        closes_on=closes_on,
        by=owner,
    )
    wanted = {RespondentGroup.STAFF: 3} if codes is None else codes
    made = {
        group: make_codes(ballot=ballot, group=group, number=n, by=owner)
        for group, n in wanted.items()
    }
    return OpenBallot(open_ballot(ballot=ballot, by=owner), proposals, made)


def a_counted_ballot(
    programme: Programme,
    *,
    number: int = 6,
    winners: int = 4,
    votes: Mapping[RespondentGroup, Sequence[Sequence[int]]] = VOTES,
) -> Ballot:
    """A ballot that was opened, voted in, closed and counted. `votes`: places of proposals, by voter."""
    lot = {group: len(theirs) for group, theirs in votes.items()}
    opened = an_open_ballot(programme, number=number, winners=winners, codes=lot)
    for group, theirs in votes.items():
        for code, places in zip(opened.codes[group], theirs, strict=True):
            opened.vote(code, *places)
    owner = the_owner(programme)
    count_ballot(ballot=close_ballot(ballot=opened.ballot, by=owner), by=owner)
    opened.ballot.refresh_from_db()
    return opened.ballot


def a_confirmed_ballot(
    programme: Programme,
    *,
    ballot: Ballot | None = None,
    chosen: Sequence[uuid.UUID] = (),
    **changes: Any,
) -> Ballot:
    """A counted ballot with its decision: what the count advised unless `chosen` says otherwise."""
    counted = ballot or a_counted_ballot(programme)
    advised = result_view(counted.public_id, programme=programme, reader=SYSTEM).winners
    parts = {
        "title": TranslatedText.of(fi="Kärjet on valittu", sv="Spetsområdena är valda"),
        "decided_by": TranslatedText.of(fi="Ohjausryhmä", sv="Styrgruppen"),
        "decided_on": timezone.localdate(),
        "rationale": TranslatedText.of(fi="Näitä kannatettiin laajimmin."),
        "by": the_owner(programme),
    }
    confirm_ballot(
        ballot=counted,
        chosen_proposal_ids=chosen or [row.option.proposal_id for row in advised],
        **{**parts, **changes},
    )
    counted.refresh_from_db()
    return counted


def in_three(fi: str, sv: str, en: str) -> TranslatedText:
    """A checked text in Finnish, Swedish and English."""
    return TranslatedText.of(fi=fi, sv=sv, en=en)


def a_draft_roadmap(programme: Programme, *, respondents: int = 12, **ballot: Any) -> Roadmap:
    """A roadmap of a confirmed ballot with nothing missing; so many staff stand behind each spearhead.

    `ballot`: changes to `a_confirmed_ballot`. The voices of spearhead 2 are "Kärki 2, näkemys 1." …
    """
    owner = the_owner(programme)
    a_confirmed_ballot(programme, **ballot)
    roadmap = roadmap_actions.create_roadmap(programme=programme, by=owner)
    for row in roadmap.spearheads.all():
        said = [f"Kärki {row.order}, näkemys {n}." for n in range(1, respondents + 1)]
        link = row.proposal_links.get()
        proposal = proposals_by_id([link.proposal_id], programme=programme)[link.proposal_id]
        link_voices(
            proposal=proposal_of(proposal.public_id, programme=programme, reader=owner),
            voice_ids=[voice.id for voice in some_voices(programme, said)],
            by=owner,
        )
        roadmap_actions.edit_spearhead(
            spearhead=row, seen=row.version, title=row.title, summary=row.summary, by=owner,
            responsible_group=in_three("Kehittäjäryhmä", "Utvecklargruppen", "Developer group"),
            parts={
                PartKind.CHALLENGE: [in_three("Jonot ovat pitkiä.", "Köerna är långa.", "Queues are long.")],
                PartKind.GOAL: [in_three("Apua saa viikossa.", "Hjälp fås på en vecka.", "Help in a week.")],
                PartKind.MEANS: [in_three("Päivystävä tiimi", "Ett jourteam", "A team on duty")],
            },
        )  # fmt: skip
    roadmap_actions.edit_roadmap(
        roadmap=roadmap, seen=roadmap.version, by=owner, title=in_three("Tiekartta", "Vägkarta", "Roadmap"),
        vision=in_three("Apu löytyy läheltä.", "Hjälpen finns nära.", "Help is near."),
        horizon_start=2026, horizon_end=2029,
    )  # fmt: skip
    reason = in_three("Tulossa myöhemmin.", "Kommer senare.", "Will come later.")
    reasons = dict.fromkeys(missing_groups(programme), reason)
    roadmap_actions.set_gaps(roadmap=roadmap, reasons=reasons, by=owner)
    roadmap.refresh_from_db()
    return roadmap


def an_approval() -> roadmap_actions.Approval:
    """A decision of today that approves a roadmap."""
    return roadmap_actions.Approval(
        title=in_three("Tiekartta hyväksytään", "Vägkartan godkänns", "The roadmap is approved"),
        decided_by=in_three("Ohjausryhmä", "Styrgruppen", "Steering group"),
        decided_on=timezone.localdate(),
        rationale=in_three(
            "Se vastaa kuultuun.", "Den svarar på det hörda.", "It answers what was heard."
        ),
    )


def a_published_roadmap(programme: Programme, **draft: Any) -> Edition:
    """The first edition of `a_draft_roadmap`."""
    roadmap = a_draft_roadmap(programme, **draft)
    return roadmap_actions.publish_edition(
        roadmap=roadmap, approval=an_approval(), by=the_owner(programme)
    )
