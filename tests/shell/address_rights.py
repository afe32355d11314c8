"""Every address of the house, and what of the permission matrix (domain 4.5) it asks for.

A right is an action of `people.permissions.MATRIX`, several joined by "|" (any of them opens the
page), or one of the words below. What that means for each role is computed from the matrix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tiekartta.people.permissions import DUTIES, MATRIX
from tiekartta.people.states import DutyKind, Role

NONE = ""  # the method is not there (405)
PUBLIC = "public"  # for everybody
ACCOUNT = "account"  # for everybody who is logged in
OWN = "own"  # for the person who asked for the thing: the owner of the programme


@dataclass(frozen=True)
class Address:
    """One URL pattern with objects of the whole house. `found`: answers to a GET that is allowed."""

    name: str
    get: str
    post: str = NONE
    found: tuple[int, ...] = (200,)
    ids: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    marks: str = "Y"  # the marks of the matrix that open a GET; c where counts are shown
    speaks: str = (
        ""  # the argument that is the language of the page, whatever the reader's browser says
    )

    @property
    def is_page(self) -> bool:
        """Whether the owner gets a page of it."""
        return bool(self.get) and self.found == (200,)


@dataclass(frozen=True)
class Standing:
    """How somebody stands to the whole house."""

    roles: frozenset[Role] = frozenset()
    duties: frozenset[DutyKind] = frozenset()
    is_logged_in: bool = True
    owns_elsewhere: bool = False


def _standing(*roles: Role, duties: tuple[DutyKind, ...] = (), **changes: Any) -> Standing:
    return Standing(frozenset(roles), frozenset(duties), **changes)


STANDINGS: Mapping[str, Standing] = {
    "visitor": _standing(is_logged_in=False),
    "account": _standing(),
    "administrator": _standing(Role.ADMINISTRATOR),
    "owner": _standing(
        Role.OWNER,
        duties=(
            DutyKind.ANALYST,
            DutyKind.SCREENER,
            DutyKind.PUBLISHER,
            DutyKind.PRIVACY_OFFICER,
        ),
    ),
    "facilitator": _standing(Role.FACILITATOR),
    "facilitator with duties": _standing(
        Role.FACILITATOR, duties=(DutyKind.ANALYST, DutyKind.SCREENER)
    ),
    "recorder": _standing(Role.RECORDER),
    "developer": _standing(Role.DEVELOPER),
    "steering": _standing(Role.STEERING),
    "juror": _standing(Role.JUROR),
    "ended": _standing(),
    "other owner": _standing(owns_elsewhere=True),
}


def _has(action: str, standing: Standing, marks: str) -> bool:
    action, _, own = action.partition(":")  # ":own" asks for what will be one's own (mark o)
    marks += own and "o"
    roles = set(standing.roles) | {Role.VISITOR}
    if action == "create_programme" and standing.owns_elsewhere:
        roles.add(Role.OWNER)  # founding belongs to no programme
    found = {MATRIX[action][role] for role in roles}
    by_duty = "d" in found and DUTIES[action] in standing.duties
    return by_duty or bool(found & set(marks))


def may(right: str, standing: Standing, marks: str = "Y") -> bool:
    """Whether the matrix lets somebody do what an address asks for."""
    if right in {PUBLIC, ACCOUNT, OWN}:
        logged_in = standing.is_logged_in
        return {PUBLIC: True, ACCOUNT: logged_in, OWN: Role.OWNER in standing.roles}[right]
    return any(_has(action, standing, marks) for action in right.split("|"))


def refusal(address: Address, right: str, standing: Standing) -> int:
    """The answer to somebody who may not: log in, not there for you, or not yours to do."""
    if not standing.is_logged_in:
        return 302
    in_programme = address.name.split(":")[0] in PROGRAMME_FOLDERS
    if right == OWN or (in_programme and not may("read_programme", standing)):
        # Members and journal let the administrator in, who may then lack only the very act.
        return 404
    return 403


PROGRAMME_FOLDERS = {
    "impact", "impact_docx",
    "programmes", "voices", "themes", "proposals", "priorities", "steering", "roadmap", "trace", "library",
}  # fmt: skip
GLOBAL_PAGES = {"programmes:list", "programmes:new"}
_OPEN = {"ballot_id": "open_ballot_id"}
_DRAFT = {"ballot_id": "draft_ballot_id"}
_HELD = {"voice_id": "held_id"}
_AS_PAGE, _AS_WORKBOOK = {"what": "2026-html"}, {"what": "2026-xlsx"}
_OWNER_ORGANISATION = {"organisation_id": "owner_organisation_id"}
_REDACTED = {"voice_id": "redacted_id"}
_SURVEY_DRAFT = {"collection_id": "draft_collection_id", "survey_id": "draft_survey_id"}
_QUESTION_DRAFT = {**_SURVEY_DRAFT, "question_id": "draft_question_id"}
_TOLD = {"collection_id": "told_collection_id"}
RESULTS = "read_results"
_PAIR = "?eka={proposal_id}&toka={second_proposal_id}"
_MAILED = {"batch_id": "mailed_batch_id"}
_DRAFT_NOTICE = {"notice_id": "draft_notice_id"}
FOUND, HEAR = "build_surveys:own", "edit_ledger:own"
BUILD, NOTICES = "build_surveys", "build_surveys|approve_notices"
_DRAFT_STATEMENT, _DISCUSSION = (
    {"statement_id": "draft_statement_id"},
    {"collection_id": "discussion_id"},
)
PANELS, RUN, SESSIONS = (
    "manage_panels|answer_panels",
    "manage_panels",
    "build_surveys|enter_answers",
)
EDIT, MERGE, THEMES = "edit_programme", "merge_proposals", "edit_themes"
ORGANISE, DECIDE, WRITE = "open_ballot", "make_decision", "edit_roadmap"
READ_DRAFT, PUBLISHED = "read_roadmap_draft", "read_published"

ADDRESSES: tuple[Address, ...] = (
    # shell
    Address("home", PUBLIC), Address("example", PUBLIC), Address("language", NONE, PUBLIC), Address("accessibility", PUBLIC),
    Address("privacy", PUBLIC), Address("healthz", PUBLIC), Address("readyz", PUBLIC),
    Address("job", OWN), Address("job_cancel", NONE, OWN), Address("job_retry", NONE, OWN),
    Address("own_data", ACCOUNT),
    Address("impact", NOTICES), Address("impact_docx", NOTICES),
    # people
    Address("account_login", PUBLIC, PUBLIC, (200, 302)), Address("account_logout", PUBLIC, PUBLIC, (200, 302)),
    Address("account_inactive", PUBLIC), Address("account_reauthenticate", ACCOUNT, ACCOUNT),
    Address("account_change_password", ACCOUNT, ACCOUNT), Address("account_reset_password", PUBLIC, PUBLIC),
    Address("account_reset_password_done", PUBLIC),
    Address("account_reset_password_from_key", PUBLIC, PUBLIC),
    Address("account_reset_password_from_key_done", PUBLIC),
    Address("mfa_index", ACCOUNT), Address("mfa_authenticate", PUBLIC, PUBLIC, (302,)),
    Address("mfa_reauthenticate", ACCOUNT, ACCOUNT, (200, 302)),
    Address("mfa_activate_totp", ACCOUNT, ACCOUNT, (302,)),
    Address("mfa_deactivate_totp", ACCOUNT, ACCOUNT, (302, 404)),
    Address("mfa_view_recovery_codes", ACCOUNT, NONE, (302, 404)),
    Address("mfa_generate_recovery_codes", ACCOUNT, ACCOUNT, (302, 404)),
    Address("mfa_download_recovery_codes", ACCOUNT, NONE, (302, 404)),
    Address("people:setup", PUBLIC, PUBLIC, (404,)), Address("people:invitation", PUBLIC, PUBLIC),
    Address("people:profile", ACCOUNT, ACCOUNT), Address("people:organisations", ACCOUNT),
    Address("people:organisation", ACCOUNT),
    Address("people:organisation_new", "create_programme", "create_programme"),
    Address("people:organisation_edit", "create_programme", "create_programme"),
    Address("people:alias_add", NONE, "create_programme"), Address("people:alias_remove", NONE, "create_programme"),
    Address("people:succession_add", NONE, "create_programme"),
    Address("people:unit_add", NONE, "create_programme"),
    Address("people:letters", "run_installation"), Address("people:letters_again", NONE, "run_installation"),
    Address("people:letter_again", NONE, "run_installation"),
    # programmes
    Address("programmes:list", ACCOUNT), Address("programmes:new", "create_programme", "create_programme"),
    Address("programmes:detail", "read_programme"), Address("programmes:edit", EDIT, EDIT),
    Address("programmes:state", NONE, EDIT), Address("programmes:phases", EDIT, EDIT),
    Address("programmes:phase_state", NONE, EDIT), Address("programmes:journal", "read_journal"),
    Address("programmes:members", "read_programme|grant_roles"),
    Address("programmes:member_invite", "grant_roles", "grant_roles"),
    Address("programmes:member_end", "grant_roles", "grant_roles"),
    Address("programmes:member_duties", "grant_roles", "grant_roles"),
    Address("programmes:member_again", NONE, "grant_roles"),
    # voices
    Address("voices:list", "read_voices", marks="Yc"), Address("voices:voice", "read_voices"),
    Address("voices:import", "import_voices", "import_voices"),
    Address("voices:import_preview", "import_voices", "import_voices"),
    Address("voices:screening", "screen_voices"), Address("voices:screen", "screen_voices", "screen_voices", ids=_HELD),
    Address("voices:screen", "screen_voices", "screen_voices", ids=_REDACTED),
    Address("voices:screen_collection", "screen_voices", found=(302,)),
    Address("voices:screen_next", NONE, "screen_voices"), Address("voices:screen_undo", NONE, "screen_voices", ids=_REDACTED),
    Address("voices:screen_quotes", "screen_voices", "screen_voices"),
    Address("voices:screen_quote", "screen_voices", "screen_voices"),
    Address("voices:screen_kinds", "screen_voices", "screen_voices"),
    Address("voices:receipt_codes", "import_voices", "import_voices"),
    Address("voices:ledger", "read_ledger"), Address("voices:hearing_new", HEAR, HEAR),
    Address("voices:gaps", "edit_ledger|edit_roadmap", "edit_ledger|edit_roadmap"),
    Address("voices:ledger_publish", NONE, "edit_ledger"),
    Address("voices:hearing", "edit_ledger", "edit_ledger"), Address("voices:hearing_remove", NONE, "edit_ledger"),
    Address("voices:year", "read_ledger"), Address("voices:year_file", "read_ledger", ids=_AS_PAGE),
    Address("voices:year_file", "read_ledger", ids=_AS_WORKBOOK), Address("voices:public_ledger", PUBLIC),
    Address("voices:organisation_year", OWN, ids=_OWNER_ORGANISATION),
    Address("voices:organisation_year_file", OWN, ids={**_OWNER_ORGANISATION, **_AS_WORKBOOK}),
    Address("voices:survey", PUBLIC, found=(302,)), Address("voices:answer", PUBLIC, PUBLIC, speaks="variant"),
    Address("voices:code", PUBLIC, PUBLIC), Address("voices:code_link", PUBLIC, ids={"token": "access_token"}),
    # collections and surveys
    Address("voices:collections", "read_programme"), Address("voices:collection", "read_programme"),
    Address("voices:collection", "read_programme", ids=_SURVEY_DRAFT), Address("voices:collection_new", FOUND),
    Address("voices:collection_found", FOUND, FOUND, ids={"what": "development-needs"}),
    Address("voices:collection_copy", BUILD, BUILD), Address("voices:survey_hints", NONE, FOUND),
    Address("voices:collection_frame", BUILD, BUILD, ids=_SURVEY_DRAFT),
    Address("voices:collection_act", NONE, BUILD, ids={**_SURVEY_DRAFT, "what": "avaa"}),
    Address("voices:collection_act", NONE, BUILD, ids={"what": "sulje"}),
    Address("voices:collection_keeper", BUILD, BUILD),
    Address("voices:collection_day", BUILD, BUILD), Address("voices:collection_cancel", BUILD, BUILD),
    Address("voices:collection_remove", BUILD, BUILD, ids=_SURVEY_DRAFT),
    Address("voices:survey_new", BUILD, BUILD, ids=_SURVEY_DRAFT),
    Address("voices:survey_build", BUILD, ids=_SURVEY_DRAFT), Address("voices:survey_build", BUILD),
    Address("voices:survey_edit", BUILD, BUILD, ids=_SURVEY_DRAFT),
    Address("voices:survey_languages", "translate_surveys|build_surveys", "translate_surveys", ids=_SURVEY_DRAFT, query="?kieli=sv"),
    Address("voices:survey_preview", "translate_surveys|build_surveys"),
    Address("voices:block_new", BUILD, BUILD, ids={**_SURVEY_DRAFT, "kind": "content"}),
    Address("voices:block", BUILD, BUILD, ids=_SURVEY_DRAFT), Address("voices:block_act", NONE, BUILD, ids=_SURVEY_DRAFT),
    Address("voices:question_new", BUILD, BUILD, ids={**_SURVEY_DRAFT, "kind": "single"}),
    Address("voices:question_new", BUILD, BUILD, ids={**_SURVEY_DRAFT, "kind": "matrix"}),
    Address("voices:question", BUILD, BUILD, ids=_QUESTION_DRAFT),
    Address("voices:question_act", NONE, BUILD, ids=_QUESTION_DRAFT),
    Address("voices:question_correct", BUILD, BUILD, ids={"question_id": "corrected_question_id"}),
    # notices
    Address("voices:notices", NOTICES), Address("voices:notice_new", BUILD, BUILD), Address("voices:notice", NOTICES),
    Address("voices:notice_edit", BUILD, BUILD, ids=_DRAFT_NOTICE),
    Address("voices:notice_act", NONE, "approve_notices", ids={**_DRAFT_NOTICE, "what": "hyvaksy"}),
    Address("voices:notice_act", NONE, BUILD, ids={"what": "uusi"}),
    Address("voices:public_notice", PUBLIC), Address("voices:public_notice_in", PUBLIC, ids={"language": "sv"}, speaks="language"),
    # keeping and erasing
    Address("voices:retention", "run_retention|edit_programme", "run_retention"),
    Address("voices:retention_rules", "run_retention", "run_retention"),
    Address("voices:erasures", "run_retention"), Address("voices:erasure", "run_retention", "run_retention"),
    Address("voices:ask_erasure", PUBLIC, PUBLIC),
    # panels and sessions
    Address("voices:panels", PANELS), Address("voices:panel", PANELS), Address("voices:panel_new", RUN, RUN),
    Address("voices:panel_edit", RUN, RUN), Address("voices:panel_members", RUN, RUN),
    Address("voices:panel_move", NONE, RUN, ids={"what": "paata"}),
    Address("voices:statement_new", RUN, RUN), Address("voices:statement_edit", RUN, RUN, ids=_DRAFT_STATEMENT),
    Address("voices:statement", PANELS, RUN, ids=_DRAFT_STATEMENT),
    Address("voices:statement", PANELS, "answer_panels"),
    Address("voices:public_panel", PUBLIC), Address("voices:panel_apply", PUBLIC, PUBLIC),
    Address("voices:public_statement", PUBLIC),
    Address("voices:sessions", SESSIONS, "enter_answers", ids=_DISCUSSION),
    Address("voices:session", SESSIONS, "enter_answers", ids=_DISCUSSION),
    Address("voices:session_close", NONE, "enter_answers", ids=_DISCUSSION),
    # results
    Address("voices:results", RESULTS, marks="Yc", ids=_TOLD), Address("voices:results", RESULTS, marks="Yc"),
    Address("voices:results", RESULTS, marks="Yc", ids=_TOLD, query="?tausta-{area_id}=a"),
    Address("voices:results_comparison", RESULTS, marks="Yc", ids=_TOLD, query="?aiempi={earlier_collection_id}"),
    Address("voices:results_question", RESULTS, marks="Yc", ids=_TOLD, query="?ristiin={area_id}"),
    Address("voices:results_question", RESULTS, marks="Yc", ids={**_TOLD, "question_id": "open_question_id"}),
    Address("voices:results_files", RESULTS, marks="Yc", ids=_TOLD), Address("voices:results_file_new", NONE, RESULTS, ids=_TOLD),
    Address("voices:results_file", RESULTS, marks="Yc", ids=_TOLD),
    Address("voices:results_file", RESULTS, marks="Yc", ids={**_TOLD, "file_id": "xlsx_file_id"}),
    Address("voices:results_file", RESULTS, marks="Yc", ids={**_TOLD, "file_id": "json_file_id"}),
    Address("voices:results_publish", NONE, BUILD, ids=_TOLD),
    Address("voices:public_results", PUBLIC),
    # ways in
    Address("voices:ways", "build_surveys|enter_answers"), Address("voices:batches", BUILD),
    Address("voices:batch_new", BUILD, BUILD), Address("voices:sheet", NONE, BUILD),
    Address("voices:invite", BUILD, BUILD), Address("voices:mailing", BUILD, ids=_MAILED),
    Address("voices:remind", NONE, BUILD, ids=_MAILED), Address("voices:reminder_drop", NONE, BUILD, ids=_MAILED),
    Address("voices:paper", "enter_answers", ids={"language": "fi"}, speaks="language"),
    Address("voices:paper_copies", "enter_answers", "enter_answers", ids={"language": "fi"}),
    Address("voices:typing", "enter_answers", "enter_answers", ids={"language": "fi"}),
    Address("voices:poster", BUILD, ids={"language": "fi"}, speaks="language"),
    # library
    Address("library:follow", PUBLIC, PUBLIC), Address("library:confirm", PUBLIC, PUBLIC), Address("library:leave", PUBLIC, PUBLIC),
    Address("library:bulletins", EDIT, EDIT),
    # themes
    Address("themes:workshop", "read_themes"), Address("themes:run", "run_analysis", "run_analysis"),
    Address("themes:new", "read_programme", THEMES, (302,)),
    Address("themes:approve", "read_programme", "approve_themes", (302,)),
    Address("themes:draft", NONE, THEMES), Address("themes:orphans", "read_voices", THEMES),
    Address("themes:theme", "read_themes"),
    Address("themes:rename", PUBLIC, THEMES, (302,)), Address("themes:merge", PUBLIC, THEMES, (302,)),
    Address("themes:voices", PUBLIC, THEMES, (302,)), Address("themes:reject", NONE, THEMES),
    Address("themes:restore", NONE, THEMES), Address("themes:reorder", NONE, THEMES),
    Address("themes:column", "read_themes", found=(302,)), Address("themes:placing", "read_programme", THEMES, (302,)),
    Address("themes:undo", NONE, THEMES), Address("themes:history", THEMES), Address("themes:map", "read_themes"),
    Address("themes:split", THEMES, THEMES), Address("themes:twins", "read_voices", THEMES),
    Address("themes:why", "read_voices"), Address("themes:notes", "read_themes", THEMES, (302,)),
    Address("themes:note_delete", NONE, THEMES), Address("themes:runs", "read_themes"),
    Address("themes:progress", "run_analysis", found=(302,)), Address("themes:cancel", NONE, "run_analysis"),
    Address("themes:retry", NONE, "run_analysis"),
    # proposals
    Address("proposals:list", "read_proposals"), Address("proposals:new", MERGE, MERGE),
    Address("proposals:duplicates", MERGE), Address("proposals:combine", MERGE, MERGE, query=_PAIR),
    Address("proposals:proposal", "read_proposals"), Address("proposals:edit", MERGE, MERGE),
    Address("proposals:link", MERGE, MERGE),
    Address("proposals:outcome", f"{MERGE}|{DECIDE}", f"{MERGE}|{DECIDE}"),
    Address("proposals:withdraw", MERGE, MERGE),
    # priorities
    Address("priorities:list", "see_result"), Address("priorities:new", ORGANISE, ORGANISE),
    Address("priorities:ballot", "see_result"), Address("priorities:ballot", "see_result", ids=_OPEN),
    Address("priorities:edit", ORGANISE, ORGANISE, ids=_DRAFT), Address("priorities:codes", ORGANISE, ORGANISE, ids=_OPEN),
    Address("priorities:act", NONE, ORGANISE, ids={**_DRAFT, "what": "avaa"}),
    Address("priorities:act", NONE, ORGANISE, ids={**_OPEN, "what": "sulje"}),
    Address("priorities:act", NONE, ORGANISE, ids={**_OPEN, "what": "laske"}),
    Address("priorities:annul", NONE, ORGANISE, ids=_OPEN), Address("priorities:result", "see_result"),
    Address("priorities:result", "see_result", found=(409,), ids=_OPEN),
    Address("priorities:confirm", DECIDE, DECIDE, (302,)), Address("priorities:vote", "vote", "vote", ids=_OPEN),
    Address("priorities:public_result", PUBLISHED), Address("priorities:papers", PUBLISHED),
    Address("priorities:public_result", PUBLISHED, found=(404,), ids=_OPEN),
    Address("priorities:papers", PUBLISHED, found=(404,), ids=_OPEN),
    # steering
    Address("steering:list", "read_decisions"), Address("steering:new", DECIDE, DECIDE),
    Address("steering:decision", "read_decisions"), Address("steering:correct", DECIDE, DECIDE),
    # roadmap
    Address("roadmap:draft", READ_DRAFT, WRITE), Address("roadmap:edit", WRITE, WRITE), Address("roadmap:gaps", WRITE, NONE, (302,)),
    Address("roadmap:publish", "publish_roadmap", "publish_roadmap"),
    Address("roadmap:spearhead", READ_DRAFT, WRITE), Address("roadmap:spearhead_edit", WRITE, WRITE),
    Address("roadmap:spearhead_links", WRITE, WRITE),
    Address("roadmap:spearhead_quotes", "publish_roadmap", "publish_roadmap"),
    Address("roadmap:public", PUBLISHED), Address("roadmap:edition", PUBLISHED), Address("roadmap:edition_json", PUBLISHED),
    # trace
    Address("trace:receipt", "see_receipt", "see_receipt"), Address("trace:coverage", "read_voices", marks="Yc"),
    Address("trace:random", "read_voices", found=(302,), marks="Yc"), Address("trace:voice", "read_voices"),
    Address("trace:spearhead", PUBLISHED), Address("trace:spearhead_json", PUBLISHED),
)  # fmt: skip
