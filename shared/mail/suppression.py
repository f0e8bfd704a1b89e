"""Marks on addresses: to a marked one nothing is sent. One mark an address and firm, known by the address's digest.

The item stays when the mark is lifted, so that news of a mail older than the lifting marks nothing again. Whoever marks
or lifts puts these actions into a transaction of their own, beside what shows the mark.
"""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.clock import stamp
from shared.domain.ids import FirmId
from shared.domain.mail import MailState, MailTrouble
from shared.mail import keys
from shared.table.actions import Action, Item, check, item, update
from shared.table.keys import Key
from shared.table.schema import SUPPRESSED


class MarkStandsError(Exception):
    """The address is marked as badly already, or was given free after the mail in question had been sent."""


class NotMarkedError(Exception):
    """There is no mark to lift."""


class SuppressedError(Exception):
    """Nothing is sent to this address."""


def mark(firm: FirmId, digest: str, state: MailState, sent_at: datetime) -> Action:
    """Mark an address for what became of a mail sent at `sent_at`; MarkStandsError when that says nothing new.

    A complaint weighs more than a bounce, so that the two end alike in either order.
    """
    key = keys.suppression(firm, digest)
    free = "attribute_not_exists(#pk) OR #lifted_at < :sent_at"
    values: dict[str, object] = {":sent_at": stamp(sent_at)}
    if state.state is MailTrouble.COMPLAINED:
        free += " OR attribute_not_exists(#lifted_at) AND #state = :lesser"
        values[":lesser"] = MailTrouble.BOUNCED.value
    body = state.model_dump(mode="json") | {"at": stamp(state.at)}
    return Action("Put", key, free, MarkStandsError, item=item(key, SUPPRESSED, **body), values=values)


def lift(firm: FirmId, digest: str, now: datetime) -> Action:
    return update(
        keys.suppression(firm, digest),
        "SET #lifted_at = :now",
        when="attribute_exists(#pk) AND attribute_not_exists(#lifted_at)",
        values={":now": stamp(now)},
        failed=NotMarkedError,
    )


def demand_free(firm: FirmId, digest: str) -> Action:
    """Let a transaction go on only while the address is not marked; SuppressedError else."""
    free = "attribute_not_exists(#pk) OR attribute_exists(#lifted_at)"
    return check(keys.suppression(firm, digest), when=free, failed=SuppressedError)


@dataclass(frozen=True)
class Suppression:
    """What stands about an address: a mark, or when the last one was lifted."""

    mark: MailState | None = None
    lifted_at: datetime | None = None

    def takes(self, state: MailState, sent_at: datetime) -> bool:
        """Tell whether `mark` would go through."""
        if self.mark is None:
            return self.lifted_at is None or self.lifted_at < sent_at
        return (self.mark.state, state.state) == (MailTrouble.BOUNCED, MailTrouble.COMPLAINED)


def place(firm: FirmId, digest: str) -> Key:
    """Say where the mark would stand, for whoever reads it along with other things."""
    return keys.suppression(firm, digest)


def read(found: Item | None) -> Suppression:
    """Read what stands where `place` says."""
    if found is None:
        return Suppression()
    if "lifted_at" in found:
        return Suppression(lifted_at=datetime.fromisoformat(found["lifted_at"]))
    return Suppression(MailState.model_validate(found))
