"""What is announced of a link by whoever puts the kernel's actions into a transaction of their own."""

from typing import Any, Protocol

from shared.capability.model import Link, Recipient
from shared.domain.events import ObjectRef
from shared.domain.events.links.bearers import LinkUsed
from shared.domain.ids import DocumentId


class Way(Protocol):
    """By which link something goes out or comes in."""

    @property
    def link(self) -> Link: ...
    @property
    def recipient(self) -> Recipient: ...


def used(by: Way, document: DocumentId, version: int) -> LinkUsed:
    """Tell of a use: the handing out of a document's address, or the filing of a file that was sent."""
    told = {"document": document, "document_version": version, "tells": by.link.tells_use}
    return LinkUsed(**about(by.recipient), **told)


def about(of: Recipient) -> dict[str, Any]:
    """Say what every act of a bearer says of the link."""
    return {**named(of), "creator": of.creator}


def named(of: Recipient) -> dict[str, Any]:
    """Say what every event of one recipient's link says of it."""
    return {
        "firm": of.firm,
        "account": of.account,
        "object": ObjectRef(kind="link", id=of.link),
        "kind": of.kind.value,
        "n": of.n,
        "title": of.title,
        "email": of.email,
    }
