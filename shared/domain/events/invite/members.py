"""Firms and their members."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import MemberId


class FirmFounded(InviteEvent):
    name: ClassVar[str] = "firm.founded"

    slug: str
    firm_name: str
    owner: MemberId


class FirmUpdated(InviteEvent):
    """The firm's own details were edited: before and after of each key that changed."""

    name: ClassVar[str] = "firm.updated"

    before: dict[str, str]
    after: dict[str, str]


class OwnershipEvent(InviteEvent):
    """An act on the offer of the firm, by its `owner` of that moment to `member`."""

    owner: MemberId
    member: MemberId
    owner_name: Annotated[str, Personal]
    member_name: Annotated[str, Personal]


class FirmOwnershipOffered(OwnershipEvent):
    name: ClassVar[str] = "firm.ownership_offered"


class FirmOwnershipAccepted(OwnershipEvent):
    """The firm is `member`'s from here on, and `owner` is an admin."""

    name: ClassVar[str] = "firm.ownership_accepted"


class FirmOwnershipDeclined(OwnershipEvent):
    name: ClassVar[str] = "firm.ownership_declined"


class FirmOwnershipWithdrawn(OwnershipEvent):
    """The offer is gone: the owner took it back, or the member it was made to was deactivated."""

    name: ClassVar[str] = "firm.ownership_withdrawn"


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


class MemberInvitationCancelled(MemberInvitationEvent):
    """The link is dead; whoever holds it is told so."""

    name: ClassVar[str] = "member.invitation_cancelled"


class MemberEvent(InviteEvent):
    """An act on a member."""

    member: MemberId
    member_name: Annotated[str, Personal]


class MemberActivated(MemberEvent):
    name: ClassVar[str] = "member.activated"

    email: Annotated[str, Personal]


class MemberUpdated(MemberEvent):
    """A member's own details were edited: before and after of each key that changed."""

    name: ClassVar[str] = "member.updated"

    before: Annotated[dict[str, str], Personal]
    after: Annotated[dict[str, str], Personal]


class MemberRoleChanged(MemberEvent):
    name: ClassVar[str] = "member.role_changed"

    before: str
    after: str


class MemberRightsChanged(MemberEvent):
    """The rights that were given; owner and admin have them all, whatever was given."""

    name: ClassVar[str] = "member.rights_changed"

    before: tuple[str, ...]
    after: tuple[str, ...]


class MemberDeactivated(MemberEvent):
    """From here on no session of theirs is let in."""

    name: ClassVar[str] = "member.deactivated"


class MemberRestored(MemberEvent):
    """They are `state` again: in, or waiting for an invitation to be sent."""

    name: ClassVar[str] = "member.restored"

    state: str


class MemberLoggedIn(InviteEvent):
    name: ClassVar[str] = "member.logged_in"

    member: MemberId


EVENTS = (
    FirmFounded,
    FirmUpdated,
    FirmOwnershipOffered,
    FirmOwnershipAccepted,
    FirmOwnershipDeclined,
    FirmOwnershipWithdrawn,
    MemberInvited,
    MemberInvitationResent,
    MemberInvitationExpired,
    MemberInvitationCancelled,
    MemberActivated,
    MemberUpdated,
    MemberRoleChanged,
    MemberRightsChanged,
    MemberDeactivated,
    MemberRestored,
    MemberLoggedIn,
)
