"""What Olivia does with links: she shares, extends, revokes, takes over; and what time does to them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from functions.documents.model.entities import Document, Origin, Uploader
from functions.documents.repository import items as documents
from functions.links.model.drafts import To
from functions.links.model.expiry import Expiry
from functions.links.repository.erasing import ErasingRepository
from functions.links.repository.handovers import HandoverRepository
from functions.links.repository.links import LinkRepository
from functions.links.repository.timers import TimerRepository
from functions.links.service.acts import ActService
from functions.links.service.erasing import ErasingService
from functions.links.service.leaving import LeavingService
from functions.links.service.making import MakingService
from functions.links.service.sweeping import SweepingService
from shared.capability import actions, opening
from shared.capability.model import LinkKind, Recipient, Target
from shared.directory import Directory
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.members import MemberDeactivated
from shared.domain.ids import DocumentId, LinkId, member_id, new
from shared.domain.principals import Actor, ActorKind, Source
from tests.contract.chapters.chapter import Chapter
from tests.fakes.links import Site, minted
from tests.fakes.office import ORIGIN, OWNER_EMAIL

if TYPE_CHECKING:
    from shared.table.table import Table
    from tests.contract.telling import Story


class _Desk:
    """The services of the team, over the story's records."""

    def __init__(self, story: "Story") -> None:
        office = story.office
        self._story = story
        self.table = cast("Table", office.records)
        directory, links = Directory(office.records), LinkRepository(office.records)
        self.making = MakingService(links, directory, office.tokens, office.clock)
        self.acts = ActService(links, directory, office.tokens, ORIGIN, office.clock)
        self.sweeping = SweepingService(TimerRepository(office.records), office.clock)
        erasing = ErasingService(ErasingRepository(office.records), office.clock)
        self.leaving = LeavingService(HandoverRepository(office.records), erasing, office.clock)

    def document(self) -> DocumentId:
        """File last year's return."""
        story, made = self._story, DocumentId(new("doc", self._story.office.clock.now))
        by = Uploader(kind=ActorKind.MEMBER, id=member_id(story.firm, OWNER_EMAIL), name="Olivia Reed")
        fields = {
            "firm": story.firm,
            "id": made,
            "account": story.account.id,
            "folder": f"fld_{made[4:]}",
            "name": "Return 2024.pdf",
            "original_name": "Return 2024.pdf",
            "origin": Origin.TEAM,
            "uploader": by,
            "created_at": story.office.clock.now,
            "changed_at": story.office.clock.now,
            "type": "application/pdf",
            "size": 20_480,
            "sha256": "7c" * 32,
            "key": f"files/{story.firm}/{made}/1",
            "object_version": "1",
        }
        story.office.records.put(documents.document(Document.model_validate(fields)))
        return made

    def put(self, document: DocumentId, **more: Any) -> Recipient:
        """Let a link stand that went out before."""
        story = self._story
        site = Site(story.firm, member_id(story.firm, OWNER_EMAIL), story.account.id)
        targets = [Target(id=document)]
        link, recipient = minted(story.office.tokens, site, story.office.clock.now, LinkKind.SHARE, targets, **more)
        self.table.transact(*actions.mint(link, recipient))
        return recipient


def _sending(story: "Story") -> None:
    """Jane and her lawyer get last year's return; he gets his address again and more time, she is revoked."""
    desk, office = _Desk(story), story.office
    document = desk.document()
    story.pause("papers filed")
    to = (
        To("recipients.0", Expiry.BY_POLICY, email="jane@doe.example", contact=story.contact.id),
        To("recipients.1", office.clock.now + timedelta(days=60), email="lena@lawfirm.example", name="Lena Lawson"),
    )
    made = desk.making.share(
        story.olivia,
        None,
        account=story.account.id,
        documents=[Target(id=document)],
        to=to,
        message="For our meeting on Tuesday.",
        tells_use=True,
    )
    link = made.link.id
    office.wait(minutes=7)
    story.pause("links made")
    desk.acts.address(story.olivia, link, 2)
    desk.acts.extend(story.olivia, link, 2, seen=1, until=None)
    desk.acts.revoke(story.olivia, link, 1)
    office.wait(minutes=2)
    desk.acts.resend(story.olivia, link, 2, None, until=Expiry.BY_POLICY)
    desk.put(document, days=30)
    office.wait(days=29)
    desk.sweeping.announce()
    office.wait(days=1)
    desk.sweeping.announce()


def _left(story: "Story") -> None:
    """Emil is gone, and what he shared waits for Olivia; Lena asked for more time in vain."""
    desk, office = _Desk(story), story.office
    document = desk.document()
    emil = {"creator": story.emil, "head": {"creator": story.emil, "creator_name": "Emil Brandt"}}
    his = desk.put(document, **emil)
    late = desk.put(document, days=1)
    office.wait(minutes=4)
    story.pause("left behind")
    olivia = Actor(ActorKind.MEMBER, member_id(story.firm, OWNER_EMAIL), "Olivia Reed")
    gone = MemberDeactivated(
        firm=story.firm, object=ObjectRef(kind="member", id=story.emil), member=story.emil, member_name="Emil Brandt"
    )
    (told,) = Announcement.of(office.clock.now, olivia, story.way(Source.MANUAL), gone).envelopes()
    desk.leaving.settle(told, story.emil)
    desk.acts.take_over(story.olivia, his.link)
    office.wait(days=2)
    desk.table.transact(opening.renewal_asked(late, office.clock.now))
    story.pause("more time asked")
    desk.acts.decline_renewal(story.olivia, LinkId(late.link), 1)


CHAPTERS = (Chapter("sending", "in", _sending), Chapter("left", "in", _left))
