"""The letter that carries an invitation: sent when the invitation is announced, with the link derived anew."""

from typing import Protocol
from zoneinfo import ZoneInfo

from functions.invite.model.entities import Firm, Member, Person
from functions.invite.service.credentials import Credential, is_active
from functions.invite.service.issuing import claims_of
from shared.capability import Tokens
from shared.domain.events import Envelope
from shared.domain.events.invite.access import InvitationEvent, InvitationSent
from shared.domain.events.invite.members import MemberInvitationEvent
from shared.domain.ids import FirmId, MemberId, PersonId
from shared.domain.principals import ActorKind
from shared.mail import Mail, Mailer, Templates


class Letters(Protocol):
    """Where a letter finds whom it is to, from, and for which firm."""

    def correspondence(
        self, firm: FirmId, to: MemberId | PersonId, sender: MemberId | None
    ) -> tuple[Credential | None, Firm | None, Member | None]: ...


class InvitationLetters:
    """Mails invitations. A letter delivers a link to a typed address: it goes out whatever the tie's topics say."""

    def __init__(self, letters: Letters, tokens: Tokens, mailer: Mailer, templates: Templates, origin: str) -> None:
        self._letters = letters
        self._tokens = tokens
        self._mailer = mailer
        self._templates = templates
        self._origin = origin

    def send(self, envelope: Envelope) -> None:
        """Mail the invitation an event announced, once for each event.

        An event that was overtaken is passed over: a newer generation has its own letter, who is in needs none, and a
        link that was cancelled is dead.
        """
        event = envelope.event
        if isinstance(event, MemberInvitationEvent):
            to: MemberId | PersonId = event.member
        elif isinstance(event, InvitationEvent):
            to = event.person
        else:
            return
        sender = MemberId(envelope.actor.id) if envelope.actor.kind is ActorKind.MEMBER else None
        credential, firm, inviter = self._letters.correspondence(event.firm, to, sender)
        if credential is None or firm is None or is_active(credential):
            return
        if credential.invitation.generation != event.generation or not credential.invitation.is_out:
            return
        message = event.message if isinstance(event, InvitationSent) else None
        mail = self._write(credential, firm, inviter, message)
        self._mailer.deliver(firm.id, f"{envelope.id}#invitation", mail)

    def _write(self, to: Credential, firm: Firm, inviter: Member | None, message: str | None) -> Mail:
        token = self._tokens.derive(claims_of(firm.id, to.id, to.invitation.generation))
        rendered = self._templates.render(
            "invitation_of_member" if isinstance(to, Member) else "invitation",
            to.locale,
            firm=firm.name,
            name=to.name,
            inviter=to.invitation.sent_by or firm.name,
            accounts=sorted(to.accounts.values()) if isinstance(to, Person) else [],
            message=message,
            link=f"{self._origin}/activate/#{token}",
            until=to.invitation.deadline.astimezone(ZoneInfo(firm.time_zone)).date(),
        )
        return Mail(
            to=to.email,
            to_name=to.name,
            from_name=firm.name,
            reply_to=inviter.email if inviter else None,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
        )
