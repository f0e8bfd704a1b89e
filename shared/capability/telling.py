"""What is announced of a link by whoever puts the kernel's actions into a transaction of their own."""

from typing import Any

from shared.capability.gate import LinkScene
from shared.capability.model import Recipient
from shared.domain.events import ObjectRef
from shared.domain.events.links.bearers import LinkUsed
from shared.domain.ids import DocumentId


def used(scene: LinkScene, document: DocumentId, version: int) -> LinkUsed:
    """Tell of a use: the handing out of a document's address."""
    told = {"document": document, "document_version": version, "tells": scene.link.tells_use}
    return LinkUsed(**about(scene.recipient), **told)


def about(of: Recipient) -> dict[str, Any]:
    """Say what every act of a bearer says of the link."""
    return {
        "firm": of.firm,
        "account": of.account,
        "object": ObjectRef(kind="link", id=of.link),
        "kind": of.kind.value,
        "n": of.n,
        "creator": of.creator,
        "title": of.title,
        "email": of.email,
    }
