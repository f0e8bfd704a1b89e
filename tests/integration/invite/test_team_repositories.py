"""The repositories of the firm and of assignments, in memory and over a real engine: conditions and refusals."""

from dataclasses import dataclass
from typing import Any

import pytest

from functions.invite import keys
from functions.invite.model.entities import MAX_ASSIGNED, Account, Firm, Member, OwnershipOffer
from functions.invite.model.refusals import OwnershipOfferedError
from functions.invite.repository import items
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.assignments import AssignmentRepository
from functions.invite.repository.firms import FirmRepository
from functions.invite.repository.members import MemberRepository
from shared.directory import AccountStatus, MemberState
from shared.domain.errors import LimitReachedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.members import MemberLoggedIn
from shared.domain.ids import AccountId, MemberId, digest, firm_id, member_id
from shared.domain.principals import SYSTEM, Provenance, Role
from shared.domain.texts import Locale
from shared.table.actions import create
from shared.table.idempotency import Once, ReplayError
from tests.fakes.clock import START
from tests.fakes.records import Records

FIRM = firm_id("harbor-tax")
OLIVIA, EMIL, NORA = (member_id(FIRM, f"{name}@harbor-tax.example") for name in ("olivia", "emil", "nora"))


@dataclass(frozen=True)
class Storage:
    """The repositories over one table."""

    table: Any

    @property
    def firms(self) -> FirmRepository:
        return FirmRepository(self.table)

    @property
    def members(self) -> MemberRepository:
        return MemberRepository(self.table)

    @property
    def assignments(self) -> AssignmentRepository:
        return AssignmentRepository(self.table)

    def account(self) -> Account:
        return AccountRepository(self.table).get(FIRM, account().id)


@pytest.fixture(params=["memory", "dynamodb"])
def storage(request: pytest.FixtureRequest) -> Storage:
    """A firm of Olivia and Emil, with Nora invited, and an account of Olivia's."""
    found = Storage(Records() if request.param == "memory" else request.getfixturevalue("cloud").table)
    found.members.found(firm(), member(OLIVIA, Role.OWNER), told())
    found.members.add(member(EMIL), told(), None)
    found.members.add(member(NORA, state=MemberState.INVITED), told(), None)
    AccountRepository(found.table).add(account(), OLIVIA, told(), None)
    return found


def told() -> Announcement:
    event = MemberLoggedIn(firm=FIRM, object=ObjectRef(kind="member", id=OLIVIA), member=OLIVIA)
    return Announcement.of(START, SYSTEM, Provenance("req-1"), event)


def firm() -> Firm:
    return Firm(
        id=FIRM, name="Harbor", slug="harbor-tax", time_zone="UTC", locale=Locale.EN, owner=OLIVIA, founded_at=START
    )


def member(of: MemberId, role: Role = Role.EMPLOYEE, state: MemberState = MemberState.ACTIVE) -> Member:
    return Member(firm=FIRM, id=of, name="Somebody", email="somebody@harbor-tax.example", role=role, state=state)


def account(**more: Any) -> Account:
    told = {"name": "Doe Family", "kind": "person", "assigned": frozenset({OLIVIA}), "created_at": START, **more}
    return Account.model_validate({"firm": FIRM, "id": AccountId(f"acc_{digest('doe')}"), **told})


def offer(to: MemberId = EMIL) -> OwnershipOffer:
    return OwnershipOffer(member=to, member_name="Emil Brandt", by_name="Olivia Reed", at=START)


def test_details_are_written_over_the_version_that_was_seen(storage):
    storage.firms.edit(firm().model_copy(update={"name": "Hill", "v": 2}), seen=1, announcement=told())
    assert (storage.firms.get(FIRM).name, storage.firms.get(FIRM).v) == ("Hill", 2)
    with pytest.raises(StaleVersionError):
        storage.firms.edit(firm().model_copy(update={"name": "Moss", "v": 2}), seen=1, announcement=told())
    other = firm().model_copy(update={"id": firm_id("north-ledger"), "v": 2})
    with pytest.raises(StaleVersionError):
        storage.firms.edit(other, seen=1, announcement=told())
    with pytest.raises(NotFoundError):
        storage.firms.get(firm_id("north-ledger"))


def test_firm_is_offered_once_and_to_who_is_active(storage):
    with pytest.raises(WrongStateError):
        storage.firms.offer(firm(), offer(NORA), told(), None)
    assert storage.firms.offer(firm(), offer(), told(), None) == storage.firms.get(FIRM)
    with pytest.raises(OwnershipOfferedError):
        storage.firms.offer(firm(), offer(), told(), None)


def test_firm_that_changed_hands_is_not_offered_by_who_had_it(storage):
    storage.firms.hand_over(storage.firms.offer(firm(), offer(), told(), None), told(), None)
    with pytest.raises(StaleVersionError):
        storage.firms.offer(firm(), offer(), told(), None)


def test_offer_that_is_gone_is_not_ended_again_and_hands_nothing_over(storage):
    offered = storage.firms.offer(firm(), offer(), told(), None)
    assert storage.firms.end_offer(offered, told(), None) == storage.firms.get(FIRM) == firm()
    for act in (storage.firms.end_offer, storage.firms.hand_over):
        with pytest.raises(StaleVersionError):
            act(offered, told(), None)
        with pytest.raises(StaleVersionError):
            act(firm(), told(), None)
    assert storage.members.get(FIRM, EMIL).role is Role.EMPLOYEE


def test_handing_over_moves_the_owner_and_both_roles(storage):
    taken = storage.firms.hand_over(storage.firms.offer(firm(), offer(), told(), None), told(), None)
    assert taken == storage.firms.get(FIRM)
    assert taken.owner == EMIL
    roles = {each: storage.members.get(FIRM, each) for each in (OLIVIA, EMIL)}
    assert {each: of.role for each, of in roles.items()} == {OLIVIA: Role.ADMIN, EMIL: Role.OWNER}
    assert {(of.v, of.edition) for of in roles.values()} == {(2, 2)}


@pytest.mark.parametrize("who", [OLIVIA, EMIL])
def test_nothing_is_handed_over_while_one_of_the_two_is_not_active(storage, who):
    offered = storage.firms.offer(firm(), offer(), told(), None)
    storage.members.save(storage.members.get(FIRM, who).model_copy(update={"state": MemberState.DEACTIVATED}), told())
    with pytest.raises(StaleVersionError):
        storage.firms.hand_over(offered, told(), None)
    assert storage.firms.get(FIRM) == offered


@pytest.mark.parametrize("act", ["end_offer", "hand_over"])
def test_answer_is_remembered(storage, act):
    once = Once("key", "body")
    offered = storage.firms.offer(firm(), offer(), told(), None)
    getattr(storage.firms, act)(offered, told(), once)
    with pytest.raises(ReplayError):
        getattr(storage.firms, act)(offered, told(), once)


def test_shutting_out_ends_the_offer_it_saw_and_no_other(storage):
    emil = storage.members.get(FIRM, EMIL).deactivated(START)
    with pytest.raises(StaleVersionError):
        storage.members.shut_out(emil, told(), ends_offer=True)
    storage.firms.offer(firm(), offer(), told(), None)
    with pytest.raises(StaleVersionError):
        storage.members.shut_out(emil, told(), ends_offer=False)
    storage.members.shut_out(emil, told(), ends_offer=True)
    assert storage.firms.get(FIRM).offer is None
    assert storage.members.get(FIRM, EMIL).state is MemberState.DEACTIVATED
    with pytest.raises(StaleVersionError):
        storage.members.shut_out(emil, told(), ends_offer=False)


def test_shutting_out_leaves_an_offer_to_another(storage):
    storage.firms.offer(firm(), offer(), told(), None)
    nora = storage.members.get(FIRM, NORA).deactivated(START)
    storage.members.shut_out(nora, told(), ends_offer=False)
    assert storage.firms.get(FIRM).offer == offer()


def test_assigning_writes_list_and_pointer_and_taking_away_both(storage):
    given = storage.assignments.add(account(), EMIL, told())
    assert given == storage.account()
    assert storage.table.get(keys.member_account(FIRM, EMIL, given.id))["account"] == given.id
    left = storage.assignments.remove(given, OLIVIA, place=0, announcement=told())
    assert left == storage.account()
    assert left.assigned == {EMIL}
    assert storage.table.get(keys.member_account(FIRM, OLIVIA, given.id)) is None


def test_member_is_assigned_once_and_only_when_active(storage):
    storage.assignments.add(account(), EMIL, told())
    with pytest.raises(StaleVersionError):
        storage.assignments.add(account(), EMIL, told())
    with pytest.raises(WrongStateError):
        storage.assignments.add(account(), NORA, told())
    with pytest.raises(NotFoundError):
        storage.assignments.add(account(), member_id(FIRM, "max@harbor-tax.example"), told())
    with pytest.raises(NotFoundError):
        storage.assignments.add(account(id=f"acc_{digest('roe')}"), EMIL, told())


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [
        ({"status": AccountStatus.ARCHIVED}, WrongStateError),
        ({"assigned": frozenset(f"mem_{digest(str(n))}" for n in range(MAX_ASSIGNED))}, LimitReachedError),
    ],
)
def test_account_that_is_archived_or_full_takes_nobody(storage, standing, refusal):
    other = account(id=f"acc_{digest('roe')}", **standing)
    storage.table.transact(create(items.account(other)))
    with pytest.raises(refusal):
        storage.assignments.add(other, EMIL, told())


@pytest.mark.parametrize(("who", "place"), [(OLIVIA, 1), (EMIL, 0)])
def test_nobody_is_taken_off_a_place_where_they_do_not_stand(storage, who, place):
    with pytest.raises(StaleVersionError):
        storage.assignments.remove(account(), who, place=place, announcement=told())
    assert storage.account() == account()
