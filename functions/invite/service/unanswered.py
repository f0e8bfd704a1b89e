"""What clients asked of an account that is gone is declined by itself."""

from collections.abc import Sequence
from typing import Any, Protocol

from functions.invite.model.requests import AccessRequest, RequestState
from shared.domain.clock import Clock
from shared.domain.events import Announcement, Envelope, ObjectRef
from shared.domain.events.invite.accounts import AccountMerged
from shared.domain.events.invite.requests import AccessRequestEvent, PortalAccessRequestDeclined
from shared.domain.ids import AccountId, FirmId
from shared.domain.principals import SYSTEM, Provenance, Source


class Requests(Protocol):
    """Where open requests of an account are found and declined."""

    def waiting(self, firm: FirmId, account: AccountId) -> Sequence[AccessRequest]: ...
    def decline_all(self, requests: Sequence[AccessRequest], announcement: Announcement) -> None: ...


class UnansweredService:
    """Announces `portal_access.request_declined`. Nobody is mailed: the client reads it where they asked."""

    def __init__(self, requests: Requests, clock: Clock) -> None:
        self._requests = requests
        self._clock = clock

    def decline(self, told: Envelope) -> None:
        """Decline what waits for an account that was deleted or went into another; restored meanwhile, it waits on.

        StaleVersionError when one was decided just now, or the list lags: the event is then taken again.
        """
        gone = told.event.merged if isinstance(told.event, AccountMerged) else told.event.account
        waiting = self._requests.waiting(told.event.firm, gone) if gone else ()
        if not waiting:
            return
        now = self._clock()
        over = [each.decided(RequestState.DECLINED, now) for each in waiting]
        provenance = Provenance(correlation_id=told.provenance.correlation_id, source=Source.AUTOMATION)
        announcement = Announcement.of(now, SYSTEM, provenance, *map(declined, over))
        self._requests.decline_all(over, announcement)


def declined(request: AccessRequest) -> PortalAccessRequestDeclined:
    return of_request(PortalAccessRequestDeclined, request, reason=request.reason)


def of_request[E: AccessRequestEvent](kind: type[E], request: AccessRequest, **more: Any) -> E:
    """Say what became of a client's request; `more` is what this kind of event tells besides."""
    return kind(
        firm=request.firm,
        account=request.account,
        object=ObjectRef(kind="access_request", id=request.id),
        request=request.id,
        person=request.person,
        colleague_name=request.name,
        email=request.email,
        **more,
    )
