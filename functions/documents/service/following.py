"""Contacts become one: what somebody alone might do in a folder, they may by their new name."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from functions.documents.model.entities import Folder
from functions.documents.model.tree import Change, Rights, Tree
from functions.documents.service.folders import said, told_of
from shared.domain.clock import Clock
from shared.domain.events import Announcement
from shared.domain.events.documents.folders import FolderChanged
from shared.domain.ids import AccountId, ContactId, FirmId
from shared.domain.principals import SYSTEM, Provenance, Source


class Folders(Protocol):
    """What this service asks of storage."""

    def accounts_of(self, firm: FirmId, contacts: Sequence[ContactId]) -> Iterable[AccountId]: ...
    def tree(self, firm: FirmId, account: AccountId) -> Tree: ...
    def change(self, tree: Tree, changes: Iterable[Change], announcement: Announcement) -> None: ...


class FollowingService:
    """Announces `folder.changed`."""

    def __init__(self, folders: Folders, clock: Clock) -> None:
        self._folders = folders
        self._clock = clock

    def carry_on(self, firm: FirmId, contact: ContactId, merged: ContactId, correlation_id: str) -> None:
        """Give the contact that stays what the one that went had of its own; what it has already it keeps.

        StaleVersionError when the folders change just now: the event is then taken again.
        """
        provenance = Provenance(correlation_id=correlation_id, source=Source.AUTOMATION)
        for account in self._folders.accounts_of(firm, (contact, merged)):
            while (named := _naming(tree := self._folders.tree(firm, account), merged)) is not None:
                changes = tree.with_rights(named, _handed_on(named, contact, merged))
                after = changes[0][1]
                event = told_of(
                    FolderChanged,
                    after,
                    before={"overrides": said(named)["overrides"]},
                    after={"overrides": said(after)["overrides"]},
                )
                self._folders.change(tree, changes, Announcement.of(self._clock(), SYSTEM, provenance, event))


def _naming(tree: Tree, contact: ContactId) -> Folder | None:
    return next((each for each in tree.below(None) if contact in each.overrides), None)


def _handed_on(folder: Folder, contact: ContactId, merged: ContactId) -> Rights:
    overrides = {contact: folder.overrides[merged], **folder.overrides}
    return Rights(folder.permission, {who: each for who, each in overrides.items() if who != merged}, folder.is_private)
