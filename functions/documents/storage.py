"""The room's second queue: what S3 stored under the prefix of uploads, and what the scanner found in it."""

from contextlib import suppress

from functions.documents.model.news import ObjectScanned, read
from functions.documents.model.uploads import pause_after
from functions.documents.wiring.line import storage_line
from functions.documents.wiring.storage import storing
from shared.domain.errors import UnavailableError
from shared.entrypoints.work import messages_entrypoint


def take(message: str) -> None:
    """Take one piece of news, any number of times and in any order; ValidationError for what is none."""
    news = read(message)
    if isinstance(news, ObjectScanned):
        storing().scanned(news.key, news.object_version, news.verdict)
    else:
        storing().stored(news.key, news.object_version, news.time)


def put_off(receipt: str, tries: int) -> None:
    """Take news that failed up again soon; where that cannot be said it comes as late as if the call had died."""
    with suppress(UnavailableError):
        storage_line().put_off(receipt, pause_after(tries))


handler = messages_entrypoint(take, put_off)
