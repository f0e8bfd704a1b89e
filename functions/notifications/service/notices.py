"""Telling members what happened, in inbox and by mail."""

from collections.abc import Collection
from typing import Protocol

from functions.notifications.model import (
    AccountMention,
    AlreadyToldError,
    InboxItem,
    ItemKind,
    followers,
    item_id,
)
from shared.directory import AccountRecord, FirmRecord, MemberRecord
from shared.domain.events import Envelope
from shared.domain.events.invite.access import ClientSignedUp
from shared.domain.ids import AccountId, FirmId, MemberId, bare
from shared.mail import Mail, Mailer, Templates


class Audience(Protocol):
    """Where those who may have to be told are read."""

    def find(self, firm: FirmId, account: AccountId) -> tuple[FirmRecord | None, AccountRecord | None]: ...
    def members(self, firm: FirmId, members: Collection[MemberId]) -> tuple[MemberRecord, ...]: ...


class Inboxes(Protocol):
    """Where a notice is put."""

    def add(self, new: InboxItem) -> None: ...


class UntoldError(Exception):
    """Some could not be told yet; the event has to be taken again, which tells only them."""


class NoticeService:
    """Tells everybody an event concerns, once each: the effects are keyed by event and member."""

    def __init__(self, audience: Audience, inboxes: Inboxes, mailer: Mailer, templates: Templates, origin: str) -> None:
        self._audience = audience
        self._inboxes = inboxes
        self._mailer = mailer
        self._templates = templates
        self._origin = origin

    def client_signed_up(self, envelope: Envelope, event: ClientSignedUp) -> None:
        """Tell those assigned to the account, or the owner if none of them is active.

        UntoldError when a mail did not go out: those who were told are not told again.
        """
        if event.account is None:
            raise ValueError("a sign-up names its account")
        firm, account = self._audience.find(event.firm, event.account)
        if firm is None or account is None:
            return
        failures = []
        for member in self._followers(firm, account):
            if member.id == envelope.actor.id:
                continue
            self._put(envelope, event, account, member)
            try:
                self._mail(envelope, event, firm, account, member)
            except Exception as failure:  # one refused mailbox must not keep the others untold
                failures.append(failure)
        if failures:
            raise UntoldError(f"{len(failures)} mails") from ExceptionGroup("mails", failures)

    def _followers(self, firm: FirmRecord, account: AccountRecord) -> tuple[MemberRecord, ...]:
        assigned = followers(account, firm, self._audience.members(firm.id, account.assigned))
        return assigned or followers(account, firm, self._audience.members(firm.id, [firm.owner]))

    def _put(self, envelope: Envelope, event: ClientSignedUp, account: AccountRecord, member: MemberRecord) -> None:
        notice = InboxItem(
            firm=event.firm,
            member=member.id,
            id=item_id(envelope.id),
            kind=ItemKind.CLIENT_SIGNED_UP,
            params={"client": event.client_name, "account": account.name},
            account=AccountMention(id=account.id, name=account.name),
            at=envelope.occurred_at,
        )
        try:
            self._inboxes.add(notice)
        except AlreadyToldError:
            return

    def _mail(
        self,
        envelope: Envelope,
        event: ClientSignedUp,
        firm: FirmRecord,
        account: AccountRecord,
        member: MemberRecord,
    ) -> None:
        rendered = self._templates.render(
            "client_signed_up",
            member.locale,
            firm=firm.name,
            name=member.name,
            client=event.client_name,
            account=account.name,
            link=f"{self._origin}/team/?account={account.id}&firm={firm.slug}",
        )
        mail = Mail(
            to=member.email,
            to_name=member.name,
            from_name=firm.name,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
        )
        self._mailer.deliver(event.firm, f"{envelope.id}#{bare(member.id)}#{ItemKind.CLIENT_SIGNED_UP}", mail)
