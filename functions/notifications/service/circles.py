"""Finding whom something concerns."""

from collections.abc import Collection, Iterable
from typing import Protocol

from functions.notifications.model.inbox import concerned, followers
from shared.directory import AccountRecord, FirmRecord, MemberRecord, MemberState
from shared.domain.ids import AccountId, FirmId, FolderId, MemberId
from shared.domain.principals import Right
from shared.published.documents import FolderRecord, Permission
from shared.published.people import TieRecord, Topic


class Members(Protocol):
    """Where members are read."""

    def members(self, firm: FirmId, members: Collection[MemberId]) -> tuple[MemberRecord, ...]: ...


class Clients(Protocol):
    """Where an account's people are read, and what they may see."""

    def ties(self, firm: FirmId, account: AccountId) -> Iterable[TieRecord]: ...
    def folder(self, firm: FirmId, account: AccountId, folder: FolderId) -> FolderRecord | None: ...


def following(audience: Members, firm: FirmRecord, account: AccountRecord) -> tuple[MemberRecord, ...]:
    """Find who follows an account: the active of its assigned, else the owner."""
    assigned = followers(account, firm, audience.members(firm.id, concerned(account)))
    return assigned or followers(account, firm, audience.members(firm.id, [firm.owner]))


def managing(audience: Members, firm: FirmRecord, account: AccountRecord) -> tuple[MemberRecord, ...]:
    """Find who of an account's followers may see and decide on what is not for everybody; the owner when none may."""
    told = following(audience, firm, account)
    may = tuple(each for each in told if each.principal().has(Right.MANAGE_DOCUMENTS))
    return may or followers(account, firm, audience.members(firm.id, [firm.owner]))


def answering(
    audience: Members, firm: FirmRecord, account: AccountRecord, member: MemberId
) -> tuple[MemberRecord, ...]:
    """Find who answers for what a member began: they, while they are in and see the account, else who follows it."""
    standing = [
        each
        for each in audience.members(firm.id, [member])
        if each.state is MemberState.ACTIVE and account.is_visible_to(each.principal())
    ]
    return tuple(standing) or following(audience, firm, account)


def hearing(clients: Clients, account: AccountRecord, folder: FolderId, topic: Topic) -> tuple[TieRecord, ...]:
    """Find which of an account's people are told of something in a folder: those who may see it and want to hear."""
    standing = clients.folder(account.firm, account.id, folder)
    if standing is None:
        return ()
    return tuple(
        each
        for each in clients.ties(account.firm, account.id)
        if each.hears_of(topic) and standing.permission_of(each.contact) is not Permission.NONE
    )
