"""Documents where they lie, for members and persons."""

from functions.documents.repository.documents import DocumentRepository
from functions.documents.service.downloads import DownloadService
from functions.documents.service.finding import Finder
from functions.documents.wiring import ground, store


def documents() -> DocumentRepository:
    return DocumentRepository(ground.table())


def finder() -> Finder:
    return Finder(documents(), ground.directory())


def downloads() -> DownloadService:
    return DownloadService(finder(), documents(), store.files(), ground.clock())
