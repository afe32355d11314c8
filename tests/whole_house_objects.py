"""What the whole house holds beside the demo: planted secrets, and one of every thing with an address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from tests.advising import a_panel, a_session, a_statement
from tests.asking import (
    a_draft_survey,
    a_written_notice,
    an_open_survey,
    question_keys,
    some_answers,
    some_results,
    some_tokens,
)
from tests.factories import in_three, some_proposals, some_voices

from tiekartta.jobs.actions import queue
from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.library.actions import confirm, subscribe, tell_subscribers
from tiekartta.library.addresses import token_of
from tiekartta.library.models import Subscription
from tiekartta.people.actions import add_alias, add_organisation, add_unit
from tiekartta.people.models import Invitation, Letter, Person
from tiekartta.people.states import LetterProblem, OrganisationKind, RespondentGroup, Role
from tiekartta.people.tokens import digest_of
from tiekartta.priorities.actions import create_ballot, make_codes, open_ballot
from tiekartta.programmes.actions import invite_member
from tiekartta.programmes.models import Programme
from tiekartta.programmes.states import PhaseCode
from tiekartta.roadmap.queries import draft_view
from tiekartta.steering.queries import decisions_of
from tiekartta.themes.actions import add_note, open_draft
from tiekartta.themes.queries import approved_themes, theme_of, workshop_view
from tiekartta.voices.actions import (
    HearingFacts,
    add_hearings,
    approve_notice,
    ask_for_file,
    invite_by_mail,
    make_batch,
    make_file,
    offer_quote,
    open_envelopes,
    plan_reminder,
    publish_ledger,
    publish_notice,
    publish_results,
    screen_voice,
    start_import,
    withdraw_voices,
    write_invitations,
)
from tiekartta.voices.actions.retention import ask_for_erasure
from tiekartta.voices.address_list import Recipient
from tiekartta.voices.models import ResultsFile, Survey, Voice
from tiekartta.voices.queries import not_yet_offered, survey_view, usable_voices
from tiekartta.voices.receipts import new_code
from tiekartta.voices.states import HearingSize, ParticipationMeans, ReminderKind, ResultsFormat

# Words that stand nowhere else; each says where it was planted.
SECRETS = {
    "held": "zyxqvaheld",
    "rejected": "zyxqvarejected",
    "redacted": "zyxqvaredacted",  # stands in the original, and was taken out in screening
    "withdrawn": "zyxqvawithdrawn",
    "unquotable": "zyxqvaunquotable",
    "family": "zyxqvafamily",
    "code": "",  # made by the house: the code of a ballot
    "email": "zyxqvamail",
    "name": "Zyxqvaname",
    "draft": "zyxqvadraft",
    "file": "zyxqvafile",
    "erasure": "zyxqvaerasure",
    "invited": "zyxqvainvited",
    "follower": "zyxqvafollower",
}
# Words by which the demo finds the sources of its first proposal: these voices reach the public pages.
LOUD = "Asiakasmäärä ja kuormitus kohtuuteen, työnohjaus ja esihenkilö lähelle"
RECEIPT = new_code()
INVITATION = "kutsu-joka-on-auki"


def add_secrets_before(programme: Programme) -> None:
    """Voices that the analysis reads and the published spearhead rests on."""
    for secret, group, quote_ok, receipts in (
        ("unquotable", RespondentGroup.STAFF, False, []),
        ("withdrawn", RespondentGroup.STAFF, True, [RECEIPT]),
        ("family", RespondentGroup.FAMILY, True, []),
    ):
        number = 3 if secret == "family" else 1
        texts = [f"{LOUD}, sanoo {SECRETS[secret]}{place or ''}." for place in range(number)]
        some_voices(programme, texts, group, quote_ok=quote_ok, receipts=receipts)


def add_secrets_after(programme: Programme, owner: Person) -> None:
    """Texts that are held, one of them rejected; after the analysis, which asks that none is held."""
    for secret in ("held", "rejected", "redacted"):
        some_voices(programme, [f"Soita minulle numeroon 040 123 4567, sanoo {SECRETS[secret]}."])
    screen_voice(
        voice_id=_voice("rejected").pk, decision="reject", reason="own_case", programme=programme, by=owner
    )  # fmt: skip
    screen_voice(
        voice_id=_voice("redacted").pk, decision="redact", text=f"{LOUD}, soita [puhelinnumero].", programme=programme,
        by=owner,
    )  # fmt: skip


def _voice(secret: str) -> Voice:
    return Voice.objects.get(text_original__contains=SECRETS[secret] + ".")


def add_objects(whole: Any, walk: Any) -> None:
    """One of every thing that has an address; `whole.ids` learns their names."""
    programme, owner = whole.programme, walk.owner
    whole.secret_ids.update(
        {secret: _voice(secret).public_id for secret in ("held", "rejected", "redacted", "withdrawn", "unquotable", "family")}
    )  # fmt: skip
    withdraw_voices(code=RECEIPT, by=ANONYMOUS)
    _add_themes_and_proposals(whole, owner)
    _add_ballots(whole, walk)
    _add_people(whole, owner)
    _add_notices(whole, owner)
    _add_panels(whole, owner)
    draft = start_import(
        programme=programme, file_name=f"{SECRETS['file']}.csv", by=owner,
        content="Mitä kehittäisit?;Ryhmä\nLisää aikaa kohtaamiseen.;Henkilöstö\n".encode(),
    )  # fmt: skip
    add_collections(whole)
    _add_results(whole)
    roadmap = draft_view(programme, reader=owner)
    assert roadmap is not None
    job = queue(
        task="tiekartta.voices.tasks.import_rows", arguments={"draft_id": str(draft.pk)}, title="Tuonti",
        by=owner, programme_id=programme.pk, next_url="/",
    )  # fmt: skip
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, message="Keskeytyi.")
    whole.ids.update(
        programme_id=programme.public_id,
        order="1",
        number="1",
        roadmap_id=roadmap.public_id,
        spearhead_id=roadmap.spearheads[0].public_id,
        decision_id=decisions_of(programme, reader=owner)[-1].public_id,
        draft_id=draft.public_id,
        voice_id=whole.secret_ids["unquotable"],
        public_id=job.public_id,
        quote_id=_an_offered_quote(programme, owner),
        hearing_id=_a_hearing(programme, owner),
        ledger_id=programme.public_id,
        owner_organisation_id=_an_owner_organisation(programme),
    )


def _a_hearing(programme: Programme, owner: Person) -> str:
    """One that was held outside the system, in a ledger that everybody may read."""
    day = timezone.localdate()
    facts = HearingFacts(
        phase=PhaseCode.COMBINE, means=ParticipationMeans.DISCUSSION, first_day=day, last_day=day, size=HearingSize.FEW,
        how=in_three("Kumppanien ilta", "En kväll för partner", "An evening for partners"),
    )  # fmt: skip
    (hearing,) = add_hearings(
        programme=programme, groups=[RespondentGroup.PARTNER], facts=facts, by=owner
    )
    publish_ledger(programme=programme, is_public=True, by=owner)
    return hearing.public_id


def _an_owner_organisation(programme: Programme) -> str:
    """The organisation of the programme, given to it here where the demo has not."""
    if programme.owner_organisation is None:
        programme.owner_organisation = add_organisation(
            name="Osaamiskeskus Kompassi", kind=OrganisationKind.CENTRE_OF_EXCELLENCE, by=SYSTEM
        )
        programme.save()
    return programme.owner_organisation.public_id


def add_collections(whole: Any) -> None:
    """An open survey with answers that were opened and some still sealed, and a draft of one."""
    collection, survey = an_open_survey(whole.programme)
    some_answers(survey, 12)
    open_envelopes(collection=collection, by=SYSTEM)
    some_answers(survey, 3)
    draft = a_draft_survey(whole.programme, RespondentGroup.STAFF, RespondentGroup.CLIENT)
    first = draft.surveys.order_by("order").first()
    assert first is not None
    (token,) = some_tokens(survey, 1)
    blocks = survey_view(survey.public_id).form.blocks
    made = first.blocks.order_by("order")[0]
    whole.ids.update(
        corrected_question_id=blocks[0].questions[0].key, block_id=made.public_id,
        draft_question_id=made.questions.order_by("order")[1].public_id,
        access_token=token, variant="fi", collection_id=collection.public_id, survey_id=survey.public_id,
        draft_collection_id=draft.public_id, draft_survey_id=first.public_id,
    )  # fmt: skip
    _add_ways_in(whole, survey)


def _add_ways_in(whole: Any, survey: Survey) -> None:
    """A batch to hand out, and one that went by e-mail with a reminder to come."""
    mailed = invite_by_mail(
        survey=survey, label="Sähköpostilla", by=SYSTEM,
        recipients=[Recipient(f"{SECRETS['invited']}{place}@esimerkkila.example", "fi") for place in range(3)],
    )  # fmt: skip
    write_invitations(batch_id=mailed.pk, by=SYSTEM)
    reminder = plan_reminder(batch=mailed, kind=ReminderKind.MIDDLE, by=SYSTEM)
    subscribe(
        programme=whole.programme, address=f"{SECRETS['follower']}@esimerkkila.example", language="fi", by=ANONYMOUS
    )  # fmt: skip
    follower = Subscription.objects.get()
    confirm(token=token_of(follower.pk), by=ANONYMOUS)
    tell_subscribers(
        programme=whole.programme, title=in_three("Tiekartta on julkaistu", "Vägkartan är publicerad", "The roadmap is out"),
        path="/", by=SYSTEM,
    )  # fmt: skip
    whole.ids.update(
        subscription_token=token_of(follower.pk), mailed_batch_id=mailed.public_id, reminder_id=str(reminder.pk),
        batch_id=make_batch(survey=survey, label="Vastaanotto", size=3, by=SYSTEM).batch.public_id,
    )  # fmt: skip


def _add_results(whole: Any) -> None:
    """Two collections that have ended, a file of one, and its public copy."""
    collection, survey = some_results(
        whole.programme, 39, and_one=f"Soittakaa numeroon 040 123 4567, sanoo {SECRETS['held']}"
    )
    earlier, _survey = some_results(whole.programme, 30)
    keys = question_keys(survey)
    # Those with open answers are met by the links of the page of files.
    for name, kind, with_voices in (
        ("file_id", ResultsFormat.CSV, False), ("xlsx_file_id", ResultsFormat.XLSX, False),
        ("json_file_id", ResultsFormat.JSON, False), ("", ResultsFormat.XLSX, True), ("", ResultsFormat.JSON, True),
    ):  # fmt: skip
        job = ask_for_file(
            programme=whole.programme, collection_id=collection.public_id, format=kind, by=SYSTEM, with_voices=with_voices
        )  # fmt: skip
        made = UUID(job.arguments["file_id"])
        make_file(file_id=made, by=SYSTEM)
        if name:
            whole.ids[name] = ResultsFile.objects.get(pk=made).public_id
    published = publish_results(
        programme=whole.programme, collection_id=collection.public_id, by=SYSTEM
    )
    whole.ids.update(
        told_collection_id=collection.public_id, earlier_collection_id=earlier.public_id,
        question_id=keys["Luotan siihen, että saan apua"], area_id=keys["Missä asut?"],
        open_question_id=keys["Mitä pitäisi kehittää?"], results_id=published.public_id,
    )  # fmt: skip


def _an_offered_quote(programme: Programme, owner: Person) -> str:
    """A text that waits for a second look, among others that two persons looked at in the demo."""
    ids = [voice.id for voice in usable_voices(programme, reader=owner)]
    waiting = not_yet_offered(ids, programme=programme, reader=owner)
    first = min(waiting.values(), key=lambda voice: voice.text)
    return offer_quote(voice_id=first.id, programme=programme, by=owner).public_id


def _add_themes_and_proposals(whole: Any, owner: Person) -> None:
    programme = whole.programme
    theme = approved_themes(programme, reader=owner)[0]
    first, second = some_proposals(programme, 2, theme=theme)
    open_draft(programme=programme, by=owner)
    view = workshop_view(programme, reader=owner)
    assert view is not None
    first_theme = theme_of(view.themes[0].public_id, programme=programme, reader=owner)
    note = add_note(theme=first_theme, text="Kysytään tästä vielä.", by=owner)
    whole.ids.update(
        run_id=view.run.public_id, note_id=note.public_id,
        theme_id=view.themes[0].public_id, approved_theme_id=theme.public_id,
        proposal_id=first.public_id, second_proposal_id=second.public_id,
    )  # fmt: skip


def _add_ballots(whole: Any, walk: Any) -> None:
    programme, owner = whole.programme, walk.owner
    made = {}
    for name in ("draft", "open"):
        ids = [proposal.pk for proposal in some_proposals(programme, 2, voices_each=1)]
        made[name] = create_ballot(
            programme=programme, question=in_three("Mitä ensin?", "Vad först?", "What first?"),
            proposal_ids=ids, winners=1, closes_on=None, by=owner,
        )  # fmt: skip
    open_ballot(ballot=made["open"], by=owner)
    (SECRETS["code"],) = make_codes(
        ballot=made["open"], group=RespondentGroup.STAFF, number=1, by=owner
    )
    whole.ids.update(
        ballot_id=walk.ballot_id, draft_ballot_id=made["draft"].public_id,
        open_ballot_id=made["open"].public_id,
    )  # fmt: skip


def _add_notices(whole: Any, owner: Person) -> None:
    made = [a_written_notice(whole.programme, owner) for _each in range(2)]
    approve_notice(notice=made[0], by=owner)
    publish_notice(notice=made[0], by=owner)
    asked = ask_for_erasure(
        programme=whole.programme, address="veera@esimerkkila.example", language="fi", by=ANONYMOUS,
        words=f"Poistakaa se, missä lukee {SECRETS['erasure']}.",
    )  # fmt: skip
    whole.ids.update(
        notice_id=made[0].public_id, draft_notice_id=made[1].public_id, request_id=asked.public_id
    )


def _add_panels(whole: Any, owner: Person) -> None:
    panel = a_panel(whole.programme, by=owner)
    sent, draft = a_statement(panel, by=owner), a_statement(panel, by=owner, is_sent=False)
    session = a_session(whole.programme, by=owner)
    whole.ids.update(
        panel_id=panel.public_id, statement_id=sent.public_id, draft_statement_id=draft.public_id,
        discussion_id=session.collection.public_id, session_id=session.public_id,
    )  # fmt: skip


def _add_people(whole: Any, owner: Person) -> None:
    waiting = invite_member(
        programme=whole.programme, email="uusi@esimerkkila.example", display_name="Uuno Uusi",
        language="fi", role=Role.RECORDER, by=owner,
    )  # fmt: skip
    Invitation.objects.filter(person=waiting.person).update(token_digest=digest_of(INVITATION))
    letter = Letter.objects.filter(recipient=waiting.person).get()
    Letter.objects.filter(pk=letter.pk).update(problem=LetterProblem.UNREACHABLE, attempts=2)
    organisation = add_organisation(
        name="Saarelan kunta", kind=OrganisationKind.MUNICIPALITY, by=SYSTEM
    )
    alias = add_alias(organisation=organisation, name="Saarela", by=SYSTEM)
    add_unit(organisation=organisation, name="Perhekeskus", by=SYSTEM)
    whole.ids.update(
        letter_id=str(letter.pk), membership_id=waiting.public_id, token=INVITATION, organisation_id=organisation.public_id,
        alias_id=str(alias.pk if alias else organisation.aliases.get().pk), uidb36="1", key="abc-123",
    )  # fmt: skip
