"""What a link is for, as the gate sees it: read along with every call, for one whose targets are gone opens nothing."""

from collections.abc import Mapping

from shared.capability.model import Link, LinkKind, Recipient, Target
from shared.domain.ids import DocumentId, FolderId
from shared.published import keys as published
from shared.published.documents import DocumentRecord, main_folder_id
from shared.table.actions import Item
from shared.table.keys import Key

# Either says what a link is for.
type Aimed = Link | Recipient


def keys_of(recipient: Aimed) -> tuple[Key, ...]:
    """Name where its targets stand."""
    return tuple(_key(recipient, each) for each in recipient.targets)


def are_gone(recipient: Aimed, items: Mapping[Key, Item]) -> bool:
    """Tell whether nothing is left of what it is for; one of several does not end it."""
    if recipient.kind is LinkKind.SHARE:
        return not any(document_of(recipient, each, items) for each in recipient.targets)
    if recipient.kind is LinkKind.UPLOAD:
        return not any(_is_folder(recipient, each, items) for each in recipient.targets)
    return False


def document_of(recipient: Aimed, target: Target, items: Mapping[Key, Item]) -> DocumentRecord | None:
    """Find a document behind a link; None when it is gone, in the trash, or was let in by hand.

    Of a pinned version, what matters is that version's scan and not the latest's: its own record tells.
    """
    standing = items.get(published.document(recipient.firm, DocumentId(target.id)))
    if standing is None:
        return None
    record = DocumentRecord.model_validate(standing)
    if target.version is not None:
        return record if record.trashed_at is None else None
    return record if record.is_servable_by_link else None


def _is_folder(recipient: Aimed, target: Target, items: Mapping[Key, Item]) -> bool:
    if target.id == main_folder_id(recipient.firm, recipient.account):
        return True
    return published.folder(recipient.firm, recipient.account, FolderId(target.id)) in items


def _key(recipient: Aimed, target: Target) -> Key:
    if recipient.kind is LinkKind.SHARE:
        return published.document(recipient.firm, DocumentId(target.id))
    return published.folder(recipient.firm, recipient.account, FolderId(target.id))
