"""What those do who hold a link: open it, ask for its code and mistype it, fetch a document, ask for more time."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from functions.documents.model.entities import Document, Origin, Uploader, Version
from functions.documents.repository import items as documents
from functions.documents.repository.sharing import SharingRepository
from functions.documents.service.sharing import SharingService
from functions.links.repository.openings import OpeningRepository
from functions.links.service.opening import OpeningService, Visitor
from shared.capability import TokenKey, actions
from shared.capability.codes import Codes
from shared.capability.gate import LinkGate
from shared.capability.model import LinkKind, Pass, Target
from shared.capability.offer import Offer, pass_proof
from shared.capability.refusals import LinkShutError, OtpWrongError
from shared.domain.ids import DocumentId, member_id, new
from shared.domain.principals import ActorKind, Source
from shared.files import Download
from shared.limits import Limiter
from tests.contract.chapters.chapter import Chapter
from tests.fakes.kms import KEY_ID, FakeKms
from tests.fakes.links import Site, minted
from tests.fakes.office import OWNER_EMAIL

if TYPE_CHECKING:
    from shared.files import Files
    from shared.table.table import Table
    from tests.contract.telling import Story

# Drawn by lot where it is given; here the same in each telling.
LENAS_PASS = "bGVuYSBsYXdzb24gY2FtZSB0aHJvdWdoIHRoZSBnYXRlcy4u"


class _Signed:
    """Signs no address: nothing of one is told."""

    def download(self, key: str, version: str | None, name: str, until: datetime | None = None) -> Download:
        return Download(f"{key} {version} {name}", until or datetime.max.replace(tzinfo=UTC))


class _Door:
    """The services behind the door, over the story's records."""

    def __init__(self, story: "Story") -> None:
        self._story = story
        kms: Any = FakeKms()
        table, clock = cast("Table", story.office.records), story.office.clock
        gate, limiter = LinkGate(table), Limiter(table, clock)
        self.codes = Codes(TokenKey(lambda: kms, KEY_ID))
        self.opening = OpeningService(OpeningRepository(table, limiter), gate, self.codes, limiter, clock)
        files = cast("Files", _Signed())
        self.sharing = SharingService(SharingRepository(table), gate, files, limiter, clock)

    def document(self) -> DocumentId:
        """File the statement of account."""
        story, made = self._story, DocumentId(new("doc", self._story.office.clock.now))
        by = Uploader(kind=ActorKind.MEMBER, id=member_id(story.firm, OWNER_EMAIL), name="Olivia Reed")
        bytes_ = {"type": "application/pdf", "size": 48_213, "sha256": "5b" * 32, "key": f"files/{story.firm}/{made}/1"}
        both = {
            "firm": story.firm,
            "uploader": by,
            "created_at": story.office.clock.now,
            "object_version": "1",
            **bytes_,
        }
        fields = {
            **both,
            "id": made,
            "account": story.account.id,
            "folder": f"fld_{made[4:]}",
            "name": "Statement 2025.pdf",
            "original_name": "Statement 2025.pdf",
            "origin": Origin.TEAM,
            "changed_at": story.office.clock.now,
        }
        story.office.records.put(documents.document(Document.model_validate(fields)))
        story.office.records.put(documents.version(Version.model_validate({**both, "document": made, "version": 1})))
        return made

    def share(self, document: DocumentId, **more: Any) -> str:
        """Send it to the lawyer, or to whom is named; the token."""
        story = self._story
        site = Site(story.firm, member_id(story.firm, OWNER_EMAIL), story.account.id)
        link, recipient = minted(
            story.office.tokens, site, story.office.clock.now, LinkKind.SHARE, [Target(id=document)], **more
        )
        cast("Table", story.office.records).transact(*actions.mint(link, recipient))
        self.recipient = recipient
        return story.office.tokens.derive(recipient.claims)

    def standing_code(self, token: str) -> str:
        return self.codes.of(self.opening.look(Offer(token)).scene.recipient)


def _opening(story: "Story") -> None:
    """Lena fetches what Olivia shared with her; another link asks for a code, a third ran out, a fourth is Jane's."""
    door, way = _Door(story), story.way
    document = door.document()
    token = door.share(document)
    story.pause("shared")
    story.office.wait(minutes=12)
    door.opening.open(Offer(token), Visitor(), None, way(Source.LINK))
    through = {"link": door.recipient.link, "n": 1, "generation": 1, "visit": "01"}
    over = story.office.clock.now.replace(hour=23, minute=59)
    given = Pass.model_validate({"firm": story.firm, "expires_at": over, **through})
    cast("Table", story.office.records).transact(actions.admit(given, pass_proof(LENAS_PASS)))
    story.pause("through the gates")
    story.office.wait(minutes=1)
    door.sharing.download(Offer(token, LENAS_PASS), document, way(Source.LINK))
    guarded = door.share(document, needs_code=True)
    story.pause("guarded")
    door.opening.ask_code(Offer(guarded), way(Source.LINK), None)
    wrong = f"{(int(door.standing_code(guarded)) + 1) % 10**6:06}"
    for _ in range(5):
        story.office.wait(seconds=20)
        with suppress(OtpWrongError, LinkShutError):
            door.opening.open(Offer(guarded), Visitor(), wrong, way(Source.LINK))
    door.share(document, email="jane@doe.example", name="Jane Doe", needs_login=True)
    story.pause("for Jane alone")
    late = door.share(document, days=2)
    story.office.wait(days=2, hours=3)
    story.pause("run out")
    door.opening.ask_renewal(Offer(late), way(Source.LINK))


CHAPTERS = (Chapter("opening", "in", _opening),)
