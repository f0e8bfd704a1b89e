"""An account's name stands with its persons too, and follows when the account is renamed."""

import itertools

import pytest

from shared.domain.errors import StaleVersionError


@pytest.fixture
def owner(office):
    return office.opened()


def test_rename_reaches_the_persons_of_the_account(office, owner):
    person = office.invited(owner)
    (account,) = person.accounts
    office.accounts.edit(owner, account, seen=1, name="Doe & Sons")
    office.naming.refresh(office.last("account.updated").event)
    assert office.person(person.firm).accounts == {account: "Doe & Sons"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_last_name_wins_in_whatever_order_the_events_come(office, owner, order):
    person = office.invited(owner)
    (account,) = person.accounts
    for version, name in enumerate(("First", "Second", "Third"), 1):
        office.accounts.edit(owner, account, seen=version, name=name)
    events = office.told("account.updated")
    for place in (*order, *order):
        office.naming.refresh(events[place])
    assert office.person(person.firm).accounts == {account: "Third"}


def test_doubled_event_writes_once(office, owner):
    person = office.invited(owner)
    (account,) = person.accounts
    office.accounts.edit(owner, account, seen=1, name="Doe & Sons")
    event = office.last("account.updated").event
    office.naming.refresh(event)
    after = office.person(person.firm)
    office.naming.refresh(event)
    assert office.person(person.firm) == after


def test_account_that_is_gone_has_nobody_to_rename_for(office, owner):
    account = office.account(owner)
    office.accounts.edit(owner, account.id, seen=1, name="Doe & Sons")
    office.records.items.clear()
    office.naming.refresh(office.last("account.updated").event)
    assert office.records.items == {}


def test_tie_without_login_has_nobody_to_rename_for(office, owner):
    account = office.account(owner)
    tie = office.tie(owner, account, office.contact(owner))
    office.accounts.edit(owner, account.id, seen=1, name="Doe & Sons")
    office.naming.refresh(office.last("account.updated").event)
    assert office.access_storage.find_person(tie.firm, tie.person) is None


def test_other_accounts_of_the_person_keep_their_names(office, owner):
    person = office.invited(owner)
    contact = office.contacts.list(owner, limit=1, cursor=None).items[0]
    second = office.account(owner, "Doe Holdings")
    office.grant(owner, office.tie(owner, second, contact))
    office.accounts.edit(owner, second.id, seen=1, name="Doe Group")
    office.naming.refresh(office.last("account.updated").event)
    assert sorted(office.person(person.firm).accounts.values()) == ["Doe Family", "Doe Group"]


def test_person_written_meanwhile_is_left_for_the_next_delivery(office, owner):
    person = office.invited(owner)
    (account,) = person.accounts
    office.accounts.edit(owner, account, seen=1, name="Doe & Sons")
    event = office.last("account.updated").event
    real = office.access_storage.find_person

    def find_then_write(firm, of):
        found = real(firm, of)
        office.storage.save(found)
        return found

    office.access_storage.find_person = find_then_write
    with pytest.raises(StaleVersionError):
        office.naming.refresh(event)
    office.access_storage.find_person = real
    office.naming.refresh(event)
    assert office.person(person.firm).accounts == {account: "Doe & Sons"}
