"""Access, invitations and logins of clients."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import ContactId, PersonId


class PortalAccessGranted(InviteEvent):
    name: ClassVar[str] = "portal_access.granted"

    contact: ContactId
    person: PersonId
    email: Annotated[str, Personal]


class PortalAccessRevoked(InviteEvent):
    """Login was ticked off; the person is refused at the next request for this account."""

    name: ClassVar[str] = "portal_access.revoked"

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


class InvitationCancelled(InvitationEvent):
    """The link is dead, what is granted stays granted."""

    name: ClassVar[str] = "invitation.cancelled"


class InvitationSuperseded(InvitationEvent):
    """The e-mail was changed before anybody came in by it; another invitation stands in this one's place."""

    name: ClassVar[str] = "invitation.superseded"


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
    PortalAccessGranted,
    PortalAccessRevoked,
    InvitationSent,
    InvitationResent,
    InvitationCancelled,
    InvitationSuperseded,
    InvitationAccepted,
    InvitationExpired,
    ClientSignedUp,
    ClientLoggedIn,
)
