"""Telling the one whom an offer of the firm concerns: it was made to them, or what became of the one they made."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Protocol

from functions.notifications.model.inbox import AlreadyToldError, InboxItem, ItemKind, item_id
from shared.directory import FirmRecord, MemberRecord, MemberState
from shared.domain.events import Envelope
from shared.domain.events.invite.members import (
    FirmOwnershipAccepted,
    FirmOwnershipDeclined,
    FirmOwnershipOffered,
    FirmOwnershipWithdrawn,
    OwnershipEvent,
)
from shared.domain.ids import FirmId, MemberId, bare
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer
from shared.mail.rendering import Templates

_KINDS: Mapping[type[OwnershipEvent], ItemKind] = {
    FirmOwnershipOffered: ItemKind.OWNERSHIP_OFFERED,
    FirmOwnershipAccepted: ItemKind.OWNERSHIP_ACCEPTED,
    FirmOwnershipDeclined: ItemKind.OWNERSHIP_DECLINED,
    FirmOwnershipWithdrawn: ItemKind.OWNERSHIP_WITHDRAWN,
}


class Colleagues(Protocol):
    """Where a firm and one of its members are read."""

    def colleague(self, firm: FirmId, member: MemberId) -> tuple[FirmRecord | None, MemberRecord | None]: ...


class Inboxes(Protocol):
    """Where a notice is put."""

    def add(self, new: InboxItem) -> None: ...


class OwnershipNotices:
    """Tells in inbox and by mail, once an event; nobody hears of what they did themselves."""

    def __init__(
        self, colleagues: Colleagues, inboxes: Inboxes, mailer: Mailer, templates: Templates, origin: str
    ) -> None:
        self._colleagues = colleagues
        self._inboxes = inboxes
        self._mailer = mailer
        self._templates = templates
        self._origin = origin

    def tell(self, envelope: Envelope, event: OwnershipEvent) -> None:
        """Tell who has to know, unless they are in no longer: whose the answer is not, hears it."""
        is_answered = isinstance(event, FirmOwnershipAccepted | FirmOwnershipDeclined)
        to, by = (event.owner, event.member_name) if is_answered else (event.member, event.owner_name)
        if to == envelope.actor.id:
            return
        firm, member = self._colleagues.colleague(event.firm, to)
        if firm is None or member is None or member.state is not MemberState.ACTIVE:
            return
        kind = _KINDS[type(event)]
        notice = InboxItem(
            firm=firm.id,
            member=to,
            id=item_id(envelope.id),
            kind=kind,
            params={"member": by, "firm": firm.name},
            at=envelope.occurred_at,
        )
        with suppress(AlreadyToldError):  # the mail may still be to send
            self._inboxes.add(notice)
        self._mailer.deliver(firm.id, f"{envelope.id}#{bare(to)}#{kind}", self._write(kind, firm, member, by))

    def _write(self, kind: ItemKind, firm: FirmRecord, member: MemberRecord, by: str) -> Mail:
        rendered = self._templates.render(
            kind.value.partition(".")[2],
            member.locale,
            firm=firm.name,
            name=member.name,
            by=by,
            link=f"{self._origin}/team/?firm={firm.slug}",
        )
        return Mail(
            to=member.email,
            to_name=member.name,
            from_name=firm.name,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
        )
