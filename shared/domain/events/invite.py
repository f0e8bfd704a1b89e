"""What the room invite announces: firms, members, accounts, contacts, ties, access, invitations and logins."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Event, Personal
from shared.domain.ids import ContactId, MemberId, PersonId


class InviteEvent(Event):
    """Whatever this room announces."""

    room: ClassVar[str] = "invite"


class FirmFounded(InviteEvent):
    name: ClassVar[str] = "firm.founded"

    slug: str
    firm_name: str
    owner: MemberId


class MemberInvitationEvent(InviteEvent):
    """An act on a member's one open invitation, of the numbered generation."""

    member: MemberId
    generation: int
    member_name: Annotated[str, Personal]
    email: Annotated[str, Personal]


class MemberInvited(MemberInvitationEvent):
    """A member was invited; the mail with the link is sent by whoever consumes this."""

    name: ClassVar[str] = "member.invited"

    role: str
    expires_at: datetime


class MemberInvitationResent(MemberInvitationEvent):
    """A new link and a new date; the generation before is dead."""

    name: ClassVar[str] = "member.invitation_resent"

    expires_at: datetime


class MemberInvitationExpired(MemberInvitationEvent):
    """The invitation's time ran out. Only tells: whoever decides compares the date."""

    name: ClassVar[str] = "member.invitation_expired"

    expired_at: datetime


class MemberActivated(InviteEvent):
    name: ClassVar[str] = "member.activated"

    member: MemberId
    member_name: Annotated[str, Personal]
    email: Annotated[str, Personal]


class MemberLoggedIn(InviteEvent):
    name: ClassVar[str] = "member.logged_in"

    member: MemberId


class AccountCreated(InviteEvent):
    name: ClassVar[str] = "account.created"

    kind: str
    assigned: tuple[MemberId, ...]
    account_name: Annotated[str, Personal]


class AccountUpdated(InviteEvent):
    """An account's own details were edited: before and after of each key that changed."""

    name: ClassVar[str] = "account.updated"

    before: Annotated[dict[str, str], Personal]
    after: Annotated[dict[str, str], Personal]


class ContactCreated(InviteEvent):
    name: ClassVar[str] = "contact.created"

    contact: ContactId
    locale: str
    contact_name: Annotated[str, Personal]
    emails: Annotated[tuple[str, ...], Personal]


class TieCreated(InviteEvent):
    """A contact was tied to an account through one of their e-mails; login is still off."""

    name: ClassVar[str] = "tie.created"

    contact: ContactId
    notify: bool
    email_sync: bool
    signatory: bool
    email: Annotated[str, Personal]


class PortalAccessGranted(InviteEvent):
    name: ClassVar[str] = "portal_access.granted"

    contact: ContactId
    person: PersonId
    email: Annotated[str, Personal]


class InvitationEvent(InviteEvent):
    """An act on a person's one open invitation, of the numbered generation."""

    person: PersonId
    contact: ContactId
    generation: int
    email: Annotated[str, Personal]


class InvitationSent(InvitationEvent):
    """The mail with the link is sent by whoever consumes this; the link is derived, never carried."""

    name: ClassVar[str] = "invitation.sent"

    expires_at: datetime
    message: Annotated[str | None, Personal] = None


class InvitationResent(InvitationEvent):
    """A new link and a new date; the generation before is dead."""

    name: ClassVar[str] = "invitation.resent"

    expires_at: datetime


class InvitationAccepted(InvitationEvent):
    name: ClassVar[str] = "invitation.accepted"


class InvitationExpired(InvitationEvent):
    """The invitation's time ran out. Only tells: whoever decides compares the date."""

    name: ClassVar[str] = "invitation.expired"

    expired_at: datetime


class ClientSignedUp(InviteEvent):
    """A person set a password and is in, for the accounts named; one event per account."""

    name: ClassVar[str] = "client.signed_up"

    person: PersonId
    contact: ContactId
    client_name: Annotated[str, Personal]
    email: Annotated[str, Personal]


class ClientLoggedIn(InviteEvent):
    name: ClassVar[str] = "client.logged_in"

    person: PersonId


EVENTS = (
    FirmFounded,
    MemberInvited,
    MemberInvitationResent,
    MemberInvitationExpired,
    MemberActivated,
    MemberLoggedIn,
    AccountCreated,
    AccountUpdated,
    ContactCreated,
    TieCreated,
    PortalAccessGranted,
    InvitationSent,
    InvitationResent,
    InvitationAccepted,
    InvitationExpired,
    ClientSignedUp,
    ClientLoggedIn,
)
