"""What is announced of an act by whoever holds a link."""

from datetime import datetime

from shared.capability.gate import LinkScene
from shared.capability.model import CODE_FOR, SHUT_FOR
from shared.capability.telling import about
from shared.domain.events import Announcement
from shared.domain.events.links.bearers import (
    LinkCodeRequested,
    LinkOpened,
    LinkRefused,
    LinkRenewalRequested,
)
from shared.domain.principals import Provenance


def opened(through: LinkScene, now: datetime, provenance: Provenance, *, is_first: bool) -> Announcement:
    """Tell of an opening; `through` is the scene with the new pass in it."""
    new = through.link_pass
    event = LinkOpened(
        **about(through.recipient),
        is_first=is_first,
        has_code=new is not None and new.has_code,
        has_login=new is not None and new.person is not None,
        visitor=new.name if new else None,
        visitor_email=new.email if new else None,
    )
    return Announcement.of(now, through.bearer.actor, provenance, event)


def refused(
    scene: LinkScene, now: datetime, provenance: Provenance, reason: str, *, is_shut: bool = False
) -> Announcement:
    event = LinkRefused(**about(scene.recipient), reason=reason, until=now + SHUT_FOR if is_shut else None)
    return Announcement.of(now, scene.bearer.actor, provenance, event)


def code_requested(scene: LinkScene, now: datetime, provenance: Provenance) -> Announcement:
    of = scene.recipient
    event = LinkCodeRequested(
        **about(scene.recipient), generation=of.generation, number=of.code + 1, expires_at=now + CODE_FOR
    )
    return Announcement.of(now, scene.bearer.actor, provenance, event)


def renewal_requested(scene: LinkScene, now: datetime, provenance: Provenance) -> Announcement:
    event = LinkRenewalRequested(**about(scene.recipient), expired_at=scene.recipient.expires_at or now)
    return Announcement.of(now, scene.bearer.actor, provenance, event)
