"""The letter that carries an invitation: sent when the invitation is announced, with the link derived anew."""

from collections.abc import Iterable, Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from functions.invite.model.entities import Account, Firm, Member
from functions.invite.model.feedback import Feedback, tags_of
from functions.invite.model.invitation import Invitation
from functions.invite.service.credentials import Credential, is_active
from functions.invite.service.feedback import FeedbackService
from functions.invite.service.issuing import claims_of
from functions.invite.service.readers import Reader, reader
from shared.capability import Tokens
from shared.domain.clock import Clock
from shared.domain.events import Envelope
from shared.domain.events.invite.access import InvitationResent, InvitationSent
from shared.domain.events.invite.members import MemberInvitationResent, MemberInvited
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId, email_digest
from shared.domain.principals import ActorKind
from shared.mail.letter import Mail
from shared.mail.mailer import Mailer, Outcome
from shared.mail.rendering import Templates


class Letters(Protocol):
    """Where a letter finds whom it is to, from, and for which firm."""

    def correspondence(
        self, firm: FirmId, to: MemberId | PersonId, sender: MemberId | None
    ) -> tuple[Credential | None, Firm | None, Member | None]: ...
    def find(self, firm: FirmId, credential: MemberId | PersonId) -> Credential | None: ...
    def accounts(self, firm: FirmId, accounts: Iterable[AccountId]) -> Sequence[Account]: ...


class InvitationLetters:
    """Mails invitations. A letter delivers a link to a typed address: it goes out whatever the tie's topics say."""

    def __init__(
        self,
        letters: Letters,
        tokens: Tokens,
        mailer: Mailer,
        templates: Templates,
        origin: str,
        feedback: FeedbackService,
        clock: Clock,
    ) -> None:
        self._letters = letters
        self._tokens = tokens
        self._mailer = mailer
        self._templates = templates
        self._origin = origin
        self._feedback = feedback
        self._clock = clock

    def send(self, envelope: Envelope) -> None:
        """Mail the invitation an event announced, once for each event.

        What its address does not take is told as bounced: nobody will read that link. An event that was overtaken is
        passed over: a newer generation has its own letter, who is in needs none, and a link that was cancelled, or
        whose time ran out while the event lay somewhere, is dead.
        """
        event = envelope.event
        if isinstance(event, MemberInvited | MemberInvitationResent):
            to: MemberId | PersonId = event.member
        elif isinstance(event, InvitationSent | InvitationResent):
            to = event.person
        else:
            return
        sender = MemberId(envelope.actor.id) if envelope.actor.kind is ActorKind.MEMBER else None
        credential, firm, inviter = self._letters.correspondence(event.firm, to, sender)
        if credential is None or firm is None or is_active(credential):
            return
        if not self._is_open(credential.invitation, event.generation):
            return
        to_read = reader(self._letters, firm, credential)
        if to_read is None:
            return
        message = event.message if isinstance(event, InvitationSent) else None
        mail = self._write(credential, to_read, firm, inviter, message)
        if self._mailer.deliver(firm.id, f"{envelope.id}#invitation", mail) is Outcome.SUPPRESSED:
            digest = email_digest(firm.id, mail.to)
            self._feedback.take(Feedback.of_held_back(firm.id, digest, envelope.id, envelope.occurred_at, mail.tags))

    def _is_open(self, invitation: Invitation, generation: int) -> bool:
        if invitation.generation != generation or not invitation.is_out or invitation.is_bounced:
            return False
        return not invitation.is_expired(self._clock())

    def _write(self, to: Credential, read_by: Reader, firm: Firm, inviter: Member | None, message: str | None) -> Mail:
        token = self._tokens.derive(claims_of(firm.id, to.id, to.invitation.generation))
        rendered = self._templates.render(
            "invitation_of_member" if isinstance(to, Member) else "invitation",
            to.locale,
            is_test=read_by.is_test,
            firm=firm.name,
            name=to.name,
            inviter=to.invitation.sent_by or firm.name,
            accounts=read_by.accounts,
            message=message,
            link=f"{self._origin}/activate/#{token}",
            until=to.invitation.deadline.astimezone(ZoneInfo(firm.time_zone)).date(),
        )
        return Mail(
            to=read_by.email,
            to_name=read_by.name,
            from_name=firm.name,
            reply_to=inviter.email if inviter else None,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            tags=tags_of(to, inviter.id if inviter else None),
        )
