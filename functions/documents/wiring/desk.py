"""Folders and documents where they lie, for members and persons."""

from functions.documents.repository.documents import DocumentRepository
from functions.documents.repository.folders import FolderRepository
from functions.documents.service.approval import ApprovalService
from functions.documents.service.changing import ChangingService
from functions.documents.service.downloads import DownloadService
from functions.documents.service.finding import Finder
from functions.documents.service.folders import FolderService
from functions.documents.service.listing import DocumentLists
from functions.documents.wiring import store
from shared.wiring import ground


def folders() -> FolderService:
    return FolderService(FolderRepository(ground.table()), ground.directory(), ground.clock())


def documents() -> DocumentRepository:
    return DocumentRepository(ground.table())


def finder() -> Finder:
    return Finder(documents(), ground.directory())


def document_lists() -> DocumentLists:
    return DocumentLists(documents(), finder(), ground.directory())


def changing() -> ChangingService:
    return ChangingService(finder(), documents(), FolderRepository(ground.table()), ground.clock())


def approval() -> ApprovalService:
    return ApprovalService(finder(), documents(), ground.clock())


def downloads() -> DownloadService:
    return DownloadService(finder(), documents(), store.files(), ground.clock())
