"""The same work on many blocks: here, in threads, in processes or on a cluster; one result."""

from tiekartta.analysis.clusters.blocks import Crew, crew, map_blocks
from tiekartta.analysis.clusters.errors import ClusterError, ClusterMissingError

__all__ = ["ClusterError", "ClusterMissingError", "Crew", "crew", "map_blocks"]
