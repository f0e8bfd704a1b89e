"""Telling members what happened, in inbox and by mail."""

from collections.abc import Collection, Iterable
from typing import Protocol

from functions.notifications.model.inbox import (
    AccountMention,
    AlreadyToldError,
    InboxItem,
    ItemKind,
    Notice,
    item_id,
)
from functions.notifications.service.circles import following
from shared.directory import AccountRecord, FirmRecord, MemberRecord, MemberState
from shared.domain.events import Envelope, UnknownEventError
from shared.domain.events.invite.access import ClientSignedUp
from shared.domain.events.invite.jobs import JobFinished
from shared.domain.events.invite.mailboxes import InvitationBounced, MemberInvitationBounced
from shared.domain.events.invite.requests import PortalAccessRequested
from shared.domain.ids import AccountId, FirmId, MemberId, bare
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer, Outcome
from shared.mail.rendering import Templates


class Audience(Protocol):
    """Where those who may have to be told are read."""

    def firm(self, firm: FirmId) -> FirmRecord | None: ...
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

    def tell(self, envelope: Envelope) -> None:
        """Tell whom an event concerns. UnknownEventError for one that nobody is to be told of.

        UntoldError when a mail did not go out: those who were told are not told again.
        """
        event = envelope.event
        if isinstance(event, ClientSignedUp):
            self._tell_followers(envelope, ItemKind.CLIENT_SIGNED_UP, {"client": event.client_name})
        elif isinstance(event, PortalAccessRequested):
            params = {"client": envelope.actor.name, "colleague": event.colleague_name}
            self._tell_followers(envelope, ItemKind.PORTAL_ACCESS_REQUESTED, params)
        elif isinstance(event, InvitationBounced):
            notice = Notice(
                kind=ItemKind.INVITATION_BOUNCED,
                params={"client": event.client_name, "email": event.email},
                person=event.person,
            )
            self._tell_inviter(envelope, event.inviter, notice)
        elif isinstance(event, MemberInvitationBounced):
            params = {"member": event.member_name, "email": event.email}
            self._tell_inviter(envelope, event.inviter, Notice(kind=ItemKind.MEMBER_INVITATION_BOUNCED, params=params))
        elif isinstance(event, JobFinished):
            self._report(envelope, event)
        else:
            raise UnknownEventError(event.name)

    def _tell_followers(self, envelope: Envelope, kind: ItemKind, params: dict[str, str]) -> None:
        """Tell who follows the event's account, in inbox and by mail with a link to the client's profile."""
        event = envelope.event
        if event.account is None:
            raise ValueError(f"{event.name} names its account")
        firm, account = self._audience.find(event.firm, event.account)
        if firm is None or account is None:
            return
        notice = Notice(
            kind=kind,
            params={**params, "account": account.name},
            account=AccountMention(id=account.id, name=account.name),
        )
        link = f"{self._origin}/team/?account={account.id}&firm={firm.slug}"
        failures = []
        for member in self._others(envelope, following(self._audience, firm, account)):
            self._put(envelope, notice, member)
            try:
                self._mail(envelope, notice, firm, member, link, is_test=account.tested_by is not None)
            except Exception as failure:  # one refused mailbox must not keep the others untold
                failures.append(failure)
        if failures:
            raise UntoldError(f"{len(failures)} mails") from ExceptionGroup("mails", failures)

    def _tell_inviter(self, envelope: Envelope, inviter: MemberId | None, notice: Notice) -> None:
        """Tell the member who invited, or the owner when it was nobody who still works there; in the inbox alone."""
        firm = self._audience.firm(envelope.event.firm)
        if firm is None:
            return
        wanted = {firm.owner, *([inviter] if inviter else [])}
        active = [each for each in self._audience.members(firm.id, wanted) if each.state is MemberState.ACTIVE]
        told = [each for each in active if each.id == inviter] or [each for each in active if each.id == firm.owner]
        for member in self._others(envelope, told):
            self._put(envelope, notice, member)

    def _report(self, envelope: Envelope, event: JobFinished) -> None:
        """Put a job's report before whoever started it: a delivery, which their own doing does not stop."""
        counts = {"done": event.done, "skipped": event.skipped, "failed": event.failed}
        params = {
            "kind": event.kind,
            "outcome": event.outcome,
            "is_dry_run": str(event.dry_run).lower(),
            **{name: str(count) for name, count in counts.items()},
        }
        notice = Notice(kind=ItemKind.JOB_FINISHED, params=params, job=event.object.id)
        for member in self._audience.members(event.firm, [event.starter]):
            self._put(envelope, notice, member)

    def _others(self, envelope: Envelope, members: Iterable[MemberRecord]) -> Iterable[MemberRecord]:
        """Leave out who did it: nobody is told of what they did themselves."""
        return (each for each in members if each.id != envelope.actor.id)

    def _put(self, envelope: Envelope, notice: Notice, member: MemberRecord) -> None:
        item = InboxItem(
            firm=member.firm,
            member=member.id,
            id=item_id(envelope.id),
            at=envelope.occurred_at,
            **dict(notice),
        )
        try:
            self._inboxes.add(item)
        except AlreadyToldError:
            return

    def _mail(
        self,
        envelope: Envelope,
        notice: Notice,
        firm: FirmRecord,
        member: MemberRecord,
        link: str,
        *,
        is_test: bool,
    ) -> Outcome:
        rendered = self._templates.render(
            notice.kind.value.replace(".", "_"),
            member.locale,
            is_test=is_test,
            firm=firm.name,
            name=member.name,
            link=link,
            **notice.params,
        )
        mail = Mail(
            to=member.email,
            to_name=member.name,
            from_name=firm.name,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
        )
        return self._mailer.deliver(firm.id, f"{envelope.id}#{bare(member.id)}#{notice.kind}", mail)
