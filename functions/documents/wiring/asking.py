"""What becomes of a word that all is sent."""

from functools import cache

from functions.documents.repository.done import DoneRepository
from functions.documents.service.uploading.asking import AskingService
from shared.wiring import ground


@cache
def asking() -> AskingService:
    return AskingService(DoneRepository(ground.table()))
