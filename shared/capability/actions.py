"""What any room puts into its own transaction to make, use and end links. All or nothing with the room's own change."""

from datetime import datetime

from shared.capability import items, keys
from shared.capability.model import REFUSALS, Link, LinkState, Pass, Recipient
from shared.capability.refusals import LinkSupersededError
from shared.domain.clock import stamp
from shared.domain.errors import ConflictError, NotFoundError
from shared.table import schema
from shared.table.actions import Action, Item, check, create, item, settle, update
from shared.table.keys import by_time

OPEN = (
    "#generation = :generation AND attribute_not_exists(#revoked_at) AND attribute_not_exists(#done_at) "
    "AND (attribute_not_exists(#expires_at) OR #expires_at > :now)"
)
_ROOM_LEFT = "(attribute_not_exists(#max_uses) OR #uses < #max_uses)"


def mint(link: Link, *recipients: Recipient) -> list[Action]:
    """Make a link with its recipients: 1 + k actions."""
    return [create(items.link(link)), *(create(items.recipient(each)) for each in recipients)]


def standing(link: Link) -> Action:
    """Make a transaction depend on the whole link's not being revoked."""
    return check(
        keys.link(link.firm, link.id),
        when="attribute_exists(#pk) AND attribute_not_exists(#revoked_at)",
        failed=lambda found: REFUSALS[LinkState.REVOKED]() if found else NotFoundError(),
    )


def spend(of: Recipient, now: datetime, *, size: int | None = None, ticks: str | None = None) -> Action:
    """Count one use; the refusal of its state when it ended, ran out or was resent since it was read.

    `size` is that of the file that is the use, and `ticks` the entry of the list that it was for.
    """
    values: dict[str, object] = {":one": 1, ":generation": of.generation, ":now": stamp(now)}
    change, when = "SET #uses = #uses + :one", f"{OPEN} AND {_ROOM_LEFT}"
    if size is not None:
        change = f"{change}, #bytes = if_not_exists(#bytes, :none) + :size"
        values |= {":none": 0, ":size": size}
        if of.max_bytes is None:
            when = f"{when} AND attribute_not_exists(#max_bytes)"
        else:
            when = f"{when} AND #max_bytes = :most AND (attribute_not_exists(#bytes) OR #bytes <= :room)"
            values |= {":most": of.max_bytes, ":room": of.max_bytes - size}
    if ticks is not None:
        change, values = f"{change} ADD #ticked :ticks", {**values, ":ticks": frozenset({ticks})}
    return update(
        keys.recipient(of.firm, of.link, of.n),
        change,
        when=when,
        values=values,
        failed=lambda found: _why_not(found, of, now, size),
    )


def visited(of: Recipient, visit: str, ticks: str | None = None) -> list[Action]:
    """Count a file, and what it was wanted for, for the visit it was sent in; whom a link was sent to has but one."""
    if of.own_visit is not None:
        return []
    kind = schema.LINK_VISIT
    values: dict[str, object] = {":kind": kind.name, ":version": kind.version, ":one": 1}
    change = "SET #et = :kind, #sv = :version ADD #files :one"
    if ticks is not None:
        change, values = f"{change}, #ticked :ticks", {**values, ":ticks": frozenset({ticks})}
    when = "attribute_not_exists(#pk) OR #et = :kind"
    return [update(keys.visit(of.firm, of.link, visit), change, when=when, values=values, failed=ConflictError)]


def complete(of: Recipient, now: datetime) -> Action:
    """Note that what it was for is done: signed, paid, submitted."""
    return update(
        keys.recipient(of.firm, of.link, of.n),
        "SET #done_at = :now REMOVE #due_kind, #due_at, #g3pk, #g3sk, #g4pk, #g4sk",
        when=OPEN,
        values={":generation": of.generation, ":now": stamp(now)},
        failed=lambda found: _why_not(found, of, now),
    )


class SameUseError(Exception):
    """The use is recorded already and goes on: whoever has it is served without another."""


def use(of: Recipient, name: str, now: datetime, until: datetime, *, target: str, by: str) -> Action:
    """Record one use under its name; SameUseError when it stands, unless it is over by now.

    It stands before `spend` in a transaction: who repeats the last use is told of the use, not that none is left.
    """
    record = item(
        keys.use(of.firm, of.link, name),
        schema.LINK_USE,
        g1pk=keys.history(of.firm, of.link),
        g1sk=by_time(stamp(now), name),
        at=stamp(now),
        until=stamp(until),
        target=target,
        name=by,
        n=of.n,
    )
    return Action(
        "Put",
        keys.use(of.firm, of.link, name),
        "attribute_not_exists(#pk) OR #until <= :now",
        SameUseError,
        item=record,
        values={":now": stamp(now)},
    )


def goes_along(of: Recipient, name: str, now: datetime, until: datetime, *, target: str, by: str) -> Action:
    """Record what was handed out along with something else: it is of that use, as long, and not listed by itself."""
    record = item(
        keys.use(of.firm, of.link, name),
        schema.LINK_USE,
        at=stamp(now),
        until=stamp(until),
        target=target,
        name=by,
        n=of.n,
        ttl=int(until.timestamp()),
    )
    return settle(record)


def admit(new: Pass, proof: str) -> Action:
    """Write a pass."""
    return create(items.link_pass(new, proof))


def _why_not(found: Item | None, seen: Recipient, now: datetime, size: int | None = None) -> Exception:
    """Read why a condition failed off the item as it stood; ConflictError when it would hold by now."""
    if found is None:
        return NotFoundError()
    recipient = Recipient.model_validate(found)
    if recipient.generation != seen.generation:
        return LinkSupersededError()
    state, left = recipient.state(now), recipient.bytes_left
    if state is LinkState.ACTIVE and size is not None and left is not None and size > left:
        state = LinkState.EXHAUSTED
    return REFUSALS[state]() if state in REFUSALS else ConflictError()
