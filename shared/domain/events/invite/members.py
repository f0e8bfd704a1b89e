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


EVENTS = (
    FirmFounded,
    MemberInvited,
    MemberInvitationResent,
    MemberInvitationExpired,
    MemberActivated,
    MemberLoggedIn,
)
