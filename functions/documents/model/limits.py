"""How often the room's doors for bearers may be tried (docs/limits.md tells it to people).

A call brings a token and a pass of 256 bits each, so what is limited is the load of those who guess.
"""

from datetime import timedelta

from shared.limits import Limit, Rule

_QUARTER = timedelta(minutes=15)

BEARER = Rule("bearer", Limit(30, _QUARTER), subject=Limit(120, _QUARTER), address=Limit(600, _QUARTER))

RULES = (BEARER,)
