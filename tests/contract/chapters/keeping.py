"""What becomes of what is kept: Olivia sets folders up and files papers, Jane looks, corrects, approves."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from functions.documents.model.entities import Document, Origin, Uploader, Version
from functions.documents.model.tree import Rights
from functions.documents.repository import items, naming
from functions.documents.repository.documents import DocumentRepository
from functions.documents.repository.folders import FolderRepository
from functions.documents.repository.purging import PurgingRepository
from functions.documents.service.approval import ApprovalService
from functions.documents.service.changing import ChangingService
from functions.documents.service.downloads import DownloadService
from functions.documents.service.finding import Finder
from functions.documents.service.folders import FolderService
from functions.documents.service.purging import PurgingService
from shared.domain.ids import DocumentId, FolderId, member_id, new
from shared.domain.principals import ActorKind, Caller, Source
from shared.files import Download
from shared.published.documents import Permission, main_folder_id
from shared.table.actions import Action, create
from tests.contract.chapters.chapter import Chapter
from tests.fakes.office import OWNER_EMAIL

if TYPE_CHECKING:
    from shared.table.table import Table
    from tests.contract.telling import Story


class _Bucket:
    """Signs no address and holds no bytes: nothing of either is told."""

    def download(self, key: str, version: str | None, name: str, until: datetime | None = None) -> Download:
        return Download(f"{key} {version} {name}", until or datetime.max.replace(tzinfo=UTC))

    def erase(self, prefix: str) -> None:
        assert prefix


class _Cabinet:
    """The services of what is kept, over the story's records."""

    def __init__(self, story: "Story") -> None:
        self._story = story
        office, bucket = story.office, _Bucket()
        self._table = cast("Table", office.records)
        documents, directory = DocumentRepository(self._table), office.directory
        finder = Finder(documents, directory)
        self.folders = FolderService(FolderRepository(self._table), directory, office.clock)
        self.changing = ChangingService(finder, documents, FolderRepository(self._table), office.clock)
        self.approval = ApprovalService(finder, documents, office.clock)
        self.downloads = DownloadService(finder, documents, bucket, office.clock)
        self.purging = PurgingService(PurgingRepository(self._table), bucket, office.clock)

    @property
    def main(self) -> FolderId:
        return main_folder_id(self._story.firm, self._story.account.id)

    def file(self, name: str, by: Uploader, origin: Origin) -> DocumentId:
        """File a document as it comes out of the checks."""
        story, now = self._story, self._story.office.clock.now
        made = DocumentId(new("doc", now))
        bytes_: dict[str, Any] = {"type": "application/pdf", "size": 48_213, "sha256": "5b" * 32}
        both = {"firm": story.firm, "uploader": by, "created_at": now, "key": f"files/{story.firm}/{made}/1", **bytes_}
        fields = {**both, "id": made, "account": story.account.id, "folder": self.main, "name": name, "changed_at": now}
        filed = Document.model_validate({**fields, "original_name": name, "origin": origin})
        version = Version.model_validate({**both, "document": made, "version": 1})

        def write(_: str, held: list[Action]) -> None:
            written = (items.document(filed), items.version(version), *items.words_of(filed))
            self._table.transact(*map(create, written), *held)

        naming.settle(made, naming.place_of(filed), write)
        return made


def _keeping(story: "Story") -> None:
    """A folder comes, changes and goes; a document is named, moved, approved, thrown away and fetched back."""
    office, cabinet = story.office, _Cabinet(story)
    olivia = Uploader(kind=ActorKind.MEMBER, id=member_id(story.firm, OWNER_EMAIL), name="Olivia Reed")
    jane = Uploader(kind=ActorKind.PERSON, id=story.jane, name="Jane Doe", contact=story.contact.id)

    def by_jane() -> Caller:
        office.wait(minutes=2)
        return Caller(office.caller(story.firm, story.jane).identity, story.way(Source.MANUAL))

    account = story.account.id
    story.pause("empty cabinet")
    taxes = cabinet.folders.add(story.olivia, None, account, name="Taxes", parent=None, rights=Rights(Permission.VIEW))
    year = cabinet.folders.add(story.olivia, None, account, name="2025", parent=taxes.id, rights=None)
    returned = cabinet.file("return.pdf", olivia, Origin.TEAM)
    scan = cabinet.file("scan_0001.pdf", jane, Origin.PORTAL)
    story.pause("filed")
    cabinet.folders.edit(
        story.olivia, account, taxes.id, seen=1, name=None, permission=Permission.EDIT, overrides=None, is_private=None
    )
    cabinet.changing.rename(by_jane(), scan, seen=1, name="W-2 2025.pdf")
    cabinet.downloads.hand_out(story.olivia, scan, None, version=None, is_view=True)
    cabinet.changing.move(story.olivia, returned, seen=1, folder=year.id)
    cabinet.approval.ask(story.olivia, returned)
    story.pause("approval asked")
    cabinet.downloads.hand_out(by_jane(), returned, None, version=None, is_view=False)
    cabinet.approval.disapprove(by_jane(), returned, "Line 7 is last year's.")
    cabinet.approval.ask(story.olivia, returned)
    cabinet.approval.approve(by_jane(), returned)
    cabinet.changing.trash(story.olivia, scan)
    story.pause("thrown away")
    cabinet.changing.restore(story.olivia, scan)
    cabinet.changing.move(story.olivia, returned, seen=2, folder=cabinet.main)
    cabinet.folders.move(story.olivia, account, year.id, seen=2, parent=None)
    cabinet.folders.delete(story.olivia, account, None, year.id)
    cabinet.changing.trash(story.olivia, scan)
    office.wait(days=120)
    cabinet.purging.purge()


CHAPTERS = (Chapter("keeping", "in", _keeping),)
