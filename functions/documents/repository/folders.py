"""The folders of an account: each stands by itself, and all change together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from functions.documents import keys
from functions.documents.model.access import folder_of
from functions.documents.model.entities import Folder
from functions.documents.model.refusals import FolderNotEmptyError
from functions.documents.model.tree import MOST_IN_ACCOUNT, Change, Tree
from functions.documents.repository import checks, items, rewriting
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, ContactId, FirmId, FolderId
from shared.published.documents import main_folder_id
from shared.published.people import TieRecord
from shared.table.actions import Action, Item, create, delete
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.query import MAX_PAGE, Page, Query
from shared.table.table import Table


class FolderRepository:
    """Writes FOLDER.

    Every change stands on the tree as it was read, by the count in the account's own folder: StaleVersionError when
    any folder was made, moved, changed or deleted meanwhile.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def tree(self, firm: FirmId, account: AccountId) -> Tree:
        """Read all folders of an account, of which it has at most 500: one request."""
        query = Query(keys.folders(firm, account), begins=keys.FOLDERS)
        found: list[Item] = []
        start: dict[str, str] | None = None
        while True:
            part = self._table.stretch(query, MOST_IN_ACCOUNT * 2, start)
            found += part.items
            start = part.last
            if start is None:
                break
        folders = {each.id: each for each in map(Folder.model_validate, found)}
        own = main_folder_id(firm, account)
        is_written = own in folders
        main = folders.get(own) or _main(firm, account)
        return Tree(main, {own: main, **folders}, is_written)

    def list(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None, narrowed: str) -> Page[Folder]:
        """List the folders of an account that were ever written, in the order of their ids."""
        query = Query(keys.folders(firm, account), begins=keys.FOLDERS, narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Folder.model_validate, page.items)), page.next)

    def people(self, firm: FirmId, account: AccountId) -> set[ContactId]:
        """Read which contacts are tied to an account."""
        query = Query(keys.folders(firm, account), begins=keys.TIES)
        found: set[ContactId] = set()
        start: dict[str, str] | None = None
        while True:
            part = self._table.stretch(query, MAX_PAGE, start)
            found |= {TieRecord.model_validate(each).contact for each in part.items}
            start = part.last
            if start is None:
                return found

    def accounts_of(self, firm: FirmId, contacts: Sequence[ContactId]) -> Iterator[AccountId]:
        """Yield each account one of these contacts is tied to, once."""
        seen: set[str] = set()
        for contact in contacts:
            query, start = Query(keys.ties_of_contact(firm, contact), index="g1"), None
            while True:
                found = self._table.stretch(query, MAX_PAGE, start)
                yield from (AccountId(each) for each in dict.fromkeys(_accounts(found.items)) if each not in seen)
                seen.update(_accounts(found.items))
                start = found.last
                if start is None:
                    break

    def add(self, tree: Tree, new: Folder, announcement: Announcement, once: Once | None) -> None:
        actions = [
            *reshaped(tree),
            create(items.folder(new)),
            checks.account_active(new.firm, new.account),
            outbox(announcement),
        ]
        if once:
            actions.append(remember(new.firm, once, announcement.at, new.id))
        self._table.transact(*actions)

    def change(self, tree: Tree, changes: Iterable[Change], announcement: Announcement) -> None:
        """Write up to 91 folders in one."""
        self._table.transact(*reshaped(tree, {before.id: after for before, after in changes}), outbox(announcement))

    def delete(self, tree: Tree, folder: Folder, announcement: Announcement, once: Once | None) -> None:
        """Take a folder away; FolderNotEmptyError when something was filed into it meanwhile."""

        def failed(standing: Item | None) -> Exception:
            return FolderNotEmptyError() if standing and standing["documents"] else StaleVersionError()

        gone = delete(
            keys.folder(folder.firm, folder.account, folder.id),
            when="#v = :seen AND #documents = :none",
            values={":seen": folder.v, ":none": 0},
            failed=failed,
        )
        actions = [gone, *reshaped(tree), outbox(announcement)]
        if once:
            actions.append(remember(folder.firm, once, announcement.at, folder.id))
        self._table.transact(*actions)


def reshaped(tree: Tree, changes: Mapping[FolderId, Folder] | None = None) -> list[Action]:
    """Write what changed, and count the change in the account's own folder: whoever saw the tree before is refused."""
    written = dict(changes or {})
    main = written.pop(tree.main.id, tree.main).model_copy(update={"shape": tree.main.shape + 1})
    if tree.is_written:
        seen = {":seen_v": tree.main.v, ":seen_shape": tree.main.shape}
        when = "#v = :seen_v AND #shape = :seen_shape"
        first = rewriting.changed(items.folder(tree.main), items.folder(main), when=when, values=seen)
    else:
        first = create(items.folder(main), taken=StaleVersionError)
    rest = (
        rewriting.changed(
            items.folder(tree.folders[each]), items.folder(after), when="#v = :seen_v", values={":seen_v": after.v - 1}
        )
        for each, after in written.items()
    )
    return [first, *rest]


def lying_in(named: list[Action], new: Folder | None, tree: Tree | None) -> list[Action]:
    """Lie in a folder; a new one is made with its first document counted, since an item is written once at a time."""
    if new is None or tree is None:
        return named
    made = create(items.folder(new.model_copy(update={"documents": 1})), taken=StaleVersionError)
    return [made, *reshaped(tree), *(action for action in named if action.key != made.key)]


def _main(firm: FirmId, account: AccountId) -> Folder:
    own = folder_of(None, firm, account, main_folder_id(firm, account))
    if own is None:
        raise TypeError("every account has a folder of its own")
    return own


def _accounts(ties: Iterable[Item]) -> list[str]:
    return [str(each["account"]) for each in ties if "account" in each]
