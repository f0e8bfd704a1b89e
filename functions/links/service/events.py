"""What is announced of links, out of links."""

from datetime import datetime

from shared.capability.model import Link, Recipient
from shared.capability.telling import named
from shared.domain.clock import stamp
from shared.domain.events import ObjectRef
from shared.domain.events.links.event import LinkEvent
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
from shared.domain.ids import MemberId


def of_link[E: LinkEvent](kind: type[E], link: Link, **more: object) -> E:
    """Tell what became of a link; `more` is what this kind of event tells besides."""
    told = {"firm": link.firm, "account": link.account, "object": ObjectRef(kind="link", id=link.id)}
    return kind.model_validate({**told, "kind": link.kind.value, "title": link.title, **more})


def of_recipient[E: LinkEvent](kind: type[E], recipient: Recipient, **more: object) -> E:
    """Tell what became of one recipient's link; `more` is what this kind of event tells besides."""
    return kind.model_validate({**named(recipient), **more})


def link_created(link: Link) -> LinkCreated:
    return of_link(LinkCreated, link, targets=tuple(each.id for each in link.targets), recipients=link.recipients)


def link_sent(to: Recipient) -> LinkSent:
    """Tell that a recipient's link goes to their address, the first time or again."""
    return of_recipient(LinkSent, to, generation=to.generation, email=to.email or "")


def address_read(of: Recipient) -> LinkAddressRead:
    return of_recipient(LinkAddressRead, of)


def extended(before: Recipient, after: Recipient) -> LinkExtended:
    """Tell until when or how often it is good now, and was before."""
    was, now = _terms(before), _terms(after)
    changed = [key for key in was if was[key] != now[key]]
    told = {"before": {key: was[key] for key in changed}, "after": {key: now[key] for key in changed}}
    return of_recipient(LinkExtended, after, **told)


def revoked(of: Recipient) -> LinkRevoked:
    return of_recipient(LinkRevoked, of)


def revoked_whole(link: Link) -> LinkRevoked:
    return of_link(LinkRevoked, link, n=None, email=None)


def suspended(link: Link) -> LinkSuspended:
    return of_link(LinkSuspended, link, creator=link.creator, creator_name=link.creator_name)


def taken_over(link: Link, by: MemberId, name: str) -> LinkTakenOver:
    return of_link(LinkTakenOver, link, was=link.creator, creator=by, creator_name=name)


def warned(of: Recipient, expires_at: datetime) -> LinkWarned:
    return of_recipient(LinkWarned, of, creator=of.creator, expires_at=expires_at)


def expired(of: Recipient, expired_at: datetime) -> LinkExpired:
    return of_recipient(LinkExpired, of, creator=of.creator, expired_at=expired_at)


def renewal_declined(of: Recipient) -> LinkRenewalDeclined:
    return of_recipient(LinkRenewalDeclined, of)


def _terms(of: Recipient) -> dict[str, str | int | None]:
    return {
        "expires_at": stamp(of.expires_at) if of.expires_at else None,
        "max_uses": of.max_uses,
        "max_bytes": of.max_bytes,
    }
