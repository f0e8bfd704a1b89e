"""Documents where they lie: read, listed, found, and what becomes of them."""

from collections.abc import Callable, Mapping

from functions.documents import keys
from functions.documents.model.entities import Document, Folder, Version
from functions.documents.model.tree import Tree
from functions.documents.repository import naming, rewriting
from functions.documents.repository.folders import lying_in
from functions.documents.repository.naming import place_of, seen_of
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId
from shared.table.actions import Action, Item
from shared.table.idempotency import Once, remember
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table

type Told = Callable[[Document], Announcement]


class DocumentRepository:
    """Writes DOCUMENT, DOCUMENT_NAME and DOCUMENT_WORD of what is filed.

    What is written stands on the version that was seen, StaleVersionError else. Marks, which are no versions, stand on
    what they mark.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, firm: FirmId, document: DocumentId) -> Document:
        standing = self._table.get(keys.document(firm, document))
        if standing is None:
            raise NotFoundError
        return Document.model_validate(standing)

    def list(self, firm: FirmId, folder: FolderId, *, limit: int, cursor: str | None) -> Page[Document]:
        """List by name what lies in a folder."""
        page = self._table.page(Query(keys.in_folder(firm, folder), index="g1"), limit=limit, cursor=cursor)
        return Page(tuple(map(Document.model_validate, page.items)), page.next)

    def list_trashed(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Document]:
        """List what an account has in the trash, the latest first."""
        query = Query(keys.trash(firm, account), index="g2", forward=False)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Document.model_validate, page.items)), page.next)

    def search(
        self, firm: FirmId, account: AccountId, beginning: str, *, limit: int, cursor: str | None, narrowed: str
    ) -> Page[tuple[str, DocumentId, FolderId]]:
        """List the words that begin so, each with the document by whose name it stands and the folder of that."""
        query = Query(keys.words(firm, account, beginning), begins=beginning, narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        found = ((each["word"], each["document"], each["folder"]) for each in page.items)
        return Page(tuple((word, DocumentId(one), FolderId(folder)) for word, one, folder in found), page.next)

    def versions(self, firm: FirmId, document: DocumentId, *, limit: int, cursor: str | None) -> Page[Version]:
        """List the versions of a document, the latest first."""
        query = Query(keys.versions(firm, document), begins=keys.VERSIONS, forward=False)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Version.model_validate, page.items)), page.next)

    def rename(
        self,
        before: Document,
        after: Document,
        found: Mapping[Key, Item],
        told: Told,
        *,
        is_unopened: bool = False,
    ) -> Document:
        """Write a name, numbered when another holds it; with `is_unopened` while nobody of the team has opened it."""
        return self._place(before, after, found, told, is_unopened=is_unopened)

    def move(self, before: Document, after: Document, found: Mapping[Key, Item], told: Told) -> Document:
        """Write a folder; NotFoundError when it is gone."""
        return self._place(before, after, found, told)

    def restore(
        self,
        before: Document,
        after: Document,
        found: Mapping[Key, Item],
        told: Told,
        into: tuple[Folder, Tree] | None = None,
    ) -> Document:
        """Take a document out of the trash into a folder, under its name or the next number of it.

        A new folder, `into`, is made among those of the tree; StaleVersionError when these changed meanwhile.
        """
        return self._place(before, after, found, told, into=into)

    def trash(
        self,
        before: Document,
        after: Document,
        found: Mapping[Key, Item],
        announcement: Announcement,
        *,
        is_unopened: bool = False,
    ) -> None:
        """Take a document out of its folder; with `is_unopened` while nobody of the team has opened it."""
        rest = [
            rewriting.document(before, after, is_unopened=is_unopened),
            *rewriting.respelled(before, None),
            outbox(announcement),
        ]
        held = place_of(before)
        naming.leave(before.id, held, lambda left: self._table.transact(*rest, *left), seen=seen_of(found, held))

    def open(self, before: Document, after: Document, announcement: Announcement, once: Once | None) -> None:
        """Note who was given an address; StaleVersionError when it was trashed or opened for the first time meanwhile.

        The mark of the first opening is no version: whoever edits it meanwhile goes on.
        """
        actions = [rewriting.marked(before, after, "viewed_at", "viewed_by_client_at"), outbox(announcement)]
        if once:
            actions.append(remember(before.firm, once, announcement.at, before.id))
        self._table.transact(*actions)

    def mark_approval(self, before: Document, after: Document, announcement: Announcement) -> None:
        """Write what was asked or said of the current version; StaleVersionError when that changed meanwhile."""
        marks = ("approval", "approval_version", "approval_by", "approval_reason", "approval_asked_by")
        self._table.transact(rewriting.marked(before, after, *marks, also=("version",)), outbox(announcement))

    def _place(
        self,
        before: Document,
        after: Document,
        found: Mapping[Key, Item],
        told: Told,
        *,
        is_unopened: bool = False,
        into: tuple[Folder, Tree] | None = None,
    ) -> Document:
        made, tree = into or (None, None)
        leaving = place_of(before) if before.trashed_at is None else None
        wanted = place_of(after)
        written = after

        def write(name: str, placed: list[Action]) -> None:
            nonlocal written
            written = after.model_copy(update={"name": name})
            was = before if before.trashed_at is None else None
            self._table.transact(
                rewriting.document(before, written, is_unopened=is_unopened),
                *rewriting.respelled(was, written),
                *lying_in(placed, made, tree),
                outbox(told(written)),
            )

        seen = seen_of(found, wanted, *([leaving] if leaving else []))
        naming.settle(before.id, wanted, write, leaving=leaving, seen=seen)
        return written
