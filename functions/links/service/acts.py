"""What the team does to a link that is out: more time, more uses, a new letter, its address, its end, a new sender."""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from functions.links.model.drafts import Most, lifetime
from functions.links.model.expiry import Expiry, Until, deadline
from functions.links.model.overview import RIGHTS, Overview
from functions.links.service import events
from functions.links.service.reading import around, overview_of
from shared.capability import Tokens
from shared.capability.changes import AlreadyRevokedError, demand_lasting, demand_resendable
from shared.capability.model import Link, Recipient
from shared.directory import Directory, FirmRecord, Scene
from shared.directory import keys as directory
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError, WrongStateError
from shared.domain.events import Announcement, Event
from shared.domain.ids import FirmId, LinkId, MemberId
from shared.domain.principals import Caller
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key


class Links(Protocol):
    """What this service asks of storage."""

    def recipients(self, firm: FirmId, link: LinkId) -> tuple[Recipient, ...]: ...
    def recipient(self, firm: FirmId, link: LinkId, n: int) -> Recipient: ...
    def extend(self, link: Link, pairs: Sequence[tuple[Recipient, Recipient]], announcement: Announcement) -> None: ...
    def raise_uses(self, link: Link, before: Recipient, after: Recipient, announcement: Announcement) -> None: ...
    def resend(self, before: Recipient, after: Recipient, announcement: Announcement, once: Once | None) -> None: ...
    def decline(self, recipient: Recipient, announcement: Announcement) -> None: ...
    def note_reading(self, recipient: Recipient, announcement: Announcement) -> None: ...
    def revoke(self, recipient: Recipient, announcement: Announcement) -> None: ...
    def revoke_whole(self, link: Link, announcement: Announcement) -> None: ...
    def hand_over(self, link: Link, to: MemberId, name: str, announcement: Announcement) -> None: ...


class ActService:
    """Each asks access to the account and the right for what the link opens. What is revoked or done with stays so.

    Until when and how often it is good is edited: the version of the link that was seen is named, and StaleVersionError
    is for whoever was overtaken. That people use it meanwhile changes no version.
    """

    def __init__(self, links: Links, directory: Directory, tokens: Tokens, origin: str, clock: Clock) -> None:
        self._links = links
        self._directory = directory
        self._tokens = tokens
        self._origin = origin
        self._clock = clock

    def extend(self, caller: Caller, link: LinkId, n: int, *, seen: int, until: Until) -> Overview:
        """Give one recipient another expiry, sooner or later; the address they have goes on."""
        standing = self._links.recipient(caller.identity.firm, link, n)
        return self._extended(caller, [standing], seen, until)

    def extend_all(self, caller: Caller, link: LinkId, *, seen: int, until: Until) -> Overview:
        """Give each recipient whose link is neither revoked nor done with the same expiry, in one transaction."""
        return self._extended(caller, self._links.recipients(caller.identity.firm, link), seen, until)

    def raise_uses(self, caller: Caller, link: LinkId, n: int, *, seen: int, most: Most) -> Overview:
        """Say how often one recipient's link may be used, in all; WrongStateError when it was as often by now.

        Of a link that takes files, their bytes as well.
        """
        overview, scene = self._entered(caller, link, n)
        (before,) = overview.recipients
        demand_lasting(before)
        _demand_standing(overview)
        after = before.model_copy(update=most.of(before))
        _demand_seen(overview.link, seen, is_so=after == before)
        if after == before:
            return overview
        told = self._told(scene, caller, events.extended(before, after))
        self._links.raise_uses(overview.link, before, after, told)
        return _edited(overview, after)

    def resend(self, caller: Caller, link: LinkId, n: int, once: Once | None, *, until: Until) -> Overview:
        """Send one recipient a new address and kill the one before; it may be used as often as that might have been.

        Unless said otherwise it is good for the firm's lifetime from now, or as long as it was. At most once a minute.
        """
        overview, scene = self._entered(caller, link, n, once)
        return self._resent(overview, scene, caller, once, until)

    def grant_renewal(self, caller: Caller, link: LinkId, n: int, once: Once | None, *, until: Until) -> Overview:
        """Give who asked for it more time: a new address goes to where the first one went, and nowhere else."""
        overview, scene = self._entered(caller, link, n, once)
        return self._resent(overview, scene, caller, once, until, is_asked=True)

    def decline_renewal(self, caller: Caller, link: LinkId, n: int) -> Overview:
        """Give who asked for it no more time; asked again of a declined one, nothing changes."""
        overview, scene = self._entered(caller, link, n)
        (before,) = overview.recipients
        demand_lasting(before)
        if not before.is_renewal_asked:
            raise _not_asked()
        if not before.awaits_renewal:
            return overview
        self._links.decline(before, self._told(scene, caller, events.renewal_declined(before)))
        return _with(overview, before.model_copy(update={"renewal_declined_at": before.renewal_asked_at}))

    def address(self, caller: Caller, link: LinkId, n: int) -> str:
        """Tell where one recipient's link leads, for whoever passes it on some other way; each telling is announced."""
        overview, scene = self._entered(caller, link, n)
        (recipient,) = overview.recipients
        demand_lasting(recipient)
        _demand_standing(overview)
        self._links.note_reading(recipient, self._told(scene, caller, events.address_read(recipient)))
        return f"{self._origin}/{recipient.kind}/#{self._tokens.derive(recipient.claims)}"

    def revoke(self, caller: Caller, link: LinkId, n: int) -> Overview:
        """End one recipient's link for good; asked again, nothing changes. WrongStateError when it is done with."""
        overview, scene = self._entered(caller, link, n)
        (before,) = overview.recipients
        if before.revoked_at is not None or overview.link.revoked_at is not None:
            return overview
        demand_lasting(before)
        told = self._told(scene, caller, events.revoked(before))
        with contextlib.suppress(AlreadyRevokedError):
            self._links.revoke(before, told)
        return _with(overview, before.model_copy(update={"revoked_at": told.at}))

    def revoke_whole(self, caller: Caller, link: LinkId) -> Overview:
        """End a link for all its recipients, for good; asked again, nothing changes."""
        overview, scene = self._whole(caller, link)
        if overview.link.revoked_at is not None:
            return overview
        told = self._told(scene, caller, events.revoked_whole(overview.link))
        with contextlib.suppress(AlreadyRevokedError):
            self._links.revoke_whole(overview.link, told)
        head = overview.link.model_copy(update={"revoked_at": told.at})
        return Overview(head, overview.recipients, overview.account, overview.creator, overview.items)

    def take_over(self, caller: Caller, link: LinkId) -> Overview:
        """Answer from now on for what somebody shared who may no longer; WrongStateError while they may."""
        overview, scene = self._whole(caller, link)
        head, member = overview.link, scene.member
        if head.revoked_at is not None:
            raise WrongStateError("This link is revoked.")
        if head.creator == member.id:
            return overview
        if not overview.is_unanswered:
            raise WrongStateError("Whoever sent this link answers for it.")
        told = self._told(scene, caller, events.taken_over(head, member.id, member.name))
        self._links.hand_over(head, member.id, member.name, told)
        mine = {"creator": member.id, "creator_name": member.name, "suspended_for": None}
        recipients = tuple(each.model_copy(update={"creator": member.id}) for each in overview.recipients)
        now = overview_of(scene, recipients)
        return Overview(head.model_copy(update=mine), recipients, now.account, now.creator, now.items)

    def _extended(self, caller: Caller, standing: Sequence[Recipient], seen: int, until: Until) -> Overview:
        scene = self._scene(caller, standing[0])
        overview = overview_of(scene, standing)
        _demand_standing(overview)
        lasting = [each for each in standing if each.revoked_at is None and each.done_at is None]
        if not lasting:
            demand_lasting(standing[0])
        at = self._deadline(scene, lasting[0], until)
        pairs = [(each, each.model_copy(update={"expires_at": at})) for each in lasting if each.expires_at != at]
        _demand_seen(overview.link, seen, is_so=not pairs)
        if not pairs:
            return overview
        told = self._told(scene, caller, *(events.extended(before, after) for before, after in pairs))
        self._links.extend(overview.link, pairs, told)
        return _edited(overview, *(after for _, after in pairs))

    def _resent(
        self,
        overview: Overview,
        scene: Scene,
        caller: Caller,
        once: Once | None,
        until: Until,
        *,
        is_asked: bool = False,
    ) -> Overview:
        (before,), now = overview.recipients, self._clock()
        try:
            recall(scene.items, scene.firm, once, now)
        except ReplayError:
            return overview
        _demand_standing(overview)
        if is_asked and not before.is_renewal_asked:
            raise _not_asked()
        demand_resendable(before, now)
        at = self._deadline(scene, before, until)
        drawn = before.resent("", at, now)
        after = drawn.model_copy(update={"proof": self._tokens.proof(drawn.claims)})
        told = Announcement.of(now, scene.member.actor, caller.provenance, events.link_sent(after))
        try:
            self._links.resend(before, after, told, once)
        except ReplayError:  # the same call, at this very moment
            return _with(overview, self._links.recipient(scene.firm, before.link, before.n))
        return _with(overview, after)

    def _deadline(self, scene: Scene, of: Recipient, until: Until) -> datetime | None:
        if until is Expiry.BY_POLICY and of.expires_at is None:
            return None
        firm = FirmRecord.model_validate(scene.items[directory.firm(scene.firm)])
        now, usual = self._clock(), lifetime(of.kind, scene.policy)
        at = deadline(until, lifetime=usual, zone=firm.time_zone, now=now, field="expiresAt")
        if until is Expiry.BY_POLICY and at is not None and of.expires_at is not None:
            return max(at, of.expires_at)
        return at

    def _entered(self, caller: Caller, link: LinkId, n: int, once: Once | None = None) -> tuple[Overview, Scene]:
        """Let a member pass to one recipient of a link."""
        recipient = self._links.recipient(caller.identity.firm, link, n)
        scene = self._scene(caller, recipient, once)
        return overview_of(scene, [recipient]), scene

    def _whole(self, caller: Caller, link: LinkId) -> tuple[Overview, Scene]:
        recipients = self._links.recipients(caller.identity.firm, link)
        scene = self._scene(caller, recipients[0])
        return overview_of(scene, recipients), scene

    def _scene(self, caller: Caller, of: Recipient, once: Once | None = None) -> Scene:
        done = [idempotency_key(of.firm, once.key)] if once else []
        also = [directory.firm(of.firm), *around(of), *done]
        scene = self._directory.gate(caller.identity, account=of.account, also=also)
        scene.demand(RIGHTS[of.kind])
        return scene

    def _told(self, scene: Scene, caller: Caller, *what: Event) -> Announcement:
        return Announcement.of(self._clock(), scene.member.actor, caller.provenance, *what)


def _demand_standing(overview: Overview) -> None:
    if overview.link.revoked_at is not None:
        raise WrongStateError("This link is revoked.")


def _demand_seen(link: Link, seen: int, *, is_so: bool) -> None:
    """Refuse an edit of another version; where it is so already, whose answer was lost may say it again."""
    if link.v != seen and not (is_so and link.v == seen + 1):
        raise StaleVersionError


def _edited(overview: Overview, *changed: Recipient) -> Overview:
    """Give the overview with these recipients as they are now, in the version after it."""
    now = _with(overview, *changed)
    head = now.link.model_copy(update={"v": now.link.v + 1})
    return Overview(head, now.recipients, now.account, now.creator, now.items)


def _with(overview: Overview, *changed: Recipient) -> Overview:
    """Give the overview with these recipients as they are now."""
    by_number = {each.n: each for each in changed}
    recipients = tuple(by_number.get(each.n, each) for each in overview.recipients)
    return Overview(overview.link, recipients, overview.account, overview.creator, overview.items)


def _not_asked() -> WrongStateError:
    return WrongStateError("Nobody asked for more time.")
