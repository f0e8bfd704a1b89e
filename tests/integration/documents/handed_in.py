"""What clients hand in, and what becomes of its name."""

from typing import Any

from functions.documents import keys, recognition
from functions.documents.model.entities import Document, Origin, Uploader
from local import paper
from shared.directory import keys as tenancy
from shared.domain.ids import DocumentId
from shared.domain.principals import ActorKind
from shared.table import schema
from shared.table.actions import item, settle
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.integration.house import House

W2 = "2025_W-2_JANE-Q-DOE.pdf"


def switch(house: House, **values: Any) -> None:
    fields = {"v": 1, "automatic_renaming": True, **values}
    house.cloud.table.transact(settle(item(tenancy.policy(house.firm), schema.POLICY, **fields)))


def put_in(house: House, content: bytes = b"", account: str | None = None, **more: Any) -> DocumentId:
    """Let Jane put a file in as a client does."""
    fields = {"name": "img_01.pdf", "origin": Origin.PORTAL, **more}
    uploader = Uploader(kind=ActorKind.PERSON, id="per_1", name="Jane Doe")
    return house.cabinet.document(
        account or house.account(), content=content or paper.w2(), **{"uploader": uploader, **fields}
    )


def uploaded(house: House, document: DocumentId) -> dict[str, Any]:
    return queue_event({"detail": said(house, document)})


def said(house: House, document: DocumentId) -> dict[str, Any]:
    standing = look_up(house, document)
    return {
        "id": "01KANQ9Z00H4R6S8TVWXYZ2345-00",
        "name": "document.uploaded",
        "version": 1,
        "occurredAt": "2026-11-22T09:00:00.000Z",
        "firm": house.firm,
        "account": standing.account,
        "actor": {"kind": "person", "id": "per_1", "name": "Jane Doe"},
        "object": {"kind": "document", "id": document},
        "source": "manual",
        "correlationId": "req-9",
        "address": None,
        "browser": None,
        "clientTime": None,
        "data": {
            "document": document,
            "documentVersion": standing.version,
            "folder": standing.folder,
            "isPrivate": False,
            "upload": "upl_01KANQ9Z00H4R6S8TVWXYZ2345",
            "origin": standing.origin.value,
            "uploaderKind": "person",
            "cameBy": None,
            "wanted": None,
            "type": standing.type,
            "size": standing.size,
            "sha256": standing.sha256,
            "isReleased": standing.is_released,
        },
        "personal": {
            "documentName": standing.name,
            "fileName": standing.original_name,
            "uploaderName": "Jane Doe",
        },
    }


def look_up(house: House, document: DocumentId) -> Document:
    standing = house.cloud.table.get(keys.document(house.firm, document))
    assert standing
    return Document.model_validate(standing)


def recognise(house: House, document: DocumentId) -> Document:
    """Tell the room of the upload, twice, as queues do; how the document stands then."""
    for _ in range(2):
        assert recognition.handler(uploaded(house, document), context()) == {"batchItemFailures": []}
    return look_up(house, document)
