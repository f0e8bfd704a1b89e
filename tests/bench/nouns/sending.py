"""Links of a firm that sends more and more of them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from shared.capability import items
from shared.capability.model import Link, LinkKind, Recipient, Target
from shared.domain.ids import LinkId, new
from shared.table.actions import Item
from tests.bench.grown import Grown, by
from tests.bench.nouns.keeping import DOCUMENT
from tests.bench.stock import ACCOUNT, THE_EMPLOYEE, THE_OWNER
from tests.bench.story import FIRM
from tests.fakes.clock import START

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
