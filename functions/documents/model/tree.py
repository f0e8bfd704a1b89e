"""The folders of an account, as one thing: who stands below whom, and what that makes of what may be done in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from functions.documents.model.entities import Folder
from functions.documents.model.names import folded, numbered
from functions.documents.model.refusals import FolderNotEmptyError
from functions.documents.model.strays import is_strays, strays
from shared.domain.errors import LimitReachedError, NotFoundError, WrongStateError
from shared.domain.ids import ContactId, FolderId
from shared.published.documents import Permission

MOST_BELOW = 90
MOST_IN_ACCOUNT = 500
MOST_OVERRIDES = 25

type Change = tuple[Folder, Folder]


@dataclass(frozen=True)
class Rights:
    """What the account's people may do in a top folder, and in all below it."""

    permission: Permission = Permission.EDIT
    overrides: Mapping[ContactId, Permission] | None = None
    is_private: bool = False

    @classmethod
    def of(cls, folder: Folder) -> Self:
        return cls(folder.permission, folder.overrides, folder.is_private)

    def spelled(self) -> dict[str, object]:
        return {
            "permission": self.permission,
            "overrides": dict(self.overrides or {}),
            "is_private": self.is_private,
        }


@dataclass(frozen=True)
class Tree:
    """All folders of an account by id; its own is among them, whether it `is_written` yet or not."""

    main: Folder
    folders: Mapping[FolderId, Folder]
    is_written: bool

    def get(self, folder: FolderId) -> Folder:
        if folder not in self.folders:
            raise NotFoundError
        return self.folders[folder]

    def below(self, parent: FolderId | None) -> Sequence[Folder]:
        """Name the folders that stand right below another, or at the top."""
        return [each for each in self.folders.values() if each.parent == parent]

    def subtree(self, of: Folder) -> list[Folder]:
        """Give a folder and all that stand below it, those above first."""
        found = [of]
        for each in found:
            found.extend(self.below(each.id))
        return found

    def with_new(self, new: Folder, rights: Rights | None) -> Folder:
        """Give a new folder its place: below its parent with the rights there, or at the top with its own.

        A name that stands beside it already is numbered. LimitReachedError when there is no room; WrongStateError when
        rights are given to what inherits them.
        """
        if len(self.folders) >= MOST_IN_ACCOUNT:
            raise LimitReachedError(f"An account has at most {MOST_IN_ACCOUNT} folders.")
        name = self.free_name(new.name, new.parent)
        if new.parent is None:
            given = rights or Rights()
            _demand_few(given)
            return new.model_copy(update={"name": name, "top": new.id, **given.spelled()})
        if rights is not None:
            raise WrongStateError("Permissions belong to the top folder.")
        top = self.get(self.get(new.parent).top)
        self._demand_room(top, 1)
        return new.model_copy(update={"name": name, "top": top.id, **Rights.of(top).spelled()})

    def with_strays(self) -> Folder:
        """Give the folder of what lost its own, at the top. There is room for it in every account."""
        new = strays(self.main.firm, self.main.account)
        return new.model_copy(update={"name": self.free_name(new.name, None)})

    def renamed(self, folder: Folder, name: str) -> str:
        """Tell which name a folder gets that is to be called so."""
        return self.free_name(name, folder.parent, but=folder.id)

    def with_rights(self, folder: Folder, rights: Rights) -> list[Change]:
        """Give a top folder, and all below it, other rights."""
        if folder.is_main:
            raise WrongStateError("The account's own folder stays open to its people.")
        if is_strays(folder):
            raise WrongStateError("What lost its folder stays with those who manage documents.")
        if folder.parent is not None:
            raise WrongStateError("Permissions belong to the top folder.")
        _demand_few(rights)
        return [(each, _next(each, **rights.spelled())) for each in self.subtree(folder)]

    def moved(self, folder: Folder, parent: FolderId | None) -> list[Change]:
        """Put a folder, with all below it, below another or at the top; it adopts the rights there.

        At the top it keeps those it had. WrongStateError for the account's own folder, and below itself.
        """
        if folder.is_main:
            raise WrongStateError("The account's own folder stays where it is.")
        if is_strays(folder):
            raise WrongStateError("The folder of what lost its own stays where it is.")
        moving = self.subtree(folder)
        top: Folder | None = None
        if parent is not None:
            if parent in {each.id for each in moving}:
                raise WrongStateError("A folder cannot stand below itself.")
            top = self.get(self.get(parent).top)
            if top.id != folder.top:
                self._demand_room(top, len(moving))
        rights = Rights.of(top or folder).spelled()
        name = self.free_name(folder.name, parent, but=folder.id)
        new_top = top.id if top else folder.id
        return [
            (each, _next(each, top=new_top, **rights, **({"name": name, "parent": parent} if each is folder else {})))
            for each in moving
        ]

    def with_one(self, folder: Folder) -> Self:
        """Give the tree as it is with one folder more, once that is written."""
        main = self.main.model_copy(update={"shape": self.main.shape + 1})
        return type(self)(main, {**self.folders, main.id: main, folder.id: folder}, is_written=True)

    def demand_deletable(self, folder: Folder) -> None:
        """Refuse the account's own, and what is not empty as far as is known here."""
        if folder.is_main:
            raise WrongStateError("The account's own folder cannot be deleted.")
        if folder.documents or self.below(folder.id):
            raise FolderNotEmptyError

    def _demand_room(self, top: Folder, coming: int) -> None:
        if len(self.subtree(top)) - 1 + coming > MOST_BELOW:
            raise LimitReachedError(f"At most {MOST_BELOW} folders stand below one at the top.")

    def free_name(self, wanted: str, parent: FolderId | None, but: FolderId | None = None) -> str:
        """Give a name that nothing else beside it has: the wanted one, or the next free number of it."""
        taken = {folded(each.name) for each in self.below(parent) if each.id != but}
        n = 1
        while folded(numbered(wanted, n)) in taken:
            n += 1
        return numbered(wanted, n)


def _next(folder: Folder, **changes: object) -> Folder:
    return folder.model_copy(update={**changes, "v": folder.v + 1})


def _demand_few(rights: Rights) -> None:
    if len(rights.overrides or {}) > MOST_OVERRIDES:
        raise LimitReachedError(f"A folder has permissions of their own for at most {MOST_OVERRIDES} people.")
