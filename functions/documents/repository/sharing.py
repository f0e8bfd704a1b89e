"""What lies behind a share link, and handing it out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from functions.documents.model.entities import Document, Version
from functions.documents.model.sharing import SharedDocument
from shared.capability import actions, targets
from shared.capability import keys as links
from shared.capability.gate import LinkScene
from shared.capability.model import Recipient, StoredUse, Target
from shared.domain.events import Announcement
from shared.domain.ids import DocumentId
from shared.published import keys
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.table import Table


class SharingRepository:
    """Reads documents out of what the gate saw, and writes uses. The gate reads the documents themselves anyway."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def beside(self, recipient: Recipient, *documents: DocumentId) -> Iterable[Key]:
        """Name what must be read along to show these documents, or all of the link's: locks, and pinned versions."""
        for each in recipient.targets:
            if not documents or each.id in documents:
                document = DocumentId(each.id)
                yield keys.lock(recipient.firm, document)
                if each.version is not None:
                    yield keys.version(recipient.firm, document, each.version)

    def shared(self, scene: LinkScene) -> tuple[SharedDocument, ...]:
        """Give the link's documents in its own order, as far as they were read along."""
        return tuple(_shared(scene, each) for each in scene.recipient.targets)

    def use_key(self, recipient: Recipient, name: str) -> Key:
        return links.use(recipient.firm, recipient.link, name)

    def use(self, scene: LinkScene, name: str) -> StoredUse | None:
        standing = scene.items.get(self.use_key(scene.recipient, name))
        return StoredUse.model_validate(standing) if standing else None

    def hand_out(
        self,
        scene: LinkScene,
        name: str,
        now: datetime,
        until: datetime,
        target: DocumentId,
        announcement: Announcement,
        along: Mapping[str, DocumentId] = MappingProxyType({}),
    ) -> None:
        """Spend a use and record it; SameUseError when it is recorded and goes on.

        `along` names the documents that are handed out by it besides, each of which goes on with it.
        """
        by = scene.bearer.name
        self._table.transact(
            actions.use(scene.recipient, name, now, until, target=target, by=by),
            actions.spend(scene.recipient, now),
            actions.standing(scene.link),
            outbox(announcement),
            *(actions.goes_along(scene.recipient, each, now, until, target=of, by=by) for each, of in along.items()),
        )


def _shared(scene: LinkScene, target: Target) -> SharedDocument:
    firm, document = scene.recipient.firm, DocumentId(target.id)
    if targets.document_of(scene.recipient, target, scene.items) is None:
        return SharedDocument(document)
    standing = Document.model_validate(scene.items[keys.document(firm, document)])
    is_locked = keys.lock(firm, document) in scene.items
    return SharedDocument(document, standing, _served(scene, target, standing), is_locked)


def _served(scene: LinkScene, target: Target, document: Document) -> Document | Version | None:
    if target.version is None:
        return document
    pinned = scene.items.get(keys.version(document.firm, document.id, target.version))
    version = Version.model_validate(pinned) if pinned else None
    return version if version and version.is_clean else None
