"""Access to an account is given and taken by who may assign and sees the account; giving it makes a follower."""

from contextlib import suppress

import pytest

from functions.invite.model.entities import MAX_ASSIGNED, Account, AccountKind
from functions.invite.model.listing import Wanted
from functions.notifications.model.inbox import followers
from shared.directory import AccountSort, AccountStatus, FirmRecord, MemberRecord
from shared.directory import keys as directory_keys
from shared.domain.errors import LimitReachedError, NotAllowedError, NotFoundError, WrongStateError
from shared.domain.ids import AccountId, MemberId, member_id, new
from shared.domain.principals import Caller, Right, Role
from tests.fakes.interleaving import before_commit
from tests.fakes.office import Office

ASSIGNS = frozenset({Right.ASSIGN_TEAM_MEMBERS})


@pytest.fixture
def owner(office):
    return office.opened()


@pytest.fixture
def account(office, owner):
    return office.account(owner)


@pytest.fixture
def employee(office, owner):
    return office.colleague(owner)


def own(caller: Caller) -> MemberId:
    return MemberId(caller.identity.id)


def listed(office: Office, caller: Caller) -> list[str]:
    return [each.name for each in office.account_lists.list(caller, Wanted(), limit=100, cursor=None).items]


def following(office: Office, account: Account) -> set[MemberId]:
    """Whom the notices of an account go to."""
    firm = FirmRecord.model_validate(office.records.items[directory_keys.firm(account.firm)])
    members = [MemberRecord.model_validate(each) for each in office.records.items.values() if each["et"] == "MEMBER"]
    return {each.id for each in followers(office.stored(account), firm, members)}


def test_assigned_member_sees_the_account_and_follows_it(office, owner, account, employee):
    with pytest.raises(NotFoundError):
        office.accounts.get(employee, account.id)
    given = office.assignments.assign(owner, account.id, own(employee))
    assert given.assigned == {own(owner), own(employee)}
    assert listed(office, employee) == ["Doe Family"]
    assert office.accounts.get(employee, account.id).id == account.id
    assert following(office, account) == {own(owner), own(employee)}
    event = office.last("account.member_assigned").event
    assert (event.account, event.member, event.member_name) == (account.id, own(employee), "Emil Brandt")


def test_unassigned_member_loses_both_at_once(office, owner, account, employee):
    office.assignments.assign(owner, account.id, own(employee))
    office.assignments.unassign(owner, account.id, own(employee))
    assert listed(office, employee) == []
    with pytest.raises(NotFoundError):
        office.accounts.get(employee, account.id)
    assert following(office, account) == {own(owner)}
    assert office.named()[-1] == "account.member_unassigned"


@pytest.mark.parametrize("times", [2, 3])
def test_repeating_either_changes_and_tells_nothing(office, owner, account, employee, times):
    for _ in range(times):
        office.assignments.assign(owner, account.id, own(employee))
    for _ in range(times):
        office.assignments.unassign(owner, account.id, own(employee))
    assert office.named().count("account.member_assigned") == 1
    assert office.named().count("account.member_unassigned") == 1


def test_assigning_asks_its_right_and_access_to_the_account(office, owner, account):
    lead = office.colleague(owner, "Lea Berg", rights=ASSIGNS)
    blind = office.colleague(owner, "Ben Roth", rights=frozenset({Right.VIEW_ALL_ACCOUNTS, Right.MANAGE_ACCOUNTS}))
    with pytest.raises(NotFoundError):
        office.assignments.assign(lead, account.id, own(lead))
    with pytest.raises(NotAllowedError):
        office.assignments.assign(blind, account.id, own(blind))
    assert office.stored(account).assigned == {own(owner)}
    office.assignments.assign(owner, account.id, own(lead))
    office.assignments.assign(lead, account.id, own(blind))
    assert own(blind) in office.stored(account).assigned


def test_who_may_not_assign_adds_an_account_for_themselves_alone(office, owner, employee):
    keeper = office.colleague(owner, "Kim Lund", rights=frozenset({Right.MANAGE_ACCOUNTS}))
    office.account(keeper, "Mine", assigned=frozenset({own(keeper)}))
    for others in (frozenset({own(employee)}), frozenset({own(keeper), own(employee)})):
        with pytest.raises(NotAllowedError):
            office.account(keeper, "Theirs", assigned=others)
    assert listed(office, keeper) == ["Mine"]


def test_only_active_members_are_assigned(office, owner, account, employee):
    invited = office.members.invite(
        owner, None, name="Nora", email="nora@harbor-tax.example", role=Role.EMPLOYEE, rights=frozenset(), locale=None
    )
    office.membership.deactivate(owner, own(employee))
    for member in (invited.id, own(employee)):
        with pytest.raises(WrongStateError):
            office.assignments.assign(owner, account.id, member)


def test_member_deactivated_meanwhile_is_not_assigned(office, owner, account, employee):
    with (
        before_commit(office.records, lambda: office.membership.deactivate(owner, own(employee))),
        pytest.raises(WrongStateError),
    ):
        office.assignments.assign(owner, account.id, own(employee))
    assert office.stored(account).assigned == {own(owner)}


def test_deactivated_member_can_be_taken_off(office, owner, account, employee):
    office.assignments.assign(owner, account.id, own(employee))
    office.membership.deactivate(owner, own(employee))
    assert following(office, account) == {own(owner)}
    assert office.assignments.unassign(owner, account.id, own(employee)).assigned == {own(owner)}


def test_when_nobody_active_is_assigned_the_owner_follows(office, owner, employee):
    account = office.account(owner, assigned=frozenset({own(employee)}))
    assert following(office, account) == {own(employee)}
    office.membership.deactivate(owner, own(employee))
    assert following(office, account) == {own(owner)}


def test_archived_account_is_given_to_nobody_and_taken_from_anybody(office, owner, account, employee):
    office.assignments.assign(owner, account.id, own(employee))
    office.store(office.stored(account).model_copy(update={"status": AccountStatus.ARCHIVED}))
    other = office.colleague(owner, "Max Reed")
    with pytest.raises(WrongStateError):
        office.assignments.assign(owner, account.id, own(other))
    assert office.assignments.unassign(owner, account.id, own(employee)).assigned == {own(owner)}


def test_account_has_at_most_a_hundred_assigned(office, owner, account, employee):
    crowd = {member_id(owner.identity.firm, f"m{n}@harbor-tax.example") for n in range(MAX_ASSIGNED - 1)}
    office.store(office.stored(account).model_copy(update={"assigned": frozenset(crowd)}))
    office.assignments.assign(owner, account.id, own(employee))
    with pytest.raises(LimitReachedError):
        office.assignments.assign(owner, account.id, own(owner))


def test_two_assignments_at_once_both_stand(office, owner, account, employee):
    other = office.colleague(owner, "Max Reed")
    with before_commit(office.records, lambda: office.assignments.assign(owner, account.id, own(other))):
        office.assignments.assign(owner, account.id, own(employee))
    assert office.stored(account).assigned == {own(owner), own(employee), own(other)}


def test_two_removals_at_once_take_each_their_own(office, owner, account, employee):
    other = office.colleague(owner, "Max Reed")
    for each in (own(other), own(employee)):
        office.assignments.assign(owner, account.id, each)
    with before_commit(office.records, lambda: office.assignments.unassign(owner, account.id, own(owner))):
        office.assignments.unassign(owner, account.id, own(employee))
    assert office.stored(account).assigned == {own(other)}


def test_assigning_makes_no_edit_of_the_account_stale(office, owner, account, employee):
    with before_commit(office.records, lambda: office.assignments.assign(owner, account.id, own(employee))):
        office.accounts.edit(owner, account.id, seen=1, name="Doe & Sons")
    stored = office.stored(account)
    assert (stored.name, own(employee) in stored.assigned) == ("Doe & Sons", True)


def test_members_and_accounts_of_another_firm_are_not_there(office, owner, account, employee):
    stranger = office.opened("north-ledger", "nils@north-ledger.example")
    for act in (office.assignments.assign, office.assignments.unassign):
        for caller, where, member in (
            (stranger, account.id, own(stranger)),
            (owner, account.id, own(stranger)),
            (owner, AccountId(new("acc", office.clock.now)), own(employee)),
            (owner, account.id, member_id(owner.identity.firm, "nobody@harbor-tax.example")),
        ):
            with pytest.raises(NotFoundError):
                act(caller, where, member)


@pytest.fixture
def guests(office, owner):
    return office.accounts.add(
        owner, None, name="Guests", kind=AccountKind.OTHER, assigned=None, sort=AccountSort.GUEST
    )


@pytest.mark.parametrize("by_owner", [True, False])
@pytest.mark.parametrize("status", AccountStatus)
def test_owner_is_not_taken_off_the_account_for_guests(office, owner, guests, by_owner, status):
    caller = owner if by_owner else office.colleague(owner, "Adam Low", role=Role.ADMIN)
    office.store(office.stored(guests).model_copy(update={"status": status}))
    with pytest.raises(NotFoundError if status is AccountStatus.DELETED else WrongStateError):
        office.assignments.unassign(caller, guests.id, own(owner))
    assert office.stored(guests).assigned == {own(owner)}
    assert "account.member_unassigned" not in office.named()


def test_others_are_taken_off_the_account_for_guests(office, owner, guests, employee):
    office.assignments.assign(owner, guests.id, own(employee))
    assert office.assignments.unassign(owner, guests.id, own(employee)).assigned == {own(owner)}


@pytest.mark.parametrize("first", ["taking over", "unassigning"])
def test_account_for_guests_follows_who_becomes_the_owner_just_as_they_are_taken_off(
    office, owner, guests, employee, first
):
    office.assignments.assign(owner, guests.id, own(employee))
    office.ownership.offer(owner, own(employee), None)
    if first == "taking over":
        with before_commit(office.records, lambda: office.ownership.accept(employee, None)), suppress(WrongStateError):
            office.assignments.unassign(owner, guests.id, own(employee))
    else:
        with before_commit(office.records, lambda: office.assignments.unassign(owner, guests.id, own(employee))):
            office.ownership.accept(employee, None)
    assert own(employee) in office.stored(guests).assigned
