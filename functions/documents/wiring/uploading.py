"""Uploads, as routes see them."""

from functools import cache

from functions.documents.repository.done import DoneRepository
from functions.documents.repository.uploads import UploadRepository
from functions.documents.service.uploading.announcing import AnnouncingService
from functions.documents.service.uploading.deciding import DecidingService
from functions.documents.service.uploading.done import DoneService
from functions.documents.service.uploading.listing import UploadListService
from functions.documents.service.uploading.seeing import Seeing
from functions.documents.service.uploading.sending import SendingService
from functions.documents.wiring import store
from functions.documents.wiring.line import storage_line
from shared.limits import Limiter
from shared.wiring import ground
from shared.wiring.links import link_gate


@cache
def uploads() -> UploadRepository:
    return UploadRepository(ground.table())


@cache
def _seeing() -> Seeing:
    return Seeing(uploads(), ground.directory(), link_gate())


@cache
def announcing() -> AnnouncingService:
    return AnnouncingService(
        uploads(), store.files(), store.objects(), ground.directory(), link_gate(), _limiter(), ground.clock()
    )


@cache
def sending() -> SendingService:
    return SendingService(uploads(), store.files(), store.objects(), _seeing(), ground.clock())


@cache
def deciding() -> DecidingService:
    return DecidingService(uploads(), storage_line(), _seeing(), ground.clock())


@cache
def lists() -> UploadListService:
    return UploadListService(uploads(), ground.directory(), link_gate(), ground.clock())


@cache
def done() -> DoneService:
    repository = DoneRepository(ground.table())
    return DoneService(repository, ground.directory(), link_gate(), _limiter(), ground.clock())


@cache
def _limiter() -> Limiter:
    return Limiter(ground.table(), ground.clock())
