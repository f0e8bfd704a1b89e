"""What the room does by itself: what time brings, and what becomes of an account's documents."""

from typing import Any

from functions.documents import consumer, schedule
from functions.documents.model.uploads import FILED_PREFIX
from shared.domain.ids import bare
from shared.table import schema
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.integration.house import House

# All kinds of items that stand for what is kept.
KEPT = {
    each.name
    for each in (
        schema.FOLDER,
        schema.DOCUMENT,
        schema.DOCUMENT_VERSION,
        schema.DOCUMENT_NAME,
        schema.DOCUMENT_WORD,
        schema.RECEIVED,
        schema.DOCUMENTS_LEAVING,
        schema.UPLOAD,
        schema.UPLOADS_DONE,
        schema.ZIP,
    )
}


def sweep() -> dict[str, Any]:
    return schedule.handler({"source": "aws.events"}, context())


def hear(house: House, *names: str) -> dict[str, Any]:
    """Give the room all events of these names, in one batch."""
    told = [{"detail": each} for each in house.cloud.announced() if each["name"] in names]
    return consumer.handler(queue_event(*told), context())


def kept(house: House) -> list[dict[str, Any]]:
    """Every item there is of what is kept."""
    return [each for each in house.cloud.items() if each["et"]["S"] in KEPT]


def bytes_of(house: House) -> list[str]:
    """The keys of all that lies in the bucket of what was filed, old versions and marks of deletion included."""
    below = f"{FILED_PREFIX}/{bare(house.firm)}/"
    return [key for key, held in house.cloud.bucket.kept.items() if key.startswith(below) for _ in held]
