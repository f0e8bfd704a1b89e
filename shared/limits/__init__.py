"""Limits: how often something may be tried, by whom and from where (docs/adr/0014).

Fixed windows, counted in the table before anything is tried, so that twenty tries at once are twenty tries. A count
names its subject by a digest and goes with its window.
"""

from shared.limits.limiter import Limiter
from shared.limits.rules import Limit, Rule, Tally, TooManyRequestsError

__all__ = ["Limit", "Limiter", "Rule", "Tally", "TooManyRequestsError"]
