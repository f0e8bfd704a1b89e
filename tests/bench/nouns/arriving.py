"""What is on its way into an account."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from functions.documents.model.entities import Origin, Uploader
from functions.documents.model.uploads import ByLink, Came, Upload
from functions.documents.repository import items
from shared.capability import Claims, Purpose, TokenKey, Tokens
from shared.capability import items as capability
from shared.capability.model import PASS_FOR, Link, LinkKind, Pass, Recipient, Target, UploadTerms, Wanted
from shared.capability.offer import pass_proof
from shared.domain.ids import LinkId, UploadId, bare, new
from shared.domain.principals import ActorKind, Source
from shared.table.actions import Item
from tests.bench.grown import Grown
from tests.bench.nouns.keeping import MAIN
from tests.bench.stock import ACCOUNT, CONTACT, PERSON, THE_OWNER
from tests.bench.story import FIRM
from tests.fakes.clock import START
from tests.fakes.kms import KEY_ID, FakeKms
from tests.integration.arriving import Arrivals, said

if TYPE_CHECKING:
    from tests.bench.firm import Firm

_LINK = LinkId("lnk_01KANQ9Z00H4R6S8TVWXYZ2346")
_VISIT, _PASS = "visit-7", "a-pass-of-half-an-hour"
_CLAIMS = Claims(Purpose.UPLOAD_LINK, FIRM, bare(_LINK), 1, 1)
_TOKENS = Tokens(TokenKey(FakeKms, KEY_ID))

LISTS = (
    Grown("/v1/uploads", {"account": ACCOUNT}),
    Grown("/v1/portal/uploads", {"account": ACCOUNT}, PERSON),
    Grown(
        "/v1/guest/uploads",
        {},
        None,
        headers={"Portico-Token": _TOKENS.derive(_CLAIMS), "Portico-Pass": _PASS},
    ),
)
EXCEPTIONS = {
    "GET /v1/guest/uploads": "3 reads: the token, all that decides on the link, and a page of what its bearer sent."
}
REMARKS = {
    "documents-storage": (
        "What was stored, and what the scanner says of it, take 1 read and 1 write each; whichever comes second files "
        "the file, which takes 1 read more and 1 write. More than 256 MiB is copied by that much at a time: a "
        "CreateMultipartUpload, an UploadPartCopy for each part and a CompleteMultipartUpload instead of CopyObject."
    ),
    "documents-schedule": (
        "1 read for each of 8 shards of each of 3 kinds of timer; for each that is due 1 read and 1 write."
    ),
}
WEIGHED = {"/v1/guest/uploads": "bearers", "/v1/uploads": "?accounts", "/v1/portal/uploads": "?clients"}


def standing() -> Iterator[Item]:
    """An upload link, and somebody who opened it."""
    both: dict[str, object] = {
        "firm": FIRM,
        "kind": LinkKind.UPLOAD,
        "account": ACCOUNT,
        "creator": THE_OWNER,
        "title": "Papers",
    }
    both |= {"targets": (Target(id=MAIN),), "created_at": START}
    yield capability.link(Link.model_validate({**both, "id": _LINK, "creator_name": "Olivia Reed", "recipients": 1}))
    proof = _TOKENS.proof(_CLAIMS)
    yield capability.recipient(Recipient.model_validate({**both, "link": _LINK, "n": 1, "proof": proof}))
    until = START + PASS_FOR
    held = Pass(firm=FIRM, link=_LINK, n=1, generation=1, expires_at=until, visit=_VISIT)
    yield capability.link_pass(held, pass_proof(_PASS))


def one_more(number: int) -> Iterator[Item]:
    """A file Jane announced, and one of whoever has the link."""
    at = START + timedelta(seconds=number)
    jane = Uploader(kind=ActorKind.PERSON, id=PERSON, name="Jane Doe", contact=CONTACT)
    lena = Uploader(kind=ActorKind.BEARER, id=_LINK, name="Lena", link=_LINK)
    yield items.upload(_upload(at, Origin.PORTAL, jane))
    yield items.upload(_upload(at, Origin.UPLOAD_LINK, lena, by_link=ByLink(link=_LINK, n=1, visit=_VISIT)))


def _upload(at: datetime, origin: Origin, uploader: Uploader, by_link: ByLink | None = None) -> Upload:
    return Upload(
        firm=FIRM,
        id=UploadId(new("upl", at)),
        account=ACCOUNT,
        folder=MAIN,
        name="W-2.pdf",
        type="application/pdf",
        size=1000,
        sha256="0" * 64,
        origin=origin,
        uploader=uploader,
        came=Came(correlation_id="req-7", source=Source.MANUAL),
        by_link=by_link,
        created_at=at,
        look_at=at + timedelta(hours=1),
    )


def live(firm: "Firm") -> None:
    """Let some files come in."""
    arrivals = Arrivals(firm.house)
    for account in firm.accounts[1:40]:
        arrivals.filed(account, name="Kontoauszug Dezember 2025.pdf")
    main = firm.house.cabinet.main(firm.accounts[1])
    headers = firm.opened(firm.house.outside.sent(LinkKind.UPLOAD, firm.accounts[1], main).headers)
    for number in range(30):
        said_so = said(name=f"Rechnung {number} der Steuerberatung.pdf")
        firm.call("POST", "/v1/guest/uploads", body=said_so, headers=headers)
    firm.bearers.append(headers)
    _drop(firm, arrivals)
    seen = firm.call("GET", "/v1/settings/versions")["items"][0]["version"]
    firm.call("PATCH", "/v1/settings", body={"doneUploadingButton": True}, headers={"If-Match": f'"{seen}"'})
    for person, account in firm.clients[:30]:
        body = said(name="Gehaltsabrechnung.pdf", accountId=account)
        firm.call("POST", "/v1/portal/uploads", firm.claims(person), body=body)
        done = {"accountId": account, "surface": "button"}
        firm.call("POST", "/v1/portal/uploads/done", firm.claims(person), body=done)


def _drop(firm: "Firm", arrivals: Arrivals) -> None:
    """Let some who hold one link for anyone drop a file each."""
    outside, account = firm.house.outside, firm.accounts[2]
    terms = UploadTerms(wanted=(Wanted(id="w01", label="Kontoauszug"),))
    head = {"upload": terms.model_dump()}
    link = outside.sent(LinkKind.UPLOAD, account, firm.house.cabinet.main(account), emails=(None,), head=head)
    for number in range(10):
        body = said(name=f"Kontoauszug {number}.pdf", wanted="w01")
        headers = dict(outside.opened(link).headers)
        arrivals.take_in(*arrivals.post(firm.call("POST", "/v1/guest/uploads", body=body, headers=headers)))
