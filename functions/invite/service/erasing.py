"""The sweep of deleted accounts: after 30 days, what they held of people is erased."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from functions.invite.model.entities import Account, Person, Tie
from functions.invite.model.requests import AccessRequest, RequestState
from functions.invite.service.credentials import of_invitation
from functions.invite.service.unanswered import declined
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.access import InvitationCancelled
from shared.domain.events.invite.accounts import AccountErased
from shared.domain.ids import MemberId, ulid
from shared.domain.principals import SYSTEM, Provenance, Source

# Ties and requests taken away in one transaction, and in one sweep: what is left is left to the next.
_IN_ONE = 25
_AT_ONCE = 500

type Place = tuple[Tie, Person | None]


class Erasures(Protocol):
    """Where what is to be erased is found and taken away."""

    def due(self, now: datetime) -> Iterable[Account]: ...
    def people(self, account: Account, limit: int) -> Sequence[Place]: ...
    def part(self, account: Account, places: Iterable[Place], announcement: Announcement | None) -> None: ...
    def requests(self, account: Account, limit: int) -> Iterable[Sequence[AccessRequest]]: ...
    def forget(self, requests: Sequence[AccessRequest], announcement: Announcement | None) -> None: ...
    def unassign(self, account: Account, members: Sequence[MemberId]) -> None: ...
    def finish(self, before: Account, after: Account, announcement: Announcement) -> None: ...


class ErasingService:
    """Announces `account.erased`, and what ends with it.

    That is `invitation.cancelled` for whoever was invited to nothing else, and `portal_access.request_declined` for
    what still waits to be decided.
    """

    def __init__(self, erasures: Erasures, clock: Clock) -> None:
        self._erasures = erasures
        self._clock = clock

    def erase(self) -> int:
        """Erase each account whose time is over and count them.

        The account itself goes last, so a sweep that died is taken up by the next where it ended. It was given away
        when it was deleted: whether a sweep is late, doubled or missed lets nobody in and keeps nothing restorable.
        """
        now = self._clock()
        left, erased = _AT_ONCE, 0
        for account in self._erasures.due(now):
            if account.timer is None or account.timer > now:
                continue
            try:
                left = self._forget(account, self._part(account, left, now), now)
                if left <= 0:
                    break
                self._finish(account, now)
            except StaleVersionError:
                continue  # somebody in it was written meanwhile; the next sweep sees what stands then
            erased += 1
        return erased

    def _part(self, account: Account, left: int, now: datetime) -> int:
        """Take away ties until none or no more of this sweep's share is left; what is left of the share."""
        while left > 0 and (places := self._erasures.people(account, _IN_ONE)):
            ended = [
                of_invitation(InvitationCancelled, person)
                for _, person in places
                if person is not None and person.state is not person.without_account(account.id).state
            ]
            self._erasures.part(account, places, _announced(now, *ended) if ended else None)
            left -= len(places)
        return left

    def _forget(self, account: Account, left: int, now: datetime) -> int:
        """Take away what was asked for the account, as far as the share goes; what is left of the share."""
        if left <= 0:
            return left
        for some in self._erasures.requests(account, _IN_ONE):
            over = [declined(each.decided(RequestState.DECLINED, now)) for each in some if each.is_open]
            self._erasures.forget(some, _announced(now, *over) if over else None)
            left -= len(some)
            if left <= 0:
                break
        return left

    def _finish(self, account: Account, now: datetime) -> None:
        if account.assigned:
            self._erasures.unassign(account, sorted(account.assigned))
        event = AccountErased(firm=account.firm, account=account.id, object=ObjectRef(kind="account", id=account.id))
        self._erasures.finish(account, account.erased(now), _announced(now, event))


def _announced(now: datetime, *events: Event) -> Announcement:
    provenance = Provenance(correlation_id=f"sweep-{ulid(now)}", source=Source.SCHEDULE)
    return Announcement.of(now, SYSTEM, provenance, *events)
