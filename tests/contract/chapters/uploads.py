"""Jane sends what the firm needs for her tax return; not all of it is what it says."""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from unittest.mock import Mock

from functions.documents.model.done import Surface
from functions.documents.model.uploads import Upload, Verdict
from functions.documents.repository.done import DoneRepository
from functions.documents.repository.filing import FilingRepository
from functions.documents.repository.uploads import UploadRepository
from functions.documents.repository.withdrawing import WithdrawingRepository
from functions.documents.service.filing import FilingService
from functions.documents.service.storing import StoringService
from functions.documents.service.uploading.announcing import AnnouncedFile, AnnouncingService
from functions.documents.service.uploading.deciding import DecidingService
from functions.documents.service.uploading.done import DoneService
from functions.documents.service.uploading.seeing import Seeing
from functions.documents.service.withdrawing import WithdrawingService
from shared.capability import actions
from shared.capability.gate import LinkGate
from shared.capability.model import PASS_FOR, LinkKind, Pass, Target
from shared.capability.offer import Offer, pass_proof
from shared.directory import Directory, Policy
from shared.directory import keys as directory_keys
from shared.domain.ids import member_id
from shared.domain.principals import ActorKind, Caller, Identity, Source
from shared.files import Files
from shared.limits import Limiter
from shared.objects import ObjectStore
from shared.published.documents import main_folder_id
from shared.table import schema
from shared.table.actions import body, create, item
from tests.contract.chapters.chapter import Chapter
from tests.contract.chapters.opening import LENAS_PASS
from tests.fakes.imports import Signing
from tests.fakes.links import Site, minted
from tests.fakes.office import OWNER_EMAIL
from tests.fakes.s3 import VersionedS3

if TYPE_CHECKING:
    from shared.table.table import Table
    from tests.contract.telling import Story

_W2 = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


class _Line:
    """The queue of whoever files, which hears at once."""

    def __init__(self, storing: StoringService, story: "Story") -> None:
        self._storing, self._story = storing, story

    def tell(self, key: str, version: str) -> None:
        self._storing.stored(key, version, self._story.office.clock.now)


def _tell(story: "Story") -> None:
    records, clock = story.office.records, story.office.clock
    s3 = VersionedS3(clock, Mock)
    directory, gate = Directory(records), LinkGate(records)
    uploads, objects = UploadRepository(records), ObjectStore(lambda: s3, "bucket")
    filing = FilingService(FilingRepository(records), uploads, objects, clock)
    withdrawing = WithdrawingService(WithdrawingRepository(records), uploads, clock)
    storing = StoringService(uploads, filing, withdrawing, objects, clock, clock)
    limiter, files = Limiter(records, clock), Files(Signing, "bucket", clock)
    announcing = AnnouncingService(uploads, files, objects, directory, gate, limiter, clock)
    deciding = DecidingService(uploads, _Line(storing, story), Seeing(uploads, directory, gate), clock)
    done = DoneService(DoneRepository(records), directory, gate, limiter, clock)
    policy = Policy(v=1, done_uploading_button=True)
    records.transact(create(item(directory_keys.policy(story.firm), schema.POLICY, **body(policy))))

    def jane() -> Caller:
        story.office.wait(minutes=1)
        way = story.way(Source.MANUAL)
        return Caller(Identity(ActorKind.PERSON, story.firm, story.jane, clock.now), way)

    def send(name: str, content: bytes, verdict: Verdict) -> Upload:
        file = AnnouncedFile(name, len(content), "application/pdf", hashlib.sha256(content).hexdigest())
        announced = announcing.by_client(jane(), None, story.account.id, file).upload
        story.office.wait(seconds=9)
        version = s3.put_object(Key=announced.key, Body=content)["VersionId"]
        storing.stored(announced.key, version, clock.now)
        story.office.wait(seconds=4)
        storing.scanned(announced.key, version, verdict)
        return announced

    _announce_all(story, announcing, jane)
    send("img_01.pdf", _W2, Verdict.CLEAN)
    send("free-vacation.pdf", _W2 + b"!", Verdict.INFECTED)
    locked = send("bank statement.pdf", _W2 + b"?", Verdict.UNSUPPORTED)
    story.pause("upload held")
    done.by_client(jane(), story.account.id, Surface.BUTTON)
    deciding.release(story.olivia, locked.id, "Jane told me the password on the phone; it is her bank statement.")
    story.office.wait(minutes=3)
    let_in = uploads.get(story.firm, locked.id)
    storing.scanned(let_in.key, let_in.stored.version if let_in.stored else None, Verdict.INFECTED)


def _announce_all(story: "Story", announcing: AnnouncingService, jane: Callable[[], Caller]) -> None:
    """Everybody announces a file that is sent whole and one that is sent in parts, by each of the three doors."""
    site = Site(story.firm, member_id(story.firm, OWNER_EMAIL), story.account.id)
    folder = main_folder_id(story.firm, story.account.id)
    link, recipient = minted(
        story.office.tokens, site, story.office.clock.now, LinkKind.UPLOAD, [Target(id=folder)], name="Lena Lawson"
    )
    through = {"link": link.id, "n": 1, "generation": 1, "visit": "01"}
    over = story.office.clock.now + PASS_FOR
    given = Pass.model_validate({"firm": story.firm, "expires_at": over, **through})
    table = cast("Table", story.office.records)
    table.transact(*actions.mint(link, recipient), actions.admit(given, pass_proof(LENAS_PASS)))
    story.pause("nothing sent")
    small = AnnouncedFile("Statement 2025.pdf", len(_W2), "application/pdf", hashlib.sha256(_W2).hexdigest())
    large = AnnouncedFile("Ledger 2025.zip", 209_715_200, "application/zip", "5b" * 32)
    offer = Offer(story.office.tokens.derive(recipient.claims), LENAS_PASS)
    for file in (small, large):
        announcing.by_member(story.olivia, None, story.account.id, file)
        announcing.by_client(jane(), None, story.account.id, file)
        announcing.by_bearer(offer, story.way(Source.LINK), None, file)
    story.pause("uploads announced")


CHAPTERS = (Chapter("uploads", "in", _tell),)
