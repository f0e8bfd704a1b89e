"""What the room documents announces: folders, what comes in, and documents from their filing to their end."""

from shared.domain.events.documents import documents, folders, uploads, zips

EVENTS = (
    *folders.EVENTS,
    *documents.EVENTS,
    *uploads.EVENTS,
    *zips.EVENTS,
)
