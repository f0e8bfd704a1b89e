"""Files on their way in, and whoever is done sending."""

from datetime import timedelta

from functions.documents import keys
from functions.documents.model.done import Done
from functions.documents.model.entities import Origin, Uploader
from functions.documents.model.uploads import ByLink, Came, Upload
from functions.documents.repository.done import DoneRepository
from functions.documents.repository.uploads import UploadRepository
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.documents.uploads import UploadDoneSignalled
from shared.domain.ids import FirmId, LinkId, UploadId, person_id
from shared.domain.principals import SYSTEM, ActorKind, Provenance, Source
from shared.table.table import Table
from tests.contract.specimens.keeping import ACCOUNT, FOLDER
from tests.fakes.clock import START

UPLOAD = UploadId("upl_01KANQ9Z00H4R6S8TVWXYZ5151")
BY_LINK = UploadId("upl_01KANQ9Z00H4R6S8TVWXYZ5252")
LINK = LinkId("lnk_01KANQ9Z00H4R6S8TVWXYZ5353")


def write(table: Table, firm: FirmId) -> None:
    person = person_id(firm, "jane@doe.example")
    came = Came(correlation_id="specimen", source=Source.MANUAL)
    sent = Upload.model_validate(
        {
            "firm": firm,
            "id": UPLOAD,
            "account": ACCOUNT,
            "folder": FOLDER,
            "name": "2025 W-2.pdf",
            "type": "application/pdf",
            "size": 100,
            "sha256": "0" * 64,
            "origin": Origin.PORTAL,
            "uploader": Uploader(kind=ActorKind.PERSON, id=person, name="Jane"),
            "came": came,
            "created_at": START,
            "look_at": START + timedelta(hours=1),
        }
    )
    way = ByLink(link=LINK, n=1, visit="01")
    dropped = sent.model_copy(update={"id": BY_LINK, "by_link": way})
    uploads = UploadRepository(table)
    for each in (sent, dropped):
        uploads.add(each, None)
    signalled = UploadDoneSignalled(
        firm=firm,
        account=ACCOUNT,
        object=ObjectRef(kind="account", id=ACCOUNT),
        surface="button",
        came_by=None,
        signalled_by="Jane",
    )
    provenance = Provenance(correlation_id="specimen")
    for place in (keys.uploads_done(firm, ACCOUNT), keys.uploads_done_by_link(firm, LINK, "01")):
        said = Done(firm=firm, at=START, by=person)
        DoneRepository(table).signal(place, said, None, Announcement.of(START, SYSTEM, provenance, signalled))
