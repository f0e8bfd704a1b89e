"""What is told of links: to the member who answers for one, or to who follows its account when nobody does."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from functions.notifications.model.inbox import AccountMention, ItemKind
from functions.notifications.model.piles import News
from functions.notifications.service.circles import Members, answering, following
from functions.notifications.service.piling import Piling
from shared.capability.model import LinkKind
from shared.capability.refusals import LinkShutError
from shared.directory import AccountRecord, FirmRecord
from shared.domain.events import Envelope, Event, UnknownEventError
from shared.domain.events.links.bearers import LinkOpened, LinkRefused, LinkRenewalRequested, LinkUsed
from shared.domain.events.links.sending import LinkExpired, LinkSuspended, LinkTakenOver
from shared.domain.ids import AccountId, FirmId, MemberId

# Which of its events concern somebody: not each opening but the first, a use where it was asked for, five wrong codes.
_CONCERNS: Mapping[type[Event], tuple[ItemKind, Callable[[Any], bool]]] = {
    LinkOpened: (ItemKind.LINK_OPENED, lambda event: event.is_first),
    LinkUsed: (ItemKind.LINK_USED, lambda event: event.tells),
    LinkRefused: (ItemKind.LINK_REFUSED, lambda event: event.reason == LinkShutError.code),
    LinkRenewalRequested: (ItemKind.LINK_RENEWAL_REQUESTED, lambda _: True),
    LinkExpired: (ItemKind.LINK_EXPIRED, lambda _: True),
    LinkSuspended: (ItemKind.LINK_SUSPENDED, lambda _: True),
    LinkTakenOver: (ItemKind.LINK_TAKEN_OVER, lambda _: True),
}


class Audience(Members, Protocol):
    """Where those who may have to be told are read."""

    def find(self, firm: FirmId, account: AccountId) -> tuple[FirmRecord | None, AccountRecord | None]: ...


class LinkNews:
    """Tells of links, once each; of one link together what happens to it in a day."""

    def __init__(self, audience: Audience, piling: Piling) -> None:
        self._audience = audience
        self._piling = piling

    def tell(self, envelope: Envelope) -> None:
        """Tell whom an event concerns, if anybody. UnknownEventError for one of which nobody is ever told."""
        event: Any = envelope.event
        kind, concerns = _CONCERNS.get(type(event), (None, None))
        if kind is None or concerns is None or event.account is None:
            raise UnknownEventError(event.name)
        if not concerns(event):
            return
        firm, account = self._audience.find(event.firm, event.account)
        if firm is None or account is None:
            return
        recipient = getattr(event, "email", None) or getattr(event, "visitor", None)
        news = News(
            kind=kind,
            about=event.object.id,
            params={"title": event.title, "recipient": recipient or "", "account": account.name, "kind": event.kind},
            account=AccountMention(id=account.id, name=account.name),
            link=event.object.id,
        )
        self._piling.show(envelope, news, self._told(event, firm, account), firm.time_zone)

    def _told(self, event: Any, firm: FirmRecord, account: AccountRecord) -> list[MemberId]:
        """Name whom it concerns; of a file that came in, those who follow the account are told by the file itself."""
        if isinstance(event, LinkSuspended):
            return [each.id for each in following(self._audience, firm, account)]
        told = [each.id for each in answering(self._audience, firm, account, event.creator)]
        if isinstance(event, LinkUsed) and event.kind == LinkKind.UPLOAD:
            followers = {each.id for each in following(self._audience, firm, account)}
            return [each for each in told if each not in followers]
        return told
