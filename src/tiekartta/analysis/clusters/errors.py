"""What can go wrong with workers.

ClusterError
└── ClusterMissingError
"""

from __future__ import annotations


class ClusterError(RuntimeError):
    """The workers can't be reached, or a block killed every worker it was given to."""


class ClusterMissingError(ClusterError):
    """Dask is not installed; the message says which extra brings it."""
