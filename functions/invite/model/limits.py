"""How often a door may be tried, settled here and nowhere else (docs/limits.md tells it to people).

From one address at one subject comes first and is the tightest; the subject's own limit is for attacks from many
addresses at once, and ends with its window, so nobody is kept out for good.
"""

from datetime import timedelta

from shared.limits import Limit, Rule

_QUARTER = timedelta(minutes=15)
_HOUR = timedelta(hours=1)

SIGN_IN = Rule("sign_in", Limit(30, _QUARTER), subject=Limit(300, _QUARTER), address=Limit(600, _QUARTER))
# Six digits of which three are good at any time: ten tries a quarter of an hour find one in a year by chance of 2 in 3,
# and only for whoever has the password.
CODE = Rule("code", Limit(6, _QUARTER), subject=Limit(10, _QUARTER), address=Limit(300, _QUARTER))
RESET = Rule("password_reset", Limit(3, _HOUR), subject=Limit(6, _HOUR), address=Limit(60, _HOUR))
LINK = Rule("link", Limit(30, _QUARTER), subject=Limit(90, _QUARTER), address=Limit(600, _QUARTER))
RENEWAL = Rule("renewal", Limit(30, _QUARTER), address=Limit(1200, _QUARTER))
# Of somebody who is signed in and proves it by the password they have.
PASSWORD = Rule("password", Limit(10, _QUARTER), subject=Limit(30, _QUARTER))

RULES = (SIGN_IN, CODE, RESET, LINK, RENEWAL, PASSWORD)
