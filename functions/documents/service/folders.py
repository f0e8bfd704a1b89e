"""Folders are listed, made, changed, moved and deleted."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import demand_manage, demand_visible, folder_of, is_visible
from functions.documents.model.entities import Folder
from functions.documents.model.tree import Change, Rights, Tree
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import (
    FieldFault,
    NotFoundError,
    StaleVersionError,
    UnavailableError,
    ValidationFailedError,
)
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.documents.folders import (
    FolderChanged,
    FolderCreated,
    FolderDeleted,
    FolderEvent,
    FolderMoved,
)
from shared.domain.ids import AccountId, ContactId, FirmId, FolderId, new
from shared.domain.principals import Caller
from shared.published.documents import FolderRecord, Permission, main_folder, main_folder_id
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency
from shared.table.query import Page

_TRIES = 3

type Wish = Callable[[Scene, Tree], tuple[Folder, list[Change], Event] | Folder]


class Folders(Protocol):
    """What this service asks of storage."""

    def tree(self, firm: FirmId, account: AccountId) -> Tree: ...
    def people(self, firm: FirmId, account: AccountId) -> Collection[ContactId]: ...
    def list(
        self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None, narrowed: str
    ) -> Page[Folder]: ...
    def add(self, tree: Tree, new: Folder, announcement: Announcement, once: Once | None) -> None: ...
    def change(self, tree: Tree, changes: Iterable[Change], announcement: Announcement) -> None: ...
    def delete(self, tree: Tree, folder: Folder, announcement: Announcement, once: Once | None) -> None: ...


class FolderService:
    """The folders of an account. All but looking asks `manage_documents`, and an account that is active."""

    def __init__(self, folders: Folders, directory: Directory, clock: Clock) -> None:
        self._folders = folders
        self._directory = directory
        self._clock = clock

    def list(
        self, caller: Caller, account: AccountId, *, limit: int, cursor: str | None
    ) -> tuple[Scene, Page[FolderRecord]]:
        """List what of an account's folders is there for the caller.

        The account's own is first while it was never written. What is not there for the caller is left out of the page
        that was read, so a page may be short while its cursor leads on.
        """
        own = keys.folder(caller.identity.firm, account, main_folder_id(caller.identity.firm, account))
        scene = self._directory.gate(caller.identity, account=account, also=[own])
        first = (main_folder(scene.firm, account),) if cursor is None and own not in scene.items else ()
        limit = max(1, limit - len(first))
        page = self._folders.list(scene.firm, account, limit=limit, cursor=cursor, narrowed=caller.identity.id)
        found = (*first, *page.items)
        return scene, Page(tuple(each for each in found if is_visible(each, scene.principal)), page.next)

    def get(self, caller: Caller, account: AccountId, folder: FolderId) -> tuple[Scene, FolderRecord]:
        """Give a folder; NotFoundError when it is not there for the caller."""
        place = keys.folder(caller.identity.firm, account, folder)
        scene = self._directory.gate(caller.identity, account=account, also=[place])
        found = folder_of(scene.items.get(place), scene.firm, account, folder)
        return scene, demand_visible(found, scene.principal)

    def add(
        self,
        caller: Caller,
        once: Once | None,
        account: AccountId,
        *,
        name: str,
        parent: FolderId | None,
        rights: Rights | None,
    ) -> Folder:
        """Add a folder at the top with rights of its own, or below another, from which it inherits them.

        A name that stands there already is numbered. LimitReachedError when there is no room for one more;
        ValidationFailedError when rights are given to a contact who is not tied to the account.
        """
        for _ in range(_TRIES):
            now = self._clock()
            try:
                scene = self._enter(caller, account, rights, once)
            except ReplayError as done:
                return self._folders.tree(caller.identity.firm, account).get(FolderId(done.made[0]))
            tree = self._folders.tree(scene.firm, account)
            self._demand_people(scene.firm, account, rights.overrides if rights else None)
            made = FolderId(new("fld", now))
            wanted = Folder(firm=scene.firm, id=made, account=account, name=name, parent=parent, top=made)
            folder = tree.with_new(wanted, rights)
            event = told_of(
                FolderCreated,
                folder,
                parent=parent,
                permission=folder.permission.value,
                is_private=folder.is_private,
            )
            announcement = Announcement.of(now, scene.member.actor, caller.provenance, event)
            try:
                self._folders.add(tree, folder, announcement, once)
            except StaleVersionError:
                continue
            except ReplayError as done:
                return self._folders.tree(scene.firm, account).get(FolderId(done.made[0]))
            return folder
        raise UnavailableError

    def edit(
        self,
        caller: Caller,
        account: AccountId,
        folder: FolderId,
        *,
        seen: int,
        name: str | None,
        permission: Permission | None,
        overrides: Mapping[ContactId, Permission] | None,
        is_private: bool | None,
    ) -> Folder:
        """Change a folder's name, or what may be done in a top folder and all below it; what is the same logs nothing.

        The call may be repeated when its answer was lost: the very next version that is so is the one it made. Whoever
        has a say already may keep it when they are tied to the account no more: it is good for nothing meanwhile.
        """
        given = {"permission": permission, "overrides": overrides, "is_private": is_private}
        named = {key: value for key, value in given.items() if value is not None}

        def wish(scene: Scene, tree: Tree) -> tuple[Folder, list[Change], Event] | Folder:
            standing = tree.get(folder)
            before_rights = Rights.of(standing)
            rights = Rights.of(standing.model_copy(update=named))
            is_renamed = name is not None and name != standing.name
            if standing.v == seen + 1 and not is_renamed and rights == before_rights and (name or named):
                return standing
            _demand_seen(standing, seen)
            self._demand_people(scene.firm, account, set(overrides or ()) - set(standing.overrides))
            if not is_renamed and rights == before_rights:
                return standing
            changes = tree.with_rights(standing, rights) if rights != before_rights else [_again(standing)]
            after = changes[0][1]
            if name is not None and is_renamed:
                after = after.model_copy(update={"name": tree.renamed(standing, name)})
            before_said, after_said = said(standing), said(after)
            differing = sorted(key for key in before_said if before_said[key] != after_said[key])
            event = told_of(
                FolderChanged,
                after,
                before={key: before_said[key] for key in differing},
                after={key: after_said[key] for key in differing},
            )
            return after, [(standing, after), *changes[1:]], event

        return self._change(caller, account, wish, Rights(overrides=overrides))

    def move(
        self, caller: Caller, account: AccountId, folder: FolderId, *, seen: int, parent: FolderId | None
    ) -> Folder:
        """Put a folder below another, whose rights it adopts with all that is below it, or at the top."""

        def wish(_: Scene, tree: Tree) -> tuple[Folder, list[Change], Event] | Folder:
            standing = tree.get(folder)
            is_there = standing.parent == parent
            if is_there and standing.v in {seen, seen + 1}:
                return standing
            _demand_seen(standing, seen)
            changes = tree.moved(standing, parent)
            after = changes[0][1]
            return after, changes, told_of(FolderMoved, after, before=standing.parent, after=parent)

        return self._change(caller, account, wish)

    def delete(self, caller: Caller, account: AccountId, once: Once | None, folder: FolderId) -> FolderId:
        """Delete an empty folder; FolderNotEmptyError when something lies in it or stands below it."""
        for _ in range(_TRIES):
            try:
                scene = self._enter(caller, account, once=once)
            except ReplayError as done:
                return FolderId(done.made[0])
            tree = self._folders.tree(scene.firm, account)
            standing = tree.get(folder)
            tree.demand_deletable(standing)
            told = told_of(FolderDeleted, standing)
            announcement = Announcement.of(self._clock(), scene.member.actor, caller.provenance, told)
            try:
                self._folders.delete(tree, standing, announcement, once)
            except StaleVersionError:
                continue
            except ReplayError as done:
                return FolderId(done.made[0])
            return folder
        raise UnavailableError

    def _change(self, caller: Caller, account: AccountId, wish: Wish, rights: Rights | None = None) -> Folder:
        """Write what a wish makes of the folders as they stand; what else changes meanwhile is no reason to refuse."""
        for _ in range(_TRIES):
            scene = self._enter(caller, account, rights)
            tree = self._folders.tree(scene.firm, account)
            wanted = wish(scene, tree)
            if isinstance(wanted, Folder):
                return wanted
            after, changes, event = wanted
            announcement = Announcement.of(self._clock(), scene.member.actor, caller.provenance, event)
            try:
                self._folders.change(tree, changes, announcement)
            except StaleVersionError:
                continue
            return after
        raise UnavailableError

    def _demand_people(self, firm: FirmId, account: AccountId, named: Iterable[ContactId] | None) -> None:
        """Refuse a say of their own to anybody but the account's people; ValidationFailedError names the field."""
        coming = set(named or ())
        if coming and not coming <= set(self._folders.people(firm, account)):
            fault = FieldFault("overrides", "NOT_OF_ACCOUNT", "Name people who are tied to the account.")
            raise ValidationFailedError(faults=[fault])

    def _enter(
        self, caller: Caller, account: AccountId, rights: Rights | None = None, once: Once | None = None
    ) -> Scene:
        """Let in who may change the account's folders.

        NotFoundError when rights are given to somebody unknown, or who goes by another contact by now; ReplayError
        when the call was done before.
        """
        firm = caller.identity.firm
        people = [keys.contact(firm, each) for each in (rights.overrides if rights else None) or ()]
        remembered = [idempotency(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, account=account, also=[*people, *remembered])
        demand_manage(scene)
        recall(scene.items, firm, once, self._clock())
        if any(each not in scene.items or "merged_into" in scene.items[each] for each in people):
            raise NotFoundError
        return scene


def _demand_seen(folder: Folder, seen: int) -> None:
    if folder.v != seen:
        raise StaleVersionError


def _again(folder: Folder) -> Change:
    return folder, folder.model_copy(update={"v": folder.v + 1})


def said(folder: Folder) -> dict[str, str]:
    """Spell what of a folder may be changed, as the record keeps it."""
    overrides = ", ".join(f"{contact}: {each.value}" for contact, each in sorted(folder.overrides.items()))
    return {
        "name": folder.name,
        "permission": folder.permission.value,
        "overrides": overrides,
        "is_private": "yes" if folder.is_private else "no",
    }


def told_of[E: FolderEvent](kind: type[E], folder: Folder, **more: object) -> E:
    ref = ObjectRef(kind="folder", id=folder.id)
    return kind.model_validate(
        {"firm": folder.firm, "account": folder.account, "object": ref, "folder_name": folder.name, **more}
    )
