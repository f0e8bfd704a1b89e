"""The sweep of links: it tells that a date is near or has passed, heals timers, and decides nothing."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from functions.links.model.planned import Waiting
from functions.links.service import events
from shared.capability.items import due_at
from shared.capability.refusals import LinkRevokedError, LinkSuspendedError
from shared.domain.clock import Clock, stamp
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import ulid
from shared.domain.principals import SYSTEM, Provenance, Source

# How long a link waits whose account is closed before it is looked at again.
CLOSED_FOR = timedelta(days=1)
# As many as a minute has time for; the next does the rest, and finds none of these again.
MOST_A_MINUTE = 2000


class Timers(Protocol):
    """Where the sweep finds what is due and writes what it told."""

    def due(self, now: datetime) -> Iterable[Waiting]: ...
    def tell_warning(self, of: Waiting, announcement: Announcement) -> None: ...
    def tell_expiry(self, of: Waiting, announcement: Announcement) -> None: ...
    def retime(self, of: Waiting, at: datetime | None) -> None: ...


class SweepingService:
    """Announces `link.warned` a day before and `link.expired`; late, doubled or missed, it lets nobody in or out."""

    def __init__(self, timers: Timers, clock: Clock) -> None:
        self._timers = timers
        self._clock = clock

    def announce(self) -> int:
        """Announce what is due once each, as much as a minute has time for, and count it."""
        now = self._clock()
        provenance = Provenance(correlation_id=f"sweep-{ulid(now)}", source=Source.SCHEDULE)
        told = 0
        for each in islice(self._timers.due(now), MOST_A_MINUTE):
            with suppress(StaleVersionError, NotFoundError):  # extended, resent or revoked since it was read
                told += self._one(each, now, provenance)
        return told

    def _one(self, of: Waiting, now: datetime, provenance: Provenance) -> int:
        """Do what one timer asks for.

        Of a link that is revoked, or was used as often as it may be, nothing but to stop it; of one whose account is
        closed nothing before that is open again.
        """
        recipient, at = of.recipient, due_at(of.recipient)
        over = recipient.expires_at
        if of.due_at > stamp(now):
            return 0  # the index lags
        if at is None or over is None or at > now:
            self._timers.retime(of, at)
            return 0
        if recipient.is_spent:
            self._timers.retime(of, over if over > now else None)
            return 0
        try:
            if over <= now:
                told = Announcement.of(now, SYSTEM, provenance, events.expired(recipient, over))
                self._timers.tell_expiry(of, told)
            else:
                told = Announcement.of(now, SYSTEM, provenance, events.warned(recipient, over))
                self._timers.tell_warning(of, told)
        except LinkRevokedError:
            self._timers.retime(of, None)
            return 0
        except LinkSuspendedError:
            self._timers.retime(of, now + CLOSED_FOR)
            return 0
        return 1
