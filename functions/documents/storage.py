"""The room's second queue: what S3 stored under the prefix of uploads, and what the scanner found in it."""

from functions.documents.model.news import ObjectScanned, read
from functions.documents.wiring.storage import storing
from shared.entrypoints.work import messages_entrypoint


def take(message: str) -> None:
    """Take one piece of news, any number of times and in any order; ValidationError for what is none."""
    news = read(message)
    if isinstance(news, ObjectScanned):
        storing().scanned(news.key, news.object_version, news.verdict)
    else:
        storing().stored(news.key, news.object_version, news.time)


handler = messages_entrypoint(take)
