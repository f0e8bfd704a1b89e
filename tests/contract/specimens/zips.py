"""Documents in one file."""

from functions.documents.model.zips import Entry, Zip
from functions.documents.repository.zips import ZipRepository
from functions.documents.service.zips import requested
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, ZipId
from shared.domain.principals import SYSTEM, Provenance
from shared.table.table import Table
from tests.fakes.clock import START

ZIP = ZipId("zip_01KANQ9Z00H4R6S8TVWXYZ8888")


def write(table: Table, firm: FirmId) -> None:
    entry = Entry(
        document=DocumentId("doc_01KANQ9Z00H4R6S8TVWXYZ7777"),
        version=1,
        folder=FolderId("fld_01KANQ9Z00H4R6S8TVWXYZ1212"),
        name="2025 W-2.pdf",
        key="files/1",
        size=100,
    )
    account = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ1111")
    asked = Zip(firm=firm, id=ZIP, account=account, owner="mem_1", entries=(entry,), created_at=START)
    ZipRepository(table).add(asked, Announcement.of(START, SYSTEM, Provenance("req-1"), requested(asked, None)), None)
