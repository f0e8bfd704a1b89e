"""Folders and documents."""

from functions.documents.model.entities import Document, Folder, Origin, Uploader, Version
from functions.documents.model.leaving import Leaving
from functions.documents.repository import items, naming
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, member_id
from shared.domain.principals import ActorKind
from shared.table.actions import create, settle
from shared.table.table import Table
from tests.fakes.clock import START

ACCOUNT = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ1111")
FOLDER = FolderId("fld_01KANQ9Z00H4R6S8TVWXYZ1212")
DOCUMENT = DocumentId("doc_01KANQ9Z00H4R6S8TVWXYZ7777")


def write(table: Table, firm: FirmId) -> None:
    by = Uploader(kind=ActorKind.MEMBER, id=member_id(firm, "olivia@harbor.example"), name="Olivia")
    bytes_ = {"type": "application/pdf", "size": 100, "sha256": "0" * 64, "key": "files/1", "uploader": by}
    document = Document.model_validate(
        {
            **bytes_,
            "firm": firm,
            "id": DOCUMENT,
            "account": ACCOUNT,
            "folder": FOLDER,
            "name": "2025 W-2.pdf",
            "original_name": "2025 W-2.pdf",
            "origin": Origin.TEAM,
            "created_at": START,
            "changed_at": START,
        }
    )
    version = Version.model_validate({**bytes_, "firm": firm, "document": DOCUMENT, "version": 1, "created_at": START})
    folder = Folder(firm=firm, id=FOLDER, account=ACCOUNT, name="Taxes", top=FOLDER)
    table.transact(
        create(items.folder(folder)),
        create(items.document(document)),
        create(items.document(document.trashed(START))),
        create(items.version(version)),
        settle(items.received(document)),
        *map(settle, items.words_of(document)),
        create(items.leaving(Leaving(firm=firm, account=ACCOUNT, since=START))),
    )
    naming.settle(DOCUMENT, naming.place_of(document), lambda _, held: table.transact(*held))
