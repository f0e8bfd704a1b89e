"""Accounts: who adds them, who sees them, and that a change names what it saw and is told once."""

import pytest

from functions.invite.model.entities import MAX_ASSIGNED, AccountKind, Badge
from functions.invite.model.listing import Wanted
from shared.domain.errors import LimitReachedError, NotAllowedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.ids import AccountId, MemberId, member_id, new
from shared.domain.principals import Caller, Right, Role
from tests.fakes.office import Office, key


def listed(office: Office, caller: Caller) -> list[str]:
    return [each.name for each in office.account_lists.list(caller, Wanted(), limit=100, cursor=None).items]


def test_creator_is_assigned_when_nobody_is_named(office):
    owner = office.opened()
    assert office.account(owner).assigned == {owner.identity.id}


def test_named_members_are_assigned_and_the_creator_is_not(office):
    owner = office.opened()
    employee = office.colleague(owner)
    account = office.account(owner, assigned=frozenset({MemberId(employee.identity.id)}))
    assert account.assigned == {employee.identity.id}


def test_member_of_another_firm_cannot_be_assigned(office):
    owner, stranger = office.opened(), office.opened("north-ledger", "nils@north-ledger.example")
    with pytest.raises(NotFoundError):
        office.account(owner, assigned=frozenset({MemberId(stranger.identity.id)}))
    assert listed(office, owner) == []


def test_member_who_has_not_come_in_cannot_be_assigned(office):
    owner = office.opened()
    invited = office.members.invite(
        owner, None, name="Nora", email="nora@harbor-tax.example", role=Role.EMPLOYEE, rights=frozenset(), locale=None
    )
    with pytest.raises(WrongStateError):
        office.account(owner, assigned=frozenset({invited.id}))


def test_more_members_than_one_creation_takes_are_refused(office):
    owner = office.opened()
    crowd = frozenset(member_id(owner.identity.firm, f"m{n}@harbor-tax.example") for n in range(MAX_ASSIGNED // 4 + 1))
    with pytest.raises(LimitReachedError):
        office.account(owner, assigned=crowd)


def test_employee_without_manage_accounts_adds_none(office):
    employee = office.colleague(office.opened(), rights=frozenset({Right.VIEW_ALL_ACCOUNTS}))
    with pytest.raises(NotAllowedError):
        office.account(employee)


def test_employee_with_manage_accounts_adds_and_sees_their_own(office):
    employee = office.colleague(office.opened(), rights=frozenset({Right.MANAGE_ACCOUNTS}))
    office.account(employee, "Doe Family")
    assert listed(office, employee) == ["Doe Family"]


def test_employee_sees_only_what_is_assigned_to_them(office):
    owner = office.opened()
    employee = office.colleague(owner)
    hidden = office.account(owner, "Hidden")
    office.account(owner, "Shown", assigned=frozenset({MemberId(employee.identity.id)}))
    assert listed(office, employee) == ["Shown"]
    with pytest.raises(NotFoundError):
        office.accounts.get(employee, hidden.id)


def test_employee_who_views_all_accounts_sees_them_all_by_name(office):
    owner = office.opened()
    employee = office.colleague(owner, rights=frozenset({Right.VIEW_ALL_ACCOUNTS}))
    for name in ("beta", "Alpha", "gamma"):
        office.account(owner, name)
    assert listed(office, employee) == ["Alpha", "beta", "gamma"]


def test_account_of_another_firm_is_not_there(office):
    owner, stranger = office.opened(), office.opened("north-ledger", "nils@north-ledger.example")
    account = office.account(owner)
    with pytest.raises(NotFoundError):
        office.accounts.get(stranger, account.id)
    with pytest.raises(NotFoundError):
        office.accounts.edit(stranger, account.id, seen=1, name="Taken over")


def test_unknown_account_is_not_there(office):
    with pytest.raises(NotFoundError):
        office.accounts.get(office.opened(), AccountId(new("acc", office.clock.now)))


def test_new_account_wears_the_gray_badge(office):
    assert office.account(office.opened()).badge is Badge.NOT_ACTIVATED


def test_rename_tells_before_and_after(office):
    owner = office.opened()
    account = office.account(owner, "Doe Family")
    renamed = office.accounts.edit(owner, account.id, seen=1, name="Doe & Sons")
    event = office.last("account.updated").event
    assert (renamed.v, event.before, event.after) == (2, {"name": "Doe Family"}, {"name": "Doe & Sons"})


@pytest.mark.parametrize("name", ["Doe Family", None])
def test_same_name_or_none_changes_and_tells_nothing(office, name):
    owner = office.opened()
    account = office.account(owner, "Doe Family")
    assert office.accounts.edit(owner, account.id, seen=1, name=name) == account
    assert "account.updated" not in office.named()


def test_rename_repeated_after_a_lost_answer_is_answered_alike_and_told_once(office):
    owner = office.opened()
    account = office.account(owner)
    first = office.accounts.edit(owner, account.id, seen=1, name="Doe & Sons")
    assert office.accounts.edit(owner, account.id, seen=1, name="Doe & Sons") == first
    assert office.named().count("account.updated") == 1


def test_rename_repeated_after_somebody_elses_is_stale(office):
    owner = office.opened()
    account = office.account(owner)
    office.accounts.edit(owner, account.id, seen=1, name="Mine")
    office.accounts.edit(owner, account.id, seen=2, name="Theirs")
    with pytest.raises(StaleVersionError):
        office.accounts.edit(owner, account.id, seen=1, name="Mine")


@pytest.mark.parametrize("name", ["Doe Family", None])
def test_even_what_changes_nothing_must_have_seen_what_stands(office, name):
    owner = office.opened()
    account = office.account(owner, "Doe Family")
    with pytest.raises(StaleVersionError):
        office.accounts.edit(owner, account.id, seen=7, name=name)


def test_second_editor_of_one_version_is_stale(office):
    owner = office.opened()
    account = office.account(owner)
    office.accounts.edit(owner, account.id, seen=1, name="First")
    with pytest.raises(StaleVersionError):
        office.accounts.edit(owner, account.id, seen=1, name="Second")
    assert office.accounts.get(owner, account.id).name == "First"


def test_employee_without_manage_accounts_renames_none(office):
    owner = office.opened()
    employee = office.colleague(owner)
    account = office.account(owner, assigned=frozenset({MemberId(employee.identity.id)}))
    with pytest.raises(NotAllowedError):
        office.accounts.edit(employee, account.id, seen=1, name="Mine now")


def test_adding_under_one_key_gives_one_account(office):
    owner = office.opened()
    made = [office.accounts.add(owner, key(), name="Doe", kind=AccountKind.COMPANY, assigned=None).id for _ in range(3)]
    assert len(set(made)) == 1
    assert listed(office, owner) == ["Doe"]
    assert office.named().count("account.created") == 1


def test_key_is_free_again_after_a_day(office):
    owner = office.opened()
    first = office.accounts.add(owner, key(), name="Doe", kind=AccountKind.COMPANY, assigned=None)
    office.wait(hours=24, seconds=1)
    assert office.accounts.add(owner, key(), name="Doe", kind=AccountKind.COMPANY, assigned=None).id != first.id
