"""A link for two, opened and used."""

from datetime import timedelta

from functions.links.model.erasing import Erasing
from functions.links.repository.erasing import stored
from functions.links.repository.links import LinkRepository
from shared.capability import actions
from shared.capability.model import PASS_FOR, SAME_USE_FOR, Link, LinkKind, Pass, Recipient, Target
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.links.sending import LinkCreated
from shared.domain.ids import AccountId, DocumentId, FirmId, LinkId, member_id
from shared.domain.principals import Member, Provenance, Role
from shared.table.actions import create
from shared.table.table import Table
from tests.fakes.clock import START

LINK = LinkId("lnk_01KANQ9Z00H4R6S8TVWXYZ7777")
_ACCOUNT = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ1111")
_DOCUMENT = DocumentId("doc_01KANQ9Z00H4R6S8TVWXYZ8888")


def write(table: Table, firm: FirmId) -> None:
    owner = Member(
        firm, member_id(firm, "olivia@harbor.example"), "Olivia", "olivia@harbor.example", Role.OWNER, frozenset()
    )
    both = {
        "firm": firm,
        "kind": LinkKind.SHARE,
        "account": _ACCOUNT,
        "creator": owner.id,
        "title": "W-2.pdf",
        "targets": (Target(id=_DOCUMENT),),
        "created_at": START,
    }
    link = Link.model_validate({**both, "id": LINK, "creator_name": "Olivia", "recipients": 2})
    lou = {"n": 1, "email": "lou@law.example", "expires_at": START + timedelta(days=7), "sent_at": START}
    first, anyone = (
        Recipient.model_validate({**both, "link": LINK, "proof": "proof", **more}) for more in (lou, {"n": 2})
    )
    made = LinkCreated(
        firm=firm,
        account=_ACCOUNT,
        object=ObjectRef(kind="link", id=LINK),
        kind="share",
        targets=(_DOCUMENT,),
        recipients=2,
        title="W-2.pdf",
    )
    told = Announcement.of(START, owner.actor, Provenance("req-1"), made)
    LinkRepository(table).add(link, [first, anyone], owner, told, None)
    given = {"firm": firm, "link": LINK, "n": 1, "generation": 1, "visit": "01", "expires_at": START + PASS_FOR}
    used = actions.use(first, "once", START, START + SAME_USE_FOR, target=_DOCUMENT, by="Lou")
    along = actions.goes_along(first, "within", START, START + SAME_USE_FOR, target=_DOCUMENT, by="Lou")
    table.transact(actions.admit(Pass.model_validate(given), "0" * 32), used, along)
    table.transact(*actions.visited(anyone, "4f" * 13, "w01"))
    table.transact(create(stored(Erasing(firm=firm, account=_ACCOUNT, since=START))))
