"""Is a certificate right? Everything in it is worked out again from its ballots alone.

Nothing here is shared with the rules: it is written a second time, plainly and in exact fractions,
so that an error in one of the two shows. It is slower than the count.
"""

from tiekartta.analysis.choosing.verifying.case import NotACertificateError
from tiekartta.analysis.choosing.verifying.verdict import Verdict, examine, verify

__all__ = ["NotACertificateError", "Verdict", "examine", "verify"]
