"""Documents as a link shows them."""

from functions.documents.contracts.guests import (
    GuestDocumentView,
    GuestDownloadView,
    GuestShelfView,
    HeldBackView,
)
from functions.documents.model.sharing import SharedDocument
from functions.documents.service.handing import Handed
from functions.documents.service.sharing import Shelf


def shelf(of: Shelf) -> GuestShelfView:
    return GuestShelfView(title=of.title, documents=[document(each) for each in of.documents])


def document(of: SharedDocument) -> GuestDocumentView:
    refusal, served = of.refusal, of.served
    return GuestDocumentView(
        id=of.id,
        name=of.document.name if of.document and served else None,
        type=served.type if served else None,
        size=served.size if served else None,
        version=served.version if served else None,
        refusal=HeldBackView(code=refusal.code, title=refusal.title) if refusal else None,
    )


def handed_out(of: Handed) -> GuestDownloadView:
    return GuestDownloadView(
        id=of.document.id,
        name=of.document.name,
        version=of.version,
        type=of.type,
        size=of.size,
        sha256=of.sha256,
        url=of.url,
        expires_at=of.expires_at,
    )
