"""The pure core: plain data in, plain data out.

No Django, database, clock or network; randomness is a ``seed`` argument, time a ``now`` argument.
Every result carries a :class:`~tiekartta.analysis.provenance.Provenance`.
"""
