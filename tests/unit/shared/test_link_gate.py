"""The gate of links: who is let in, and with which word the others are turned away. Nothing has swept."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from shared.capability import TokenKey, Tokens, keys
from shared.capability import items as stored
from shared.capability.gate import LinkGate, LinkScene
from shared.capability.model import Link, LinkKind, LinkState, Pass, Recipient, Target
from shared.capability.offer import Offer, pass_proof
from shared.capability.refusals import (
    LinkCompletedError,
    LinkExhaustedError,
    LinkExpiredError,
    LinkRevokedError,
    LinkShutError,
    LinkSupersededError,
    LinkSuspendedError,
    LoginRequiredError,
    OtpRequiredError,
    PassRequiredError,
)
from shared.directory import Policy
from shared.directory import keys as directory
from shared.domain.errors import NotFoundError
from shared.domain.ids import DocumentId, person_id
from shared.published import keys as published
from shared.published.documents import DocumentRecord, FolderRecord, main_folder_id
from shared.table import schema
from shared.table.actions import Item, body, item
from shared.table.keys import Key
from shared.table.table import Table
from tests.fakes.clock import START
from tests.fakes.kms import KEY_ID, FakeKms
from tests.fakes.links import LAWYER, minted
from tests.fakes.records import Records
from tests.fakes.tenancy import Tenant

PASSED = "a-pass-drawn-by-lot"
DOCUMENT, OTHER = DocumentId("doc_01ARZ3NDEKTSV4RRFFQ69G5FAV"), DocumentId("doc_01ARZ3NDEKTSV4RRFFQ69G5FAW")
FOLDER = "fld_01ARZ3NDEKTSV4RRFFQ69G5FAV"
SECOND = timedelta(seconds=1)


class Gateway:
    """A gate over records, and one link before it."""

    def __init__(self) -> None:
        kms: Any = FakeKms()
        self.tokens = Tokens(TokenKey(lambda: kms, KEY_ID))
        self.tenant = Tenant(assigned=("emil",))
        self.records = Records()
        for each in self.tenant.items:
            self.records.put(each)
        self.gate = LinkGate(cast("Table", self.records))
        self.file(DOCUMENT)
        self.link: Link
        self.recipient: Recipient

    def file(self, document: DocumentId, **more: Any) -> None:
        fields = {"firm": self.tenant.id, "id": document, "account": self.tenant.account, "folder": FOLDER}
        bytes_ = {"name": "a.pdf", "type": "application/pdf", "size": 1, "sha256": "0" * 64, "key": "files/a"}
        record = DocumentRecord.model_validate({**fields, **bytes_, **more})
        self.records.put(item(published.document(self.tenant.id, document), schema.DOCUMENT, **body(record)))

    def mint(self, kind: LinkKind = LinkKind.SHARE, *targets: str, **more: Any) -> Offer:
        """Send a link, and give its holder a pass that will not run out."""
        aims = [Target(id=each) for each in targets or ((DOCUMENT,) if kind is LinkKind.SHARE else ("inv_1",))]
        self.link, self.recipient = minted(self.tokens, self.tenant, START, kind, aims, **more)
        self.records.put(stored.link(self.link))
        self.records.put(stored.recipient(self.recipient))
        self.admit()
        return Offer(self.tokens.derive(self.recipient.claims), PASSED)

    def admit(self, **more: Any) -> None:
        of = self.recipient
        fields = {"firm": of.firm, "link": of.link, "n": of.n, "generation": of.generation, "visit": "01"}
        new = Pass.model_validate({**fields, "expires_at": START + timedelta(days=99), **more})
        self.records.put(stored.link_pass(new, pass_proof(PASSED)))

    def change(self, **changes: Any) -> None:
        self.recipient = self.recipient.model_copy(update=changes)
        self.records.put(stored.recipient(self.recipient))

    def alter(self, key: Key, **changes: Any) -> None:
        """Change attributes of whatever stands there; None takes one away."""
        standing: Item = {**self.records.items[key], **changes}
        self.records.put({name: each for name, each in standing.items() if each is not None})

    def look(self, offer: Offer) -> LinkScene:
        return self.gate.look(offer, LinkKind)


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


def outcome(scene: LinkScene, now: datetime = START) -> type[Exception] | None:
    """With what it is refused, at the state and at the pass alike; None when it opens."""
    refusals: list[type[Exception] | None] = []
    for demand in (scene.demand_open, scene.demand_pass):
        try:
            demand(now)
        except Exception as refused:
            refusals.append(type(refused))
        else:
            refusals.append(None)
    assert refusals[0] == refusals[1]
    return refusals[0]


@pytest.mark.parametrize("kind", LinkKind)
def test_what_is_in_time_and_order_opens(gateway: Gateway, kind: LinkKind):
    targets = (main_folder_id(gateway.tenant.id, gateway.tenant.account),) if kind is LinkKind.UPLOAD else ()
    scene = gateway.look(gateway.mint(kind, *targets))
    assert (scene.state(START), outcome(scene), scene.refusal(START)) == (LinkState.ACTIVE, None, None)
    assert scene.bearer.account == gateway.tenant.account
    assert scene.bearer.email == scene.recipient.email


@pytest.mark.parametrize(("seconds", "refused"), [(-1, None), (0, LinkExpiredError), (1, LinkExpiredError)])
def test_expiry_is_the_first_moment_it_opens_nothing(gateway: Gateway, seconds: int, refused: type[Exception] | None):
    scene = gateway.look(gateway.mint(days=7))
    assert outcome(scene, START + timedelta(days=7, seconds=seconds)) is refused


def test_in_the_last_two_seconds_there_is_no_time_for_an_address(gateway: Gateway):
    scene = gateway.look(gateway.mint(days=1))
    over = START + timedelta(days=1)
    assert scene.demand_rest(over - 2 * SECOND) == over
    with pytest.raises(LinkExpiredError):
        scene.demand_rest(over - SECOND)
    assert gateway.look(gateway.mint(days=None)).demand_rest(over) is None


def test_a_link_without_an_end_never_ends(gateway: Gateway):
    scene = gateway.look(gateway.mint(days=None))
    assert scene.until is None
    gateway.admit(expires_at=START + timedelta(days=9999))
    assert scene.state(START + timedelta(days=9998)) is LinkState.ACTIVE


ENDED = {
    "revoked": ({"revoked_at": START}, LinkRevokedError),
    "done": ({"done_at": START}, LinkCompletedError),
    "used up": ({"max_uses": 2, "uses": 2}, LinkExhaustedError),
    "used more often than it may be": ({"max_uses": 2, "uses": 3}, LinkExhaustedError),
    "over": ({"expires_at": START}, LinkExpiredError),
    "over and used up": ({"expires_at": START, "max_uses": 0}, LinkExpiredError),
    "over and revoked": ({"expires_at": START, "revoked_at": START}, LinkRevokedError),
    "done and revoked": ({"done_at": START, "revoked_at": START}, LinkRevokedError),
    "over and done": ({"expires_at": START, "done_at": START}, LinkCompletedError),
}


@pytest.mark.parametrize(("changes", "refused"), ENDED.values(), ids=ENDED)
@pytest.mark.parametrize("seconds", [0, 1])
def test_whatever_ended_it_says_so_the_narrowest_first(gateway: Gateway, changes: Any, refused: Any, seconds: int):
    offer = gateway.mint()
    gateway.change(**changes)
    assert outcome(gateway.look(offer), START + timedelta(seconds=seconds)) is refused


def test_a_link_revoked_for_all_is_revoked_for_each(gateway: Gateway):
    offer = gateway.mint()
    gateway.alter(keys.link(gateway.tenant.id, gateway.link.id), revoked_at="2026-11-22T09:00:00.000000Z")
    assert outcome(gateway.look(offer)) is LinkRevokedError


@pytest.mark.parametrize("kind", [LinkKind.SHARE, LinkKind.PAY])
@pytest.mark.parametrize("status", ["archived", "deleted"])
def test_a_closed_account_suspends_links_of_every_kind(gateway: Gateway, kind: LinkKind, status: str):
    offer = gateway.mint(kind)
    place = directory.account(gateway.tenant.id, gateway.tenant.account)
    gateway.alter(place, status=status)
    assert outcome(gateway.look(offer)) is LinkSuspendedError
    gateway.alter(place, status="active")
    assert outcome(gateway.look(offer)) is None


def by_emil(gateway: Gateway, kind: LinkKind) -> tuple[Offer, Key]:
    """Let an employee send it who may share; where they stand."""
    offer = gateway.mint(kind, creator=gateway.tenant.employee)
    place = directory.member(gateway.tenant.id, gateway.tenant.employee)
    gateway.alter(place, rights=["manage_documents"])
    return offer, place


@pytest.mark.parametrize(
    ("lost", "left"),
    [({"state": "deactivated"}, {"state": "active"}), ({"rights": []}, {"rights": ["manage_documents"]})],
)
def test_what_somebody_shared_is_suspended_when_they_may_share_no_longer(gateway: Gateway, lost: Any, left: Any):
    offer, place = by_emil(gateway, LinkKind.SHARE)
    assert outcome(gateway.look(offer)) is None
    gateway.alter(place, **lost)
    assert outcome(gateway.look(offer)) is LinkSuspendedError
    gateway.alter(place, **left)
    assert outcome(gateway.look(offer)) is None


def test_what_somebody_shared_is_suspended_when_they_lose_the_account(gateway: Gateway):
    offer, place = by_emil(gateway, LinkKind.SHARE)
    account = directory.account(gateway.tenant.id, gateway.tenant.account)
    gateway.alter(account, assigned=[])
    assert outcome(gateway.look(offer)) is LinkSuspendedError
    gateway.alter(place, rights=["manage_documents", "view_all_accounts"])
    assert outcome(gateway.look(offer)) is None, "who sees all accounts was never dependent on it"


@pytest.mark.parametrize("kind", [LinkKind.SIGN, LinkKind.PAY, LinkKind.REQUEST])
def test_links_of_other_kinds_go_on_without_their_sender(gateway: Gateway, kind: LinkKind):
    offer, place = by_emil(gateway, kind)
    gateway.alter(place, state="deactivated", rights=[])
    gateway.alter(directory.account(gateway.tenant.id, gateway.tenant.account), assigned=[])
    assert outcome(gateway.look(offer)) is None


def test_one_document_gone_leaves_the_link_and_all_gone_suspend_it(gateway: Gateway):
    gateway.file(OTHER)
    offer = gateway.mint(LinkKind.SHARE, DOCUMENT, OTHER)
    gateway.file(DOCUMENT, trashed_at=START)
    assert outcome(gateway.look(offer)) is None
    gateway.file(OTHER, is_released=True)
    assert outcome(gateway.look(offer)) is LinkSuspendedError, "one in the trash, one no link may serve"
    del gateway.records.items[published.document(gateway.tenant.id, OTHER)]
    assert outcome(gateway.look(offer)) is LinkSuspendedError
    gateway.file(DOCUMENT)
    assert outcome(gateway.look(offer)) is None


def test_a_folder_that_is_gone_takes_its_upload_link_along(gateway: Gateway):
    offer = gateway.mint(LinkKind.UPLOAD, FOLDER)
    assert outcome(gateway.look(offer)) is LinkSuspendedError
    record = FolderRecord.model_validate(
        {"firm": gateway.tenant.id, "id": FOLDER, "account": gateway.tenant.account, "name": "Taxes", "top": FOLDER}
    )
    place = published.folder(gateway.tenant.id, gateway.tenant.account, record.id)
    gateway.records.put(item(place, schema.FOLDER, **body(record)))
    assert outcome(gateway.look(offer)) is None


def test_without_a_pass_of_this_link_and_sending_it_is_to_be_opened_first(gateway: Gateway):
    offer = gateway.mint()
    for strange in (replace(offer, link_pass=None), replace(offer, link_pass="another")):
        with pytest.raises(PassRequiredError):
            gateway.look(strange).demand_pass(START)
    gateway.admit(generation=0)
    with pytest.raises(PassRequiredError):
        gateway.look(offer).demand_pass(START)
    gateway.admit(n=2)
    with pytest.raises(PassRequiredError):
        gateway.look(offer).demand_pass(START)


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_a_pass_ends_to_the_second(gateway: Gateway, seconds: int, is_open: bool):
    offer = gateway.mint()
    gateway.admit(expires_at=START - timedelta(seconds=seconds))
    scene = gateway.look(offer)
    if is_open:
        assert scene.demand_pass(START).visit == "01"
    else:
        with pytest.raises(PassRequiredError):
            scene.demand_pass(START)


def test_a_gate_that_was_shut_after_the_pass_was_given_holds(gateway: Gateway):
    offer = gateway.mint()
    gateway.change(needs_login=True)
    with pytest.raises(LoginRequiredError):
        gateway.look(offer).demand_pass(START)
    gateway.change(needs_login=False, needs_code=True)
    with pytest.raises(OtpRequiredError):
        gateway.look(offer).demand_pass(START)
    person, account = person_id(gateway.tenant.id, LAWYER), gateway.tenant.account
    gateway.admit(has_code=True, person=person, enters_account=True)
    gateway.change(needs_login=True)
    with pytest.raises(LoginRequiredError):
        gateway.look(offer).demand_pass(START)
    lena = {"firm": gateway.tenant.id, "id": person, "name": "Lena Lawson", "email": LAWYER, "contact": "con_1"}
    entering = {**lena, "state": "active", "accounts": {account: "Doe Ltd."}}
    gateway.records.put(item(directory.person(gateway.tenant.id, person), schema.PERSON, **entering))
    assert gateway.look(offer).demand_pass(START).has_code


@pytest.mark.parametrize("kind", LinkKind)
def test_switched_off_for_its_kind_a_live_link_asks_for_a_login_and_others_do_not(gateway: Gateway, kind: LinkKind):
    targets = (main_folder_id(gateway.tenant.id, gateway.tenant.account),) if kind is LinkKind.UPLOAD else ()
    offer = gateway.mint(kind, *targets)
    for switched in LinkKind:
        policy = Policy.model_validate({f"{switched.value}_without_login": False})
        place = directory.policy(gateway.tenant.id)
        gateway.records.put(item(place, schema.POLICY, **policy.model_dump(mode="json")))
        scene = gateway.look(offer)
        assert scene.needs_login is (switched is kind)
        if switched is kind:
            with pytest.raises(LoginRequiredError):
                scene.demand_pass(START)
        else:
            scene.demand_pass(START)


@pytest.mark.parametrize("kind", LinkKind)
def test_a_token_of_one_kind_is_none_where_others_are_asked(gateway: Gateway, kind: LinkKind):
    offer = gateway.mint(kind)
    others = [each for each in LinkKind if each is not kind]
    with pytest.raises(NotFoundError):
        gateway.gate.look(offer, others)
    assert gateway.gate.look(offer, [kind]).recipient.kind is kind


def test_a_token_of_an_earlier_sending_is_told_so_and_one_never_sent_is_none(gateway: Gateway):
    first = gateway.mint()
    for number in range(2, 6):
        after = gateway.recipient.resent("", gateway.recipient.expires_at, START)
        gateway.change(**{**dict(after), "proof": gateway.tokens.proof(after.claims)})
        assert gateway.recipient.generation == number
    with pytest.raises(NotFoundError):
        gateway.look(first)  # the last three are kept
    for generation in (2, 3, 4):
        claims = replace(gateway.recipient.claims, generation=generation)
        with pytest.raises(LinkSupersededError):
            gateway.look(Offer(gateway.tokens.derive(claims)))
    with pytest.raises(NotFoundError):
        gateway.look(Offer(gateway.tokens.derive(replace(gateway.recipient.claims, generation=6))))
    assert gateway.look(Offer(gateway.tokens.derive(gateway.recipient.claims))).recipient.generation == 5


def test_too_many_wrong_codes_shut_it_until_their_time_is_over(gateway: Gateway):
    offer = gateway.mint()
    gateway.change(shut_until=START + SECOND)
    scene = gateway.look(offer)
    with pytest.raises(LinkShutError) as shut:
        scene.demand_not_shut(START)
    assert shut.value.retry_after == 2
    scene.demand_not_shut(START + SECOND)


def test_more_time_is_asked_for_by_whom_it_ran_out_for_once_for_each_end(gateway: Gateway):
    offer = gateway.mint(days=1)
    over = START + timedelta(days=1)
    assert not gateway.look(offer).may_ask_renewal(over - SECOND)
    assert gateway.look(offer).may_ask_renewal(over)
    gateway.change(renewal_asked_at=over)
    assert not gateway.look(offer).may_ask_renewal(over + SECOND)
    gateway.change(expires_at=over + timedelta(days=1))
    assert gateway.look(offer).may_ask_renewal(over + timedelta(days=1))
    assert not gateway.look(gateway.mint(days=1, email=None)).may_ask_renewal(over)


def test_the_last_use_goes_on_for_whoever_has_it_and_nothing_else_does(gateway: Gateway):
    offer = gateway.mint()
    gateway.change(max_uses=1, uses=1)
    gateway.look(offer).demand_pass(START, is_same_use=True)
    for changes in ({"revoked_at": START}, {"revoked_at": None, "expires_at": START}):
        gateway.change(**changes)
        with pytest.raises((LinkRevokedError, LinkExpiredError)):
            gateway.look(offer).demand_pass(START, is_same_use=True)


def test_what_somebody_called_themselves_names_the_bearer_of_a_link_for_anyone_alone(gateway: Gateway):
    anyone = gateway.mint(email=None)
    gateway.admit(name="Max")
    assert gateway.look(anyone).bearer.name == "Max"
    assert gateway.look(replace(anyone, link_pass=None)).bearer.name == "Somebody with the link"
    sent = gateway.mint()
    gateway.admit(name="Max")
    assert gateway.look(sent).bearer.name == "Lena Lawson"
