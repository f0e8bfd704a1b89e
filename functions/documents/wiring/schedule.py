"""What time brings."""

from functools import cache

from functions.documents.repository.uploads import UploadRepository
from functions.documents.service.looking_after import LookingAfter
from functions.documents.wiring import store
from functions.documents.wiring.line import storage_line
from shared.wiring import ground


@cache
def uploads() -> LookingAfter:
    return LookingAfter(UploadRepository(ground.table()), store.objects(), storage_line(), ground.clock())
