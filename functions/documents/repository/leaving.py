"""All that an account kept, on its way into another account or out of the world, a part at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from functions.documents import keys
from functions.documents.model.entities import Document, Folder
from functions.documents.model.leaving import Leaving, Lying
from functions.documents.model.tree import Tree
from functions.documents.repository import items, rewriting
from functions.documents.repository.folders import reshaped
from shared import timers
from shared.directory import keys as directory_keys
from shared.directory.following import ended_in, still_there
from shared.domain.errors import StaleVersionError
from shared.domain.ids import AccountId, DocumentId, FirmId
from shared.table import schema
from shared.table.actions import Action, Item, clear, create, delete, replace, settle
from shared.table.keys import Key
from shared.table.query import Query
from shared.table.table import Table

# A document has eight words at most, in the account it leaves and in the one it comes to.
_DOCUMENTS_IN_ONE = 5
_MARKS_IN_ONE = 45
_PAGE = 100


class LeavingRepository:
    """Writes DOCUMENTS_LEAVING; moves or deletes what it is about."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin(self, leaving: Leaving) -> Leaving:
        """Note that an account's documents are to go, or give what was noted before."""
        place = keys.leaving(leaving.firm, leaving.account)
        standing = self._table.get(place)
        if standing is not None:
            return Leaving.model_validate(standing)
        self._table.transact(create(items.leaving(leaving), taken=StaleVersionError))
        return leaving

    def due(self, now: datetime) -> Iterator[Leaving]:
        """Yield what is left to do, as `timers.standing` does."""
        return timers.standing(self._table, items.LEAVING_TIMER, now, Leaving.model_validate)

    def note(self, before: Leaving, after: Leaving) -> None:
        """Write how far it has come; StaleVersionError when somebody else goes on with it."""
        self._table.transact(replace(items.leaving(after), seen=before.v))

    def finish(self, leaving: Leaving) -> None:
        """Forget what is done."""
        place = keys.leaving(leaving.firm, leaving.account)
        self._table.transact(delete(place, when="#v = :seen", values={":seen": leaving.v}, failed=StaleVersionError))

    def destination(self, firm: FirmId, into: AccountId) -> AccountId | None:
        """Name the account it went into in the end; None when that is erased."""
        return ended_in(self._table, firm, into)

    def name_of(self, firm: FirmId, account: AccountId) -> str:
        """Read what an account was called; nothing when that is erased."""
        standing = self._table.get(directory_keys.account(firm, account))
        return str(standing["name"]) if standing else ""

    def lying(self, folder: Folder, after: str | None) -> Lying:
        """Read the documents behind up to 100 names of a folder, as they stand."""
        names = keys.in_folder(folder.firm, folder.id)
        start = {"pk": names, "sk": after} if after else None
        found = self._table.stretch(Query(names, begins=keys.NAMES), _PAGE, start)
        held = [DocumentId(each["document"]) for each in found.items if "document" in each]
        read = self._table.batch_get(keys.document(folder.firm, each) for each in held) if held else {}
        documents = tuple(map(Document.model_validate, read.values()))
        return Lying(documents, found.last["sk"] if found.last else None)

    def trashed(self, firm: FirmId, account: AccountId) -> list[Document]:
        """Read the first documents an account has in the trash, as they stand.

        StaleVersionError when the list lags so far behind that it shows none of them.
        """
        listed = self._table.stretch(Query(keys.trash(firm, account), index="g2"), _PAGE).items
        read = self._table.batch_get(map(_key, listed)) if listed else {}
        found = map(Document.model_validate, read.values())
        standing = [each for each in found if each.account == account and each.trashed_at is not None]
        if listed and not standing:
            raise StaleVersionError
        return standing

    def move(self, documents: Sequence[Document], into: AccountId) -> None:
        """Give documents to another account, each where it lies; StaleVersionError when one was written meanwhile."""
        for start in range(0, len(documents), _DOCUMENTS_IN_ONE):
            some = documents[start : start + _DOCUMENTS_IN_ONE]
            actions: list[Action] = [still_there(some[0].firm, into)]
            for each in some:
                after = each.model_copy(update={"account": into, "v": each.v + 1})
                kept = each.trashed_at is None
                actions.append(rewriting.document(each, after))
                actions += rewriting.respelled(each, after) if kept else []
            self._table.transact(*actions)

    def move_folder(self, tree: Tree, folder: Folder, moved: Folder, *, is_written: bool) -> None:
        """Put a folder, whose documents have moved, into another account's tree."""
        gone = delete(
            keys.folder(folder.firm, folder.account, folder.id),
            when="#v = :seen",
            values={":seen": folder.v},
            failed=StaleVersionError,
        )
        coming = create(items.folder(moved), taken=StaleVersionError)
        there = still_there(folder.firm, moved.account)
        self._table.transact(*([gone] if is_written else []), coming, *reshaped(tree), there)

    def forget_folder(self, folder: Folder) -> None:
        """Take away what is left of a folder whose documents are gone: names once given up, and itself."""
        query = Query(keys.in_folder(folder.firm, folder.id), begins=keys.NAMES)
        while found := self._table.stretch(query, _PAGE).items:
            self._table.transact(*(clear(_key(each), schema.DOCUMENT_NAME) for each in found))
        self._table.transact(clear(keys.folder(folder.firm, folder.account, folder.id), schema.FOLDER))

    def marks(self, firm: FirmId, account: AccountId, into: AccountId | None) -> bool:
        """Move, or forget, the first marks of bytes an account holds; whether there were any."""
        query = Query(keys.folders(firm, account), begins=keys.RECEIVED)
        found = self._table.stretch(query, _MARKS_IN_ONE).items
        if not found:
            return False
        gone = [clear(_key(each), schema.RECEIVED) for each in found]
        here = [settle(_moved_mark(each, firm, into)) for each in found] if into else []
        self._table.transact(*gone, *here)
        return True


def _moved_mark(mark: Item, firm: FirmId, into: AccountId) -> Item:
    return {**mark, "pk": keys.folders(firm, into)}


def _key(of: Item) -> Key:
    return Key(of["pk"], of["sk"])
