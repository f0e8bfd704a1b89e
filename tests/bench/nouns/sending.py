"""Links of a firm that sends more and more of them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from functions.links.wiring.leaving import erasing
from shared.capability import items
from shared.capability.model import Link, LinkKind, Recipient, Target
from shared.domain.ids import AccountId, LinkId, new
from shared.table.actions import Item
from tests.bench.grown import Grown, by
from tests.bench.nouns.keeping import DOCUMENT
from tests.bench.stock import ACCOUNT, THE_EMPLOYEE, THE_OWNER
from tests.bench.story import FIRM
from tests.fakes.clock import START
from tests.fakes.faults import KilledError

if TYPE_CHECKING:
    from tests.bench.firm import Firm

_KINDS = ("share", "upload", "sign", "pay", "request")
_STATES = ("active", "expired", "exhausted", "revoked", "completed", "suspended")

LISTS: tuple[Grown, ...] = (
    *by(
        THE_OWNER,
        "/v1/links",
        {"account": ACCOUNT},
        {"creator": THE_OWNER},
        *({"kind": each} for each in _KINDS),
        *({"state": each} for each in _STATES),
    ),
    *by(THE_EMPLOYEE, "/v1/links"),
    *by(THE_OWNER, "/v1/links/expiring", {"days": "30"}),
    *by(THE_EMPLOYEE, "/v1/links/expiring"),
    *by(THE_OWNER, "/v1/links/accounts/{account_id}/recipients"),
)
BOUNDED = {"/v1/links/{link_id}": "a link has 20 recipients and 30 targets at most; of what was done, the newest 100"}
WEIGHED = {"/v1/links": "", "/v1/links/expiring": "", "/v1/links/accounts/{account_id}/recipients": "accounts"}
EXCEPTIONS = {
    "GET /v1/links/{link_id}": (
        "3 reads: whom it is for, which names the account; who asks, with all that its state depends on; and the "
        "newest 100 openings and uses."
    ),
}
REMARKS = {
    "links-consumer": (
        "A letter takes 1 read, or 2 for who answers for the link or tries it out, and 2 writes: the ledger takes it "
        "in hand before SES does, and notes that it went. A member who leaves takes 3 reads for each 45 recipients of "
        "links they answer for, 1 for the members of each account, and 1 write for each link that passes on or waits."
    ),
    "links-jobs": (
        "A step takes 4 reads: the job, its starter, up to 25 recipients with their heads, and the accounts. It takes "
        "1 write for each link it ends and 1 for itself. To find which are meant takes 1 read for each hundred, "
        "and 1 more for their accounts when who asks does not see all."
    ),
    "links-schedule": (
        "1 read for each of 8 shards of each kind of timer; for each that is due 1 read and 1 write. "
        "Of an account that is erased, 1 read for each hundred links, 2 reads and 1 write for each of them, and 1 read "
        "and 1 write for each hundred openings and uses: 500 items a minute."
    ),
}


def one_more(number: int) -> Iterator[Item]:
    """A link to somebody, which runs out in a month."""
    at = START + timedelta(seconds=number)
    made = LinkId(new("lnk", at))
    targets = (Target(id=DOCUMENT),)
    both = {"firm": FIRM, "kind": LinkKind.SHARE, "account": ACCOUNT, "creator": THE_OWNER, "title": "Statement.pdf"}
    head = {**both, "id": made, "creator_name": "Olivia Reed", "targets": targets, "recipients": 1, "created_at": at}
    yield items.link(Link.model_validate(head))
    until = START + timedelta(days=20, seconds=number)
    to = {"link": made, "n": 1, "email": f"lena{number:05}@law.example", "proof": "0" * 64, "expires_at": until}
    yield items.recipient(Recipient.model_validate({**both, **to, "targets": targets, "created_at": at, "sent_at": at}))


def live(firm: "Firm") -> None:
    """Let a paper of each client go to their lawyer."""
    outside, clock = firm.house.outside, firm.cloud.clock
    for (_, account), document in zip(firm.clients, firm.others["documents"], strict=False):
        firm.house.wait(minutes=3)
        email = f"rechtsanwaltskanzlei-{account[-6:].lower()}@kanzlei-und-partner.example"
        outside.share(
            account, document, emails=(email,), name="Dr. Schwarzenbacher", expires_at=clock.now + timedelta(30)
        )
    _erase(firm)


def _erase(firm: "Firm") -> None:
    """Let an account go for good; what takes its links away dies on the way."""
    account = firm.call("POST", "/v1/accounts", body={"name": "Ibáñez Hermanos S.A.", "kind": "company"})["id"]
    firm.house.outside.share(account, firm.house.cabinet.document(account, "Escritura de disolución.pdf"))
    firm.cloud.client("dynamodb").fail("transact_write_items", nth=2, error=KilledError)
    with suppress(KilledError):
        erasing().begin(firm.house.firm, AccountId(account))
    firm.cloud.restart()
