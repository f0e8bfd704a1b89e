"""What became of the letters: addresses that take no mail, invitations that did not arrive."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.access import InvitationEvent
from shared.domain.events.invite.event import InviteEvent
from shared.domain.events.invite.members import MemberInvitationEvent
from shared.domain.ids import MemberId


class AddressEvent(InviteEvent):
    """About the address of one credential, the object; one event each when a member is a client as well."""

    email: Annotated[str, Personal]


class AddressBounced(AddressEvent):
    """Mail came back for good; nothing is sent there from here on. `reason` is the mail system's word."""

    name: ClassVar[str] = "address.bounced"

    reason: str


class AddressComplained(AddressEvent):
    """The reader called our mail spam; nothing is sent there from here on."""

    name: ClassVar[str] = "address.complained"

    reason: str


class AddressCleared(AddressEvent):
    """A member lifted the mark; mail goes there again."""

    name: ClassVar[str] = "address.cleared"


class InvitationBounced(InvitationEvent):
    """The letter did not arrive, so its link opens nothing. `inviter` is the member who sent it, if one did."""

    name: ClassVar[str] = "invitation.bounced"

    reason: str
    inviter: MemberId | None
    client_name: Annotated[str, Personal]


class MemberInvitationBounced(MemberInvitationEvent):
    """The letter did not arrive, so its link opens nothing. `inviter` is the member who sent it, if one did."""

    name: ClassVar[str] = "member.invitation_bounced"

    reason: str
    inviter: MemberId | None


EVENTS = (
    AddressBounced,
    AddressComplained,
    AddressCleared,
    InvitationBounced,
    MemberInvitationBounced,
)
