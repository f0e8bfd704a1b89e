"""The room's scanner, on the stages that have no other: it hears of what was stored as whoever files does."""

from functions.documents.model.news import ObjectStored, read
from functions.documents.wiring.scanner import scanning
from shared.entrypoints.work import messages_entrypoint


def take(message: str) -> None:
    """Look into one stored object, any number of times; ValidationError for what is no news of one."""
    news = read(message)
    if isinstance(news, ObjectStored):
        scanning().look_into(news.key, news.object_version)


handler = messages_entrypoint(take)
