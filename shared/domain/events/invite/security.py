"""Passwords, sessions and second factors, of members and clients alike; `holder` says whose."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import MemberId, PersonId


class PasswordEvent(InviteEvent):
    """An act on somebody's password; whoever consumes it writes them a letter."""

    holder: MemberId | PersonId
    email: Annotated[str, Personal]


class PasswordResetRequested(PasswordEvent):
    """Somebody asked for a new password, who need not be its holder; the link is derived, never carried."""

    name: ClassVar[str] = "password.reset_requested"

    generation: int
    expires_at: datetime


class PasswordResetDone(PasswordEvent):
    """A new password was set by the link; all sessions ended."""

    name: ClassVar[str] = "password.reset"

    generation: int


class PasswordChanged(PasswordEvent):
    """The holder set a new password, knowing the old one; all other sessions ended."""

    name: ClassVar[str] = "password.changed"


class SessionsEnded(InviteEvent):
    """The holder signed out everywhere."""

    name: ClassVar[str] = "sessions.ended"

    holder: MemberId | PersonId


class TotpEvent(InviteEvent):
    """An act on a member's second factor."""

    member: MemberId
    member_name: Annotated[str, Personal]


class MemberTotpEnabled(TotpEvent):
    name: ClassVar[str] = "member.totp_enabled"


class MemberTotpRemoved(TotpEvent):
    """By themselves, or by owner or admin when the phone is lost: the actor tells."""

    name: ClassVar[str] = "member.totp_removed"


EVENTS = (
    PasswordResetRequested,
    PasswordResetDone,
    PasswordChanged,
    SessionsEnded,
    MemberTotpEnabled,
    MemberTotpRemoved,
)
