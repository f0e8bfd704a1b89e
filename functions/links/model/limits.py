"""How often the door may be tried (docs/limits.md tells it to people).

A token has 256 bits, so what is limited is not the guessing of one but the load of those who try, and the letters of
those who ask for codes.
"""

from datetime import timedelta

from shared.limits import Limit, Rule

_QUARTER = timedelta(minutes=15)
_HOUR = timedelta(hours=1)

OPENING = Rule("link_opening", Limit(30, _QUARTER), subject=Limit(120, _QUARTER), address=Limit(600, _QUARTER))
# Each is a letter.
CODE = Rule("link_code", Limit(6, _HOUR), subject=Limit(10, _HOUR), address=Limit(60, _HOUR))
RENEWAL = Rule("link_renewal", Limit(6, _HOUR), subject=Limit(20, _HOUR), address=Limit(60, _HOUR))

RULES = (OPENING, CODE, RENEWAL)
