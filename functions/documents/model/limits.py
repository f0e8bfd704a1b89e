"""How often the room's doors for bearers may be tried (docs/limits.md tells it to people).

A call brings a token and a pass of 256 bits each, so what is limited is the load of those who guess, and what those who
hold a link may have us expect: each announcement is an item, and an address to write to.
"""

from datetime import timedelta

from shared.limits import Limit, Rule

_QUARTER = timedelta(minutes=15)

BEARER = Rule("bearer", Limit(30, _QUARTER), subject=Limit(120, _QUARTER), address=Limit(600, _QUARTER))
# A thousand files are dropped in one go by whoever may send as many.
ANNOUNCING = Rule("announcing", Limit(1000, _QUARTER), subject=Limit(2000, _QUARTER), address=Limit(4000, _QUARTER))
# Each is up to a gigabyte read and written; the same once more is the one that stands, and counts for nothing.
ZIPPING = Rule("zipping", Limit(10, _QUARTER), subject=Limit(30, _QUARTER), address=Limit(120, _QUARTER))

RULES = (BEARER, ANNOUNCING, ZIPPING)
