"""What is announced of links, out of links."""

from datetime import datetime

from shared.capability.model import Link, Recipient
from shared.domain.clock import stamp
from shared.domain.events import ObjectRef
from shared.domain.events.links.sending import (
    LinkAddressRead,
    LinkCreated,
    LinkExpired,
    LinkExtended,
    LinkRenewalDeclined,
    LinkRevoked,
    LinkSent,
    LinkSuspended,
    LinkTakenOver,
    LinkWarned,
)
from shared.domain.ids import LinkId, MemberId


def link_created(link: Link) -> LinkCreated:
    return LinkCreated(
        firm=link.firm,
        account=link.account,
        object=_ref(link.id),
        kind=link.kind.value,
        targets=tuple(each.id for each in link.targets),
        recipients=link.recipients,
        title=link.title,
    )


def link_sent(to: Recipient) -> LinkSent:
    """Tell that a recipient's link goes to their address, the first time or again."""
    return LinkSent(
        firm=to.firm,
        account=to.account,
        object=_ref(to.link),
        kind=to.kind.value,
        n=to.n,
        generation=to.generation,
        title=to.title,
        email=to.email or "",
    )


def address_read(of: Recipient) -> LinkAddressRead:
    return LinkAddressRead(
        firm=of.firm,
        account=of.account,
        object=_ref(of.link),
        kind=of.kind.value,
        n=of.n,
        title=of.title,
        email=of.email,
    )


def extended(before: Recipient, after: Recipient) -> LinkExtended:
    """Tell until when or how often it is good now, and was before."""
    was, now = _terms(before), _terms(after)
    changed = [key for key in was if was[key] != now[key]]
    return LinkExtended(
        firm=after.firm,
        account=after.account,
        object=_ref(after.link),
        kind=after.kind.value,
        n=after.n,
        before={key: was[key] for key in changed},
        after={key: now[key] for key in changed},
        title=after.title,
        email=after.email,
    )


def revoked(of: Recipient) -> LinkRevoked:
    return LinkRevoked(
        firm=of.firm,
        account=of.account,
        object=_ref(of.link),
        kind=of.kind.value,
        n=of.n,
        title=of.title,
        email=of.email,
    )


def revoked_whole(link: Link) -> LinkRevoked:
    return LinkRevoked(
        firm=link.firm,
        account=link.account,
        object=_ref(link.id),
        kind=link.kind.value,
        n=None,
        title=link.title,
        email=None,
    )


def suspended(link: Link) -> LinkSuspended:
    return LinkSuspended(
        firm=link.firm,
        account=link.account,
        object=_ref(link.id),
        kind=link.kind.value,
        creator=link.creator,
        title=link.title,
        creator_name=link.creator_name,
    )


def taken_over(link: Link, by: MemberId, name: str) -> LinkTakenOver:
    return LinkTakenOver(
        firm=link.firm,
        account=link.account,
        object=_ref(link.id),
        kind=link.kind.value,
        was=link.creator,
        creator=by,
        title=link.title,
        creator_name=name,
    )


def warned(of: Recipient, expires_at: datetime) -> LinkWarned:
    return LinkWarned(
        firm=of.firm,
        account=of.account,
        object=_ref(of.link),
        kind=of.kind.value,
        n=of.n,
        creator=of.creator,
        expires_at=expires_at,
        title=of.title,
        email=of.email,
    )


def expired(of: Recipient, expired_at: datetime) -> LinkExpired:
    return LinkExpired(
        firm=of.firm,
        account=of.account,
        object=_ref(of.link),
        kind=of.kind.value,
        n=of.n,
        creator=of.creator,
        expired_at=expired_at,
        title=of.title,
        email=of.email,
    )


def renewal_declined(of: Recipient) -> LinkRenewalDeclined:
    return LinkRenewalDeclined(
        firm=of.firm,
        account=of.account,
        object=_ref(of.link),
        kind=of.kind.value,
        n=of.n,
        title=of.title,
        email=of.email,
    )


def _terms(of: Recipient) -> dict[str, str | int | None]:
    return {
        "expires_at": stamp(of.expires_at) if of.expires_at else None,
        "max_uses": of.max_uses,
        "max_bytes": of.max_bytes,
    }


def _ref(link: LinkId) -> ObjectRef:
    return ObjectRef(kind="link", id=link)
