"""How zips are shown."""

from functions.documents.contracts.zips import LeftOutView, ZipDownloadView, ZippedDocumentView, ZipView
from functions.documents.model.zips import Zip
from functions.documents.service.zips import HandedZip


def shown(of: Zip) -> ZipView:
    return ZipView(
        id=of.id,
        account_id=of.account,
        state=of.state.value,
        name=of.name,
        documents=[
            ZippedDocumentView(document_id=each.document, name=each.name, version=each.version) for each in of.entries
        ],
        left_out=[LeftOutView(document_id=each.document, code=each.code) for each in of.left_out],
        size=of.size,
        failed_for=of.failed_for,
        created_at=of.created_at,
        expires_at=of.expires_at,
    )


def handed_out(of: HandedZip) -> ZipDownloadView:
    return ZipDownloadView(id=of.zip.id, name=of.zip.name, size=of.zip.size, url=of.url, expires_at=of.expires_at)
