"""What time brings."""

from functools import cache

from functions.documents.repository.uploads import UploadRepository
from functions.documents.service.looking_after import LookingAfter
from functions.documents.wiring import ground, store
from functions.documents.wiring.line import storage_line


@cache
def uploads() -> LookingAfter:
    return LookingAfter(UploadRepository(ground.table()), store.objects(), storage_line(), ground.clock())
