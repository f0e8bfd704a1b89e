"""What Olivia, Jane and Lena, who holds a link, want in one file; and a name that Jane does not want."""

from typing import TYPE_CHECKING, cast

from functions.documents.model.entities import Document, Origin, Uploader, Version
from functions.documents.model.zips import Zip
from functions.documents.repository import items, naming
from functions.documents.repository.sharing import SharingRepository
from functions.documents.repository.zips import ZipRepository
from functions.documents.service.shared_zips import SharedZipService
from functions.documents.service.zips import ZipService
from shared.capability import actions
from shared.capability.gate import LinkGate
from shared.capability.model import LinkKind, Pass, Target
from shared.capability.offer import Offer, pass_proof
from shared.directory import Directory
from shared.domain.ids import DocumentId, member_id, new
from shared.domain.principals import ActorKind, Caller, Source
from shared.files import Files
from shared.limits import Limiter
from shared.published.documents import main_folder_id
from tests.contract.chapters.chapter import Chapter
from tests.contract.chapters.opening import LENAS_PASS
from tests.fakes.imports import Signing
from tests.fakes.links import Site, minted
from tests.fakes.office import OWNER_EMAIL

if TYPE_CHECKING:
    from shared.table.table import Table
    from tests.contract.telling import Story


def _file(story: "Story", name: str, **more: object) -> DocumentId:
    now, made = story.office.clock.now, DocumentId(new("doc", story.office.clock.now))
    by = Uploader(kind=ActorKind.PERSON, id=story.jane, name="Jane Doe")
    both = {
        "firm": story.firm,
        "uploader": by,
        "created_at": now,
        "object_version": "1",
        "type": "application/pdf",
        "size": 48_213,
        "sha256": "5b" * 32,
        "key": f"files/{story.firm}/{made}/1",
    }
    fields = {
        **both,
        "id": made,
        "account": story.account.id,
        "folder": main_folder_id(story.firm, story.account.id),
        "name": name,
        "original_name": name,
        "origin": Origin.PORTAL,
        "changed_at": now,
        **more,
    }
    document, table = Document.model_validate(fields), cast("Table", story.office.records)
    story.office.records.put(items.document(document))
    naming.settle(made, naming.place_of(document), lambda _, held: table.transact(*held))
    story.office.records.put(items.version(Version.model_validate({**both, "document": made, "version": 1})))
    return made


def _zips(story: "Story") -> None:
    table, clock = cast("Table", story.office.records), story.office.clock
    files, zips, directory = Files(Signing, "bucket", clock), ZipRepository(table), Directory(table)
    service = ZipService(zips, directory, files, clock)
    shared = SharedZipService(zips, SharingRepository(table), LinkGate(table), files, Limiter(table, clock), clock)
    document = _file(story, "2025_W-2_JANE-DOE.pdf", original_name="img_01.pdf", recognised_as="W-2")
    site = Site(story.firm, member_id(story.firm, OWNER_EMAIL), story.account.id)
    link, recipient = minted(story.office.tokens, site, clock.now, LinkKind.SHARE, [Target(id=document)])
    through = {"link": link.id, "n": 1, "generation": 1, "visit": "01", "expires_at": clock.now.replace(hour=23)}
    given = Pass.model_validate({"firm": story.firm, **through})
    table.transact(*actions.mint(link, recipient), actions.admit(given, pass_proof(LENAS_PASS)))
    offer = Offer(story.office.tokens.derive(recipient.claims), LENAS_PASS)
    story.pause("papers in hand")

    asked: list[Zip] = [service.ask(story.olivia, story.account.id, [document], None)]
    story.office.wait(minutes=1)
    jane = Caller(story.office.caller(story.firm, story.jane).identity, story.way(Source.MANUAL))
    asked.append(service.ask(jane, story.account.id, [document], None))
    asked.append(shared.ask(offer, [document], story.way(Source.LINK), None))
    for each in asked:
        zips.finish(each.made(48_341, "1"))
    story.pause("papers in one file")


CHAPTERS = (Chapter("zips", "in", _zips),)
