"""An account is no more: what it kept goes into the one that stays, or for good."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from functions.documents.model.entities import Document, Folder
from functions.documents.model.leaving import Leaving, Lying
from functions.documents.model.names import cleaned
from functions.documents.model.tree import Rights, Tree
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.ids import AccountId, FirmId
from shared.domain.principals import Source

# Documents handled in one go; what is left is left to the next.
_MOVED_AT_ONCE = 1000
_ERASED_AT_ONCE = 200


class Leavings(Protocol):
    """What this service asks of storage."""

    def begin(self, leaving: Leaving) -> Leaving: ...
    def due(self, now: datetime) -> Iterable[Leaving]: ...
    def note(self, before: Leaving, after: Leaving) -> None: ...
    def finish(self, leaving: Leaving) -> None: ...
    def destination(self, firm: FirmId, into: AccountId) -> AccountId | None: ...
    def name_of(self, firm: FirmId, account: AccountId) -> str: ...
    def lying(self, folder: Folder, after: str | None) -> Lying: ...
    def trashed(self, firm: FirmId, account: AccountId) -> list[Document]: ...
    def move(self, documents: Sequence[Document], into: AccountId) -> None: ...
    def move_folder(self, tree: Tree, folder: Folder, moved: Folder, *, is_written: bool) -> None: ...
    def forget_folder(self, folder: Folder) -> None: ...
    def marks(self, firm: FirmId, account: AccountId, into: AccountId | None) -> bool: ...


class Folders(Protocol):
    """Where the folders of an account are read."""

    def tree(self, firm: FirmId, account: AccountId) -> Tree: ...


class Purging(Protocol):
    """What takes a document away, with its bytes."""

    def take_away(self, document: Document, source: Source) -> None: ...


class Remains(Protocol):
    """What moves, or takes away, all else an account leaves."""

    def move(self, firm: FirmId, account: AccountId, into: AccountId, most: int) -> int: ...
    def erase(self, firm: FirmId, account: AccountId, most: int) -> int: ...


class LeavingService:
    """Moves or erases what an account kept, in parts, each of which may be repeated.

    Of a folder the documents go first, then the folder itself: there is no moment at which a document can be seen in
    two accounts, or lies where nobody can see it for longer than the work takes.
    """

    def __init__(self, leavings: Leavings, folders: Folders, purging: Purging, remains: Remains, clock: Clock) -> None:
        self._leavings = leavings
        self._folders = folders
        self._purging = purging
        self._remains = remains
        self._clock = clock

    def begin(self, firm: FirmId, account: AccountId, into: AccountId | None) -> None:
        """Note that all an account kept is to go, and do the first part of it."""
        leaving = Leaving(firm=firm, account=account, into=into, since=self._clock())
        self._go_on(self._leavings.begin(leaving))

    def carry_on(self) -> int:
        """Do the next part of each that is begun, and count them."""
        count = 0
        for each in self._leavings.due(self._clock()):
            self._go_on(each)
            count += 1
        return count

    def _go_on(self, leaving: Leaving) -> None:
        """Do a part; what somebody else has taken up meanwhile is left to them."""
        into = self._leavings.destination(leaving.firm, leaving.into) if leaving.into else None
        try:
            is_done = self._erase(leaving) if into is None else self._move(leaving, into)
            if is_done:
                self._leavings.finish(leaving)
        except StaleVersionError:
            return

    def _erase(self, leaving: Leaving) -> bool:
        """Take away up to a part of all there is; whether nothing is left.

        An account that went into another has its own folder there, under the same id: that one stays with its names.
        """
        firm, account, left = leaving.firm, leaving.account, _ERASED_AT_ONCE
        for folder in self._folders.tree(firm, account).folders.values():
            is_elsewhere = False
            for held in self._lying(None, folder):
                mine = held.of(account).documents
                is_elsewhere |= len(mine) < len(held.documents)
                left = self._take_away(mine, left)
                if left <= 0:
                    return False
            if not is_elsewhere:
                self._leavings.forget_folder(folder)
        while trashed := self._leavings.trashed(firm, account):
            left = self._take_away(trashed, left)
            if left <= 0:
                return False
        while self._leavings.marks(firm, account, None):
            pass
        return self._remains.erase(firm, account, left) < left

    def _take_away(self, documents: Sequence[Document], left: int) -> int:
        for each in documents[:left]:
            self._purging.take_away(each, Source.AUTOMATION)
        return left - len(documents)

    def _move(self, leaving: Leaving, into: AccountId) -> bool:
        """Move up to a part of all there is; whether nothing is left."""
        firm, account, left = leaving.firm, leaving.account, _MOVED_AT_ONCE
        ours, theirs = self._folders.tree(firm, account), self._folders.tree(firm, into)
        for folder in _tops_first(ours):
            if folder.id in theirs.folders:
                continue
            left = self._move_documents(leaving, folder, into, left)
            if left <= 0:
                return False
            theirs = self._move_folder(leaving, ours, folder, theirs)
        while trashed := self._leavings.trashed(firm, account):
            self._leavings.move(trashed, into)
            left -= len(trashed)
            if left <= 0:
                return False
        while self._leavings.marks(firm, account, into):
            pass
        return self._remains.move(firm, account, into, left) < left

    def _move_documents(self, leaving: Leaving, folder: Folder, into: AccountId, left: int) -> int:
        """Move what lies in a folder as far as this part goes, and note how far that is; what is left of the part."""
        begun = leaving.after if leaving.folder == folder.id else None
        for mine in self._lying(leaving.account, folder, begun):
            self._leavings.move(mine.documents, into)
            left -= len(mine.documents)
            if left <= 0 and mine.after is not None:
                noted = {"folder": folder.id, "after": mine.after, "v": leaving.v + 1}
                self._leavings.note(leaving, leaving.model_copy(update=noted))
                return left
        return max(left, 1)

    def _lying(self, account: AccountId | None, folder: Folder, after: str | None = None) -> Iterator[Lying]:
        """Yield page by page what lies in a folder, of one account unless that is None."""
        while True:
            page = self._leavings.lying(folder, after)
            yield page.of(account) if account else page
            after = page.after
            if after is None:
                return

    def _move_folder(self, leaving: Leaving, ours: Tree, folder: Folder, theirs: Tree) -> Tree:
        """Put a folder into the other account's tree, and give that tree as it then is.

        What was an account's own folder stands at the top of the other's, under the name of its account as well; with
        nothing in it, it is not missed.
        """
        moved = folder.model_copy(update={"account": theirs.main.account, "v": folder.v + 1})
        if folder.is_main:
            held = sum(len(each.documents) for each in self._lying(None, folder))
            if not held and not ours.below(folder.id):
                self._leavings.forget_folder(folder)
                return theirs
            name = self._leavings.name_of(leaving.firm, leaving.account)
            called = cleaned(f"{folder.name} ({name})") if name else folder.name
            moved = moved.model_copy(update={"name": called, "documents": held, "shape": 0})
        rights = Rights.of(theirs.folders.get(folder.top, folder))
        parent = folder.parent if folder.parent in theirs.folders else None
        name = theirs.free_name(moved.name, parent)
        moved = moved.model_copy(update={"name": name, "parent": parent, **rights.spelled()})
        self._leavings.move_folder(theirs, folder, moved, is_written=ours.is_written or not folder.is_main)
        return theirs.with_one(moved)


def _tops_first(tree: Tree) -> list[Folder]:
    """List all folders, each behind the one it stands below."""
    return [each for top in tree.below(None) for each in tree.subtree(top)]
