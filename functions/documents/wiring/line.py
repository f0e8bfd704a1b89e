"""The queue on which it is told what was stored."""

from functools import cache

from functions.documents.wiring.store import StoreEnv
from shared.objects import ObjectLine
from shared.wiring.objects import line


class LineEnv(StoreEnv):
    """What saying again that something was stored takes."""

    storage_queue_url: str


@cache
def _env() -> LineEnv:
    return LineEnv.read()


def storage_line() -> ObjectLine:
    return line(_env().storage_queue_url)
