"""Reading roadmaps: the draft for those who work on it, editions for everybody."""

from tiekartta.roadmap.queries.checks import (
    blockers,
    language_board,
    missing_groups,
    problems_of,
    reached_voices,
)
from tiekartta.roadmap.queries.drafts import (
    draft_view,
    new_choices,
    roadmap_of,
    spearhead_of,
    spearhead_view,
)
from tiekartta.roadmap.queries.editions import (
    edition_view,
    live_quotes,
    published_roadmaps,
    spearheads_of_proposals,
)
from tiekartta.roadmap.queries.shapes import (
    BoardLine,
    EditionView,
    Problem,
    PublishedRoadmap,
    RoadmapView,
    SpearheadOfProposal,
    SpearheadView,
)

__all__ = [
    "BoardLine",
    "EditionView",
    "Problem",
    "PublishedRoadmap",
    "RoadmapView",
    "SpearheadOfProposal",
    "SpearheadView",
    "blockers",
    "draft_view",
    "edition_view",
    "language_board",
    "live_quotes",
    "missing_groups",
    "new_choices",
    "problems_of",
    "published_roadmaps",
    "reached_voices",
    "roadmap_of",
    "spearhead_of",
    "spearhead_view",
    "spearheads_of_proposals",
]
