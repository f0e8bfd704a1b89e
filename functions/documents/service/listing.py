"""Documents are read, listed and searched by members and persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from functions.documents import keys
from functions.documents.model.access import demand_visible, folder_of, is_visible
from functions.documents.model.entities import Document, Version
from functions.documents.model.names import begins, found_by, sought
from functions.documents.service.finding import Finder, Sight
from shared.directory import Directory, Scene
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId
from shared.domain.principals import Caller, Right
from shared.published.documents import FolderRecord, main_folder_id
from shared.table.query import Page

# One request reads what a search has found, and the folders of it, together with who asks: 100 keys.
_MOST_FOUND = 45


class Documents(Protocol):
    """What this service asks of storage."""

    def list(self, firm: FirmId, folder: FolderId, *, limit: int, cursor: str | None) -> Page[Document]: ...
    def list_trashed(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Document]: ...
    def search(
        self, firm: FirmId, account: AccountId, beginning: str, *, limit: int, cursor: str | None, narrowed: str
    ) -> Page[tuple[str, DocumentId, FolderId]]: ...
    def versions(self, firm: FirmId, document: DocumentId, *, limit: int, cursor: str | None) -> Page[Version]: ...


@dataclass(frozen=True)
class Found:
    """A page of documents, who asked for it, and the folders they lie in."""

    scene: Scene
    folders: Mapping[FolderId, FolderRecord]
    page: Page[Document]


@dataclass(frozen=True)
class Wanted:
    """Which of an account's documents: those of a folder, those a text finds, those in the trash."""

    folder: FolderId | None = None
    search: str | None = None
    is_trashed: bool = False


class DocumentLists:
    """What is kept, as far as it is there for whoever asks. A page costs the same however much there is."""

    def __init__(self, documents: Documents, finder: Finder, directory: Directory) -> None:
        self._documents = documents
        self._finder = finder
        self._directory = directory

    def get(self, caller: Caller, document: DocumentId) -> Sight:
        return self._finder.find(caller, document)

    def versions(self, caller: Caller, document: DocumentId, *, limit: int, cursor: str | None) -> Page[Version]:
        """List a document's versions, the latest first."""
        sight = self._finder.find(caller, document)
        return self._documents.versions(sight.scene.firm, document, limit=limit, cursor=cursor)

    def list(self, caller: Caller, account: AccountId, wanted: Wanted, *, limit: int, cursor: str | None) -> Found:
        """List by name what is wanted; what is in the trash, the latest first, for members who manage documents.

        NotFoundError when the folder is not there for the caller. What a search finds and the caller may not see is
        left out of the page, so one may be short while its cursor leads on.
        """
        if wanted.is_trashed:
            return self._trashed(caller, account, limit, cursor)
        if wanted.search is not None:
            return self._searched(caller, account, wanted.search, wanted.folder, limit, cursor)
        return self._lying(caller, account, wanted.folder, limit, cursor)

    def _lying(
        self, caller: Caller, account: AccountId, folder: FolderId | None, limit: int, cursor: str | None
    ) -> Found:
        folder = folder or main_folder_id(caller.identity.firm, account)
        place = keys.folder(caller.identity.firm, account, folder)
        scene = self._directory.gate(caller.identity, account=account, also=[place])
        where = folder_of(scene.items.get(place), scene.firm, account, folder)
        seen = demand_visible(where, scene.principal)
        page = self._documents.list(scene.firm, folder, limit=limit, cursor=cursor)
        return Found(scene, {folder: seen}, page)

    def _trashed(self, caller: Caller, account: AccountId, limit: int, cursor: str | None) -> Found:
        scene = self._directory.gate(caller.identity, account=account)
        scene.demand(Right.MANAGE_DOCUMENTS)
        return Found(scene, {}, self._documents.list_trashed(scene.firm, account, limit=limit, cursor=cursor))

    def _searched(
        self, caller: Caller, account: AccountId, text: str, within: FolderId | None, limit: int, cursor: str | None
    ) -> Found:
        """The words first, then in one request who asks and the documents whose words they are."""
        firm, beginning = caller.identity.firm, sought(text)
        if beginning is None:
            return Found(self._directory.gate(caller.identity, account=account), {}, Page(()))
        page = self._documents.search(
            firm,
            account,
            beginning,
            limit=min(limit, _MOST_FOUND),
            cursor=cursor,
            narrowed=repr((text, within, caller.identity.id)),
        )
        wanted = {document: keys.document(firm, document) for _, document, _ in page.items}
        folders = {folder: keys.folder(firm, account, folder) for _, _, folder in page.items}
        scene = self._directory.gate(caller.identity, account=account, also=[*wanted.values(), *folders.values()])
        visible = {
            each: where
            for each, place in folders.items()
            if (where := folder_of(scene.items.get(place), firm, account, each)) and is_visible(where, scene.principal)
        }
        listed = {(word, document) for word, document, _ in page.items}
        read = (Document.model_validate(scene.items[each]) for each in wanted.values() if each in scene.items)
        kept = [
            each
            for each in read
            if each.trashed_at is None
            and each.account == account
            and each.folder in visible
            and within in {None, each.folder}
            and begins(each.name, text)
            and (found_by(each.name, beginning), each.id) in listed
        ]
        return Found(
            scene, visible, Page(tuple(sorted(kept, key=lambda each: (each.name.casefold(), each.id))), page.next)
        )
