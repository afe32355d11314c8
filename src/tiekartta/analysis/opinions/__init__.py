"""Opinion maps: where people stand by how they vote on statements, and what they agree on."""

from tiekartta.analysis.opinions.errors import OpinionsError, VotesFileError
from tiekartta.analysis.opinions.mapping import opinion_map
from tiekartta.analysis.opinions.picture import picture
from tiekartta.analysis.opinions.reading import Conversation, read_conversation
from tiekartta.analysis.opinions.representative import Agreed, Representative
from tiekartta.analysis.opinions.shapes import OpinionGroup, OpinionMap, StatementResult
from tiekartta.analysis.opinions.votes import AGREE, DISAGREE, PASS, Votes

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Agreed",
    "Conversation",
    "OpinionGroup",
    "OpinionMap",
    "OpinionsError",
    "Representative",
    "StatementResult",
    "Votes",
    "VotesFileError",
    "opinion_map",
    "picture",
    "read_conversation",
]
