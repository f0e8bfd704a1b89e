"""How links are stored."""

from datetime import datetime, timedelta

from shared import timers
from shared.capability import keys
from shared.capability.model import Link, LinkState, Pass, Recipient
from shared.domain.clock import stamp
from shared.domain.ids import bare
from shared.table import schema
from shared.table.actions import Item, body, item
from shared.table.keys import by_time

TIMER = "link"
WARNS_BEFORE = timedelta(days=1)
_UNSAID = frozenset({"needs_code", "needs_login", "ended", "bytes"})
# A pass that is over serves to go on with the same visit; then it is garbage.
_PASS_KEPT = timedelta(days=7)


def link(of: Link) -> Item:
    sort = by_time(stamp(of.created_at), bare(of.id))
    return item(
        keys.link(of.firm, of.id),
        schema.LINK,
        g1pk=keys.links_of_account(of.firm, of.account),
        g1sk=sort,
        g2pk=keys.links(of.firm),
        g2sk=sort,
        **body(of),
    )


def recipient(of: Recipient) -> Item:
    """Store a recipient: listed by who sent it and by whom it went to, and timed while it can run out.

    What nothing is said of takes no room: it is read as it is by default, and no condition asks for it.
    """
    sort = keys.by_recipient(stamp(of.created_at), of.link, of.n)
    return item(
        keys.recipient(of.firm, of.link, of.n),
        schema.LINK_RECIPIENT,
        g1pk=keys.links_by(of.firm, of.creator),
        g1sk=sort,
        g2pk=keys.links_to(of.firm, of.email) if of.email else None,
        g2sk=f"{keys.links_to_address(of.firm, of.email)}{sort}" if of.email else None,
        **timed(of, due_at(of)),
        **{name: said for name, said in body(of).items() if said or name not in _UNSAID},
    )


def timed(of: Recipient, at: datetime | None) -> dict[str, str | None]:
    return timers.timer(of.firm, TIMER, at, f"{bare(of.link)}-{of.n:02}")


def due_at(of: Recipient) -> datetime | None:
    """Tell when the sweep is to look at it: a day before it runs out, then when it does; None while it cannot.

    Links of less than two days are not warned of: whoever sent one a day ago remembers.
    """
    if of.expires_at is None or of.state(of.created_at) not in {LinkState.ACTIVE, LinkState.EXHAUSTED}:
        return None
    warns_at = of.expires_at - WARNS_BEFORE
    began = of.sent_at or of.created_at
    if of.warned_for == of.expires_at or warns_at - began < WARNS_BEFORE:
        return of.expires_at
    return warns_at


def link_pass(of: Pass, proof: str) -> Item:
    """Store a pass: listed among what was done with its link, as the opening it came of."""
    return item(
        keys.link_pass(of.firm, of.link, proof),
        schema.LINK_PASS,
        g1pk=keys.history(of.firm, of.link),
        g1sk=by_time(stamp(of.opened_at), proof),
        ttl=int((of.expires_at + _PASS_KEPT).timestamp()),
        **body(of),
    )


def is_opening(done: Item) -> bool:
    """Tell an opening from a use among what was done with a link."""
    return str(done["et"]) == schema.LINK_PASS.name
