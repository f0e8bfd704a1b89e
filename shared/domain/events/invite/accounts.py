"""Accounts."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import AccountId, MemberId


class AccountCreated(InviteEvent):
    name: ClassVar[str] = "account.created"

    kind: str
    sort: str = "normal"
    assigned: tuple[MemberId, ...]
    account_name: Annotated[str, Personal]


class AccountUpdated(InviteEvent):
    """An account's own details were edited: before and after of each key that changed."""

    name: ClassVar[str] = "account.updated"

    before: Annotated[dict[str, str], Personal]
    after: Annotated[dict[str, str], Personal]


class AccountArchived(InviteEvent):
    """The account's people are kept out; the team reads on."""

    name: ClassVar[str] = "account.archived"

    account_name: Annotated[str, Personal]


class AccountDeleted(InviteEvent):
    """The account is gone for everybody; until `erases_at` it can be restored."""

    name: ClassVar[str] = "account.deleted"

    erases_at: datetime
    account_name: Annotated[str, Personal]


class AccountRestored(InviteEvent):
    """Archiving, or a deletion, was undone."""

    name: ClassVar[str] = "account.restored"

    was: str
    account_name: Annotated[str, Personal]


class AccountErased(InviteEvent):
    """What the account held of people is gone for good."""

    name: ClassVar[str] = "account.erased"


class AssignmentEvent(InviteEvent):
    """An act on a member's access to an account."""

    member: MemberId
    member_name: Annotated[str, Personal]


class AccountMemberAssigned(AssignmentEvent):
    """The member has access to the account from here on, and follows it."""

    name: ClassVar[str] = "account.member_assigned"


class AccountMemberUnassigned(AssignmentEvent):
    name: ClassVar[str] = "account.member_unassigned"


class AccountMerged(InviteEvent):
    """All of another account went into this one, and `members` have access to it from here on.

    Whoever consumes this carries on what is left of it, and tells of each of these members.
    """

    name: ClassVar[str] = "account.merged"

    merged: AccountId
    members: tuple[MemberId, ...] = ()
    merged_name: Annotated[str, Personal]
    account_name: Annotated[str, Personal]


EVENTS = (
    AccountCreated,
    AccountUpdated,
    AccountArchived,
    AccountDeleted,
    AccountRestored,
    AccountErased,
    AccountMerged,
    AccountMemberAssigned,
    AccountMemberUnassigned,
)
