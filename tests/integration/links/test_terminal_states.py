"""Whatever has ended a link is refused on every way to what is behind it, with no sweep run.

The matrix is made of the table of routes: a call somebody adds for bearers is held to it, or to a reason why not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from shared import capability
from shared.capability import keys as places
from shared.capability.model import LinkKind, Recipient
from shared.directory import keys as directory
from shared.domain.ids import DocumentId, LinkId, member_id
from shared.published import keys as published
from shared.table.actions import Item
from tests.fakes.cloud import PORTAL_TABLE
from tests.fakes.http import Answer
from tests.fakes.links import GUEST, Held, Porch, Site
from tests.integration.house import House, Request
from tests.integration.routes import ROUTES, Route, name_of

# These speak of a link that is over, and open nothing.
SPEAKING = {"askLinkRenewal"}
# Whoever filled an upload link up with their last file still sees what they sent, takes back what is on its way, and
# says that it was all.
AFTER_THE_LAST = {"readGuestUpload", "listGuestUploads", "abandonGuestUpload", "signalGuestDone"}
# An address ends a second before its link and lasts for one at least, so in the last second there is none.
SIGNING = {
    "announceGuestUpload",
    "downloadGuestDocument",
    "downloadGuestZip",
    "signGuestUpload",
    "signGuestUploadParts",
}
# What bearers are given documents by.
HANDING = {"downloadGuestDocument", "downloadGuestZip"}
# These tell that a login is asked for, send the code that is asked for with it, or are it.
BEFORE_THE_LOGIN = {"readGuestLink", "askLinkCode", "openOwnLink"}
PATHS = tuple(
    each
    for each in ROUTES
    if (each.path.startswith("/v1/guest/") or each.operation == "openOwnLink") and each.operation not in SPEAKING
)


@dataclass(frozen=True)
class Out:
    """A link that is out, as the house stands around it."""

    house: House
    held: Held

    @classmethod
    def of(cls, house: House, request: Request) -> "Out":
        claims, _ = capability.read(request.headers["portico-token"])
        link = LinkId(f"lnk_{claims.id}")
        standing = house.cloud.table.get(places.recipient(house.firm, link, claims.n))
        assert standing is not None
        recipient = Recipient.model_validate(standing)
        site = Site(house.firm, house.owner_id, recipient.account)
        return cls(house, Held(Porch(house.cloud, site), link))

    @property
    def porch(self) -> Porch:
        return self.held.porch

    @property
    def recipient(self) -> Recipient:
        return self.held.recipient

    def change_account(self, status: str) -> None:
        self.porch.change(directory.account(self.house.firm, self.recipient.account), status=status)

    def hand_to(self, **employee: object) -> None:
        """Let an employee have sent it, who may share what they like; or has been left that little."""
        emil = member_id(self.house.firm, "emil@harbor-tax.example")
        owner = self.house.cloud.table.get(directory.member(self.house.firm, self.house.owner_id))
        assert owner is not None
        key = directory.member(self.house.firm, emil)
        rights = ["manage_documents"]
        fields = {"id": emil, "role": "employee", "rights": rights, "state": "active", **employee}
        kept = {name: each for name, each in owner.items() if not name.startswith("g")}
        self.porch.put({**kept, "pk": key.pk, "sk": key.sk, **fields})
        self.porch.change(directory.account(self.house.firm, self.recipient.account), assigned=[emil])
        self.held.change(creator=emil)

    def documents(self) -> list[DocumentId]:
        return [DocumentId(each.id) for each in self.recipient.targets if each.id.startswith("doc_")]


def expire(out: Out) -> None:
    out.held.change(expires_at=out.house.cloud.clock.now)


def revoke_one(out: Out) -> None:
    out.held.change(revoked_at=out.house.cloud.clock.now)


def revoke_all(out: Out) -> None:
    out.held.change_head(revoked_at=out.house.cloud.clock.now.isoformat())


def exhaust(out: Out) -> None:
    out.held.change(max_uses=3, uses=3)


def complete(out: Out) -> None:
    out.held.change(done_at=out.house.cloud.clock.now)


def archive(out: Out) -> None:
    out.change_account("archived")


def delete(out: Out) -> None:
    out.change_account("deleted")


def erase(out: Out) -> None:
    out.porch.take(directory.account(out.house.firm, out.recipient.account))


def trash(out: Out) -> None:
    for each in out.documents():
        out.porch.change(published.document(out.house.firm, each), trashed_at=out.house.cloud.clock.now.isoformat())


def purge(out: Out) -> None:
    for each in out.documents():
        out.porch.take(published.document(out.house.firm, each))


def disable_sender(out: Out) -> None:
    out.hand_to(state="deactivated")


def unassign_sender(out: Out) -> None:
    out.hand_to()
    out.porch.change(directory.account(out.house.firm, out.recipient.account), assigned=[])


def withdraw_right(out: Out) -> None:
    out.hand_to(rights=["manage_contacts"])


def lose_sender(out: Out) -> None:
    out.hand_to()
    out.porch.take(directory.member(out.house.firm, out.recipient.creator))


# What ends a link of any kind, and what ends those that share documents; the others pass to a follower and go on.
ENDS: Mapping[str, tuple[Callable[[Out], None], str]] = {
    "expired": (expire, "LINK_EXPIRED"),
    "revoked for one": (revoke_one, "LINK_REVOKED"),
    "revoked for all": (revoke_all, "LINK_REVOKED"),
    "exhausted": (exhaust, "LINK_EXHAUSTED"),
    "completed": (complete, "LINK_COMPLETED"),
    "account archived": (archive, "LINK_SUSPENDED"),
    "account deleted": (delete, "LINK_SUSPENDED"),
    "account erased": (erase, "LINK_SUSPENDED"),
}
ENDS_OF_SHARING: Mapping[str, tuple[Callable[[Out], None], str]] = {
    "all documents in the trash": (trash, "LINK_SUSPENDED"),
    "all documents purged": (purge, "LINK_SUSPENDED"),
    "sender deactivated": (disable_sender, "LINK_SUSPENDED"),
    "sender unassigned": (unassign_sender, "LINK_SUSPENDED"),
    "sender's right withdrawn": (withdraw_right, "LINK_SUSPENDED"),
    "sender gone": (lose_sender, "LINK_SUSPENDED"),
}


def code_of(answer: Answer) -> str | None:
    """With which code it was refused, as a problem or in what is said of the link."""
    if answer.status == 200 and "refusal" in answer.json:
        refusal = answer.json["refusal"]
        return str(refusal["code"]) if refusal else None
    return answer.code if answer.status >= 400 else None


def undo(house: House, before: list[Item]) -> None:
    """Let everything stand as it stood."""
    for each in house.cloud.items():
        if each not in before:
            key = {name: each[name] for name in ("pk", "sk")}
            delete = {"Delete": {"TableName": PORTAL_TABLE, "Key": key}}
            house.cloud.dynamodb.transact_write_items(TransactItems=[delete])
    for each in before:
        house.cloud.dynamodb.put_item(TableName=PORTAL_TABLE, Item=each)


@pytest.mark.parametrize("route", PATHS, ids=name_of)
def test_abuse_7_what_has_ended_is_refused_on_every_way_without_a_sweep(house: House, route: Route):
    request = route.prepare(house)
    out = Out.of(house, request)
    is_shared = out.recipient.kind is LinkKind.SHARE
    before, known = house.cloud.items(), house.ids()
    found, told = {}, set()
    for end, (act, _) in {**ENDS, **ENDS_OF_SHARING}.items():
        act(out)
        answer = house.send(request)
        found[end] = code_of(answer)
        if found[end] is not None:
            assert "X-Amz" not in answer.text, end
            told |= {each["name"] for each in house.since(known)}
        undo(house, before)
    expected: dict[str, str | None] = {end: code for end, (_, code) in ENDS.items()}
    expected |= {end: code if is_shared else None for end, (_, code) in ENDS_OF_SHARING.items()}
    assert found == {**expected, **({"exhausted": None} if route.operation in AFTER_THE_LAST else {})}
    assert told <= {"link.refused"}
    assert house.send(request).status == route.status, "and undone, it goes on"


@pytest.mark.parametrize("route", PATHS, ids=name_of)
def test_abuse_7_a_link_that_was_resent_is_refused_on_every_way(house: House, route: Route):
    request = route.prepare(house)
    Out.of(house, request).held.resend()
    assert house.send(request).code == "LINK_SUPERSEDED"


@pytest.mark.parametrize("route", PATHS, ids=name_of)
def test_abuse_6_a_link_is_good_to_the_last_second_on_every_way(house: House, route: Route):
    request = route.prepare(house)
    out, found = Out.of(house, request), []
    for seconds in (1, 0, -1):
        out.held.change(expires_at=house.cloud.clock.now + timedelta(seconds=seconds))
        found.append(code_of(house.send(request)))
    assert found == ["LINK_EXPIRED" if route.operation in SIGNING else None, "LINK_EXPIRED", "LINK_EXPIRED"]


@pytest.mark.parametrize("route", PATHS, ids=name_of)
def test_abuse_7_a_kind_that_was_switched_off_asks_for_a_login_on_every_way(house: House, route: Route):
    request = route.prepare(house)
    out = Out.of(house, request)
    before = house.cloud.items()
    out.porch.decree(share_without_login=False, upload_without_login=False)
    answer = house.send(request)
    assert code_of(answer) == (None if route.operation in BEFORE_THE_LOGIN else "LOGIN_REQUIRED")
    assert route.operation in BEFORE_THE_LOGIN or "X-Amz" not in answer.text
    undo(house, before)
    assert house.send(request).status == route.status, "and switched on again, it goes on"


@pytest.mark.parametrize("route", [each for each in PATHS if each.operation in HANDING], ids=name_of)
def test_an_end_bites_within_a_use_that_was_begun(house: House, route: Route):
    request = route.prepare(house)
    out = Out.of(house, request)
    assert house.send(request).status == 200
    before, found = house.cloud.items(), {}
    for end, (act, _) in {**ENDS, **ENDS_OF_SHARING}.items():
        act(out)
        found[end] = code_of(house.send(request))
        undo(house, before)
    expected = {end: code for end, (_, code) in {**ENDS, **ENDS_OF_SHARING}.items()}
    assert found == {**expected, "exhausted": None}, "the last use may go on"


def test_every_way_for_bearers_is_in_the_matrix():
    known = {each.operation for each in ROUTES if each.path.startswith("/v1/guest/")}
    assert known >= AFTER_THE_LAST
    assert known - {each.operation for each in PATHS} == SPEAKING
    assert known >= {"askGuestZip", "readGuestZip", *HANDING}
    assert {GUEST, "/v1/guest/documents"} <= {each.path for each in PATHS}


def test_a_token_moved_to_another_link_is_none(house: House):
    request = next(each for each in PATHS if each.operation == "listGuestDocuments").prepare(house)
    other = Out.of(house, request).porch.share()
    moved = replace(request, headers={**request.headers, "portico-token": other.token})
    assert house.send(moved).code == "PASS_REQUIRED"
