"""What whoever holds a link does to it: open it, ask for a code and mistype it, ask for more time.

Each is on the condition that the recipient is as it was seen, since others hold the same link. Who was overtaken gets
the recipient as it stands by now (`OvertakenError`) and decides again.
"""

from collections.abc import Mapping
from datetime import datetime

from shared.capability import keys
from shared.capability.actions import OPEN
from shared.capability.model import MOST_WRONG_CODES, SHUT_FOR, Recipient
from shared.domain.clock import stamp
from shared.domain.errors import NotFoundError
from shared.table.actions import Action, Item, check, update

_NOT_SHUT = "(attribute_not_exists(#shut_until) OR #shut_until <= :now)"


class OvertakenError(Exception):
    """Somebody else changed the recipient since it was read; `standing` is what it is by now."""

    def __init__(self, standing: Recipient) -> None:
        super().__init__("overtaken")
        self.standing = standing


def opened(of: Recipient, now: datetime, *, by_code: bool) -> Action:
    """Note the first opening, and that the code was used; else only make sure that it stands as it was seen."""
    values: dict[str, object] = {":generation": of.generation, ":now": stamp(now)}
    when, change = OPEN, []
    if of.opened_at is None:
        when = f"{when} AND attribute_not_exists(#opened_at)"
        change.append("#opened_at = :now")
    if by_code:
        when = f"{when} AND #code = :code AND attribute_exists(#code_at) AND {_NOT_SHUT}"
        change.append("#fails = :none")
        values |= {":code": of.code, ":none": 0}
    key = keys.recipient(of.firm, of.link, of.n)
    if not change:
        return check(key, when=when, values=values, failed=_overtaken)
    used = " REMOVE #code_at, #shut_until" if by_code else ""
    return update(key, f"SET {', '.join(change)}{used}", when=when, values=values, failed=_overtaken)


def mistyped(of: Recipient, now: datetime) -> Action:
    """Count a wrong code; the fifth shuts the link for a quarter of an hour, whichever code comes next."""
    is_last = of.fails + 1 >= MOST_WRONG_CODES
    values: dict[str, object] = {":generation": of.generation, ":now": stamp(now), ":seen": of.fails}
    values |= {":fails": 0, ":until": stamp(now + SHUT_FOR)} if is_last else {":fails": of.fails + 1}
    change = "SET #fails = :fails, #shut_until = :until" if is_last else "SET #fails = :fails"
    when = f"{OPEN} AND #fails = :seen AND {_NOT_SHUT}"
    return _changed(of, change, when, values)


def shuts(of: Recipient) -> bool:
    """Tell whether the next wrong code shuts it."""
    return of.fails + 1 >= MOST_WRONG_CODES


def code_asked(of: Recipient, now: datetime) -> Action:
    """Begin the next code: the one before is dead. Stored is its number and the time, never the code."""
    values = {":generation": of.generation, ":now": stamp(now), ":seen": of.code, ":code": of.code + 1}
    when = f"{OPEN} AND #code = :seen AND {_NOT_SHUT}"
    return _changed(of, "SET #code = :code, #code_at = :now", when, values)


def renewal_asked(of: Recipient, now: datetime) -> Action:
    """Note the wish for more time, once for each expiry."""
    values = {":generation": of.generation, ":now": stamp(now), ":over": stamp(of.expires_at or now)}
    when = (
        "#generation = :generation AND attribute_not_exists(#revoked_at) AND attribute_not_exists(#done_at) "
        "AND #expires_at = :over "
        "AND (attribute_not_exists(#renewal_asked_at) OR #renewal_asked_at < :over)"
    )
    return _changed(of, "SET #renewal_asked_at = :now", when, values)


def _changed(of: Recipient, change: str, when: str, values: Mapping[str, object]) -> Action:
    return update(keys.recipient(of.firm, of.link, of.n), change, when=when, values=values, failed=_overtaken)


def _overtaken(found: Item | None) -> Exception:
    return NotFoundError() if found is None else OvertakenError(Recipient.model_validate(found))
