"""The permission matrix of domain 4.5, as data, in one place.

A mark says how a role may do an action within a programme:
    Y yes · o own or assigned object only · d with the named duty · c counts only · p published only
    · - no. What is not listed is no.
The administrator is technical and has no content rights. `rules` of each folder ask `mark_of`.
"""

from __future__ import annotations

from types import MappingProxyType

from tiekartta.people.states import DutyKind, Role

_COLUMNS = (
    Role.ADMINISTRATOR, Role.OWNER, Role.FACILITATOR, Role.RECORDER, Role.DEVELOPER, Role.STEERING,
    Role.JUROR, Role.PARTICIPANT, Role.VISITOR,
)  # fmt: skip

#                             ADM OWN FAC REC DEV STE JUR PAR VIS
_ROWS = {
    "run_installation":       "Y   -   -   -   -   -   -   -   -",
    "create_programme":       "Y   Y   -   -   -   -   -   -   -",
    "grant_roles":            "Y   Y   -   -   -   -   -   -   -",
    "edit_programme":         "-   Y   o   -   -   -   -   -   -",
    "read_programme":         "-   Y   Y   Y   Y   Y   Y   -   -",
    "make_decision":          "-   Y   -   -   -   Y   -   -   -",
    "read_decisions":         "-   Y   Y   o   Y   Y   -   -   p",
    "import_voices":          "-   Y   -   -   -   -   -   -   -",
    "build_surveys":          "-   Y   o   -   -   -   -   -   -",
    "translate_surveys":      "-   Y   d   d   d   d   d   -   -",
    "enter_answers":          "-   Y   Y   Y   -   -   -   -   -",
    "answer_survey":          "-   Y   Y   Y   Y   Y   Y   Y   Y",
    "read_results":           "-   Y   Y   -   Y   c   -   -   p",
    "manage_panels":          "-   Y   d   -   -   -   -   -   -",
    "answer_panels":          "-   Y   -   -   -   Y   -   -   -",
    "edit_ledger":            "-   Y   o   -   -   -   -   -   -",
    "read_ledger":            "-   Y   Y   Y   Y   Y   Y   -   p",
    "approve_notices":        "-   d   d   -   -   -   -   -   -",
    "run_retention":          "-   d   d   -   -   -   -   -   -",
    "screen_voices":          "-   d   d   -   -   -   -   -   -",
    "read_voices":            "-   Y   Y   -   Y   c   -   -   p",
    "run_analysis":           "-   Y   d   -   -   -   -   -   -",
    "read_themes":            "-   Y   Y   Y   Y   Y   Y   -   p",
    "edit_themes":            "-   Y   Y   -   Y   -   -   -   -",
    "approve_themes":         "-   Y   -   -   -   -   -   -   -",
    "read_proposals":         "-   Y   Y   Y   Y   Y   Y   -   p",
    "merge_proposals":        "-   Y   Y   -   Y   -   -   -   -",
    "open_ballot":            "-   Y   -   -   -   -   -   -   -",
    "vote":                   "-   Y   Y   Y   Y   Y   Y   Y   Y",
    "see_result":             "-   Y   Y   Y   Y   Y   Y   Y   p",
    "edit_roadmap":           "-   Y   -   -   Y   -   -   -   -",
    "read_roadmap_draft":     "-   Y   Y   Y   Y   Y   Y   -   -",
    "publish_roadmap":        "-   d   -   -   -   -   -   -   -",
    "read_journal":           "Y   Y   -   -   -   -   -   -   -",
    "read_published":         "Y   Y   Y   Y   Y   Y   Y   Y   Y",
    "see_receipt":            "Y   Y   Y   Y   Y   Y   Y   Y   Y",
}  # fmt: skip

MATRIX: MappingProxyType[str, MappingProxyType[Role, str]] = MappingProxyType(
    {
        action: MappingProxyType(dict(zip(_COLUMNS, marks.split(), strict=True)))
        for action, marks in _ROWS.items()
    }
)

# Which duty the mark d asks for.
DUTIES: MappingProxyType[str, DutyKind] = MappingProxyType(
    {
        "screen_voices": DutyKind.SCREENER,
        "run_analysis": DutyKind.ANALYST,
        "translate_surveys": DutyKind.TRANSLATOR,
        "publish_roadmap": DutyKind.PUBLISHER,
        "approve_notices": DutyKind.PRIVACY_OFFICER,
        "run_retention": DutyKind.PRIVACY_OFFICER,
        "manage_panels": DutyKind.PANEL_COORDINATOR,
    }
)


def mark_of(action: str, role: Role) -> str:
    """The mark of a role for an action. Raises KeyError for an unknown action."""
    return MATRIX[action][role]
