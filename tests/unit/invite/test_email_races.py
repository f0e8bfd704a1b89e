"""An e-mail is changed while somebody comes in by it, and with more ties than one transaction takes."""

import pytest

from functions.invite.model.entities import Badge
from functions.invite.model.refusals import (
    InvitationSupersededError,
)
from functions.invite.model.succession import TieMove
from shared.directory import PersonState
from shared.domain.errors import (
    StaleVersionError,
)
from tests.unit.invite.addresses import NEW, OLD, change, follow, let_in, ties


@pytest.fixture
def owner(office):
    return office.opened()


@pytest.mark.parametrize("came_in", [False, True])
def test_more_ties_than_a_transaction_takes_follow_when_it_is_announced(office, owner, came_in):
    """Late, twice, and cut short after a few: the ties end the same; the credentials were switched at once."""
    contact, invited = let_in(office, owner, accounts=25)
    if came_in:
        office.accept(invited)
    change(office, owner, contact)
    person = office.person(contact.firm, NEW)
    assert set(person.accounts) == set(invited.accounts)
    moved: list[TieMove] = []
    real = office.email_storage.move

    def tire(move):
        if len(moved) == 3:
            raise StaleVersionError
        moved.append(move)
        real(move)

    office.email_storage.move = tire
    with pytest.raises(StaleVersionError):
        follow(office)
    office.email_storage.move = real
    follow(office)
    expected = {(each, NEW, True) for each in person.accounts}
    assert ties(office, owner, person) == expected | (
        {(each, OLD, True) for each in person.accounts} if came_in else set()
    )


def test_second_change_waits_until_the_ties_of_the_first_have_followed(office, owner):
    contact, _ = let_in(office, owner, accounts=25)
    change(office, owner, contact)
    with pytest.raises(StaleVersionError):
        change(office, owner, contact, NEW, "jane@third.example")
    follow(office)
    change(office, owner, contact, NEW, "jane@third.example")
    follow(office)
    person = office.person(contact.firm, "jane@third.example")
    assert ties(office, owner, person) == {(each, "jane@third.example", True) for each in person.accounts}


def test_access_of_a_tie_on_its_way_can_be_neither_granted_nor_revoked(office, owner):
    contact, invited = let_in(office, owner, accounts=25)
    account = next(iter(invited.accounts))
    (tie,) = [each for each, _ in office.ties.list(owner, account, limit=9, cursor=None).items]
    change(office, owner, contact)
    with pytest.raises(StaleVersionError):
        office.granting.revoke(owner, account, tie.id, None)


def test_change_while_the_old_link_is_accepted_lets_one_of_them_in(office, owner):
    """Abuse 22: two invitations never activate one access twice."""
    contact, invited = let_in(office, owner)
    real = office.pools.set_password

    def change_meanwhile(*given):
        office.pools.set_password = real
        real(*given)
        change(office, owner, contact)

    office.pools.set_password = change_meanwhile
    with pytest.raises(InvitationSupersededError):
        office.accept(invited)
    assert office.person(contact.firm).state is not PersonState.ACTIVE
    office.accept(office.person(contact.firm, NEW))
    assert len(office.told("client.signed_up")) == 1


def test_acceptance_that_comes_before_the_change_commits_wins(office, owner):
    contact, invited = let_in(office, owner)
    (account,) = invited.accounts
    real = office.email_storage.change

    def accept_first(*given, **named):
        office.email_storage.change = real
        office.accept(invited)
        return real(*given, **named)

    office.email_storage.change = accept_first
    with pytest.raises(StaleVersionError):
        change(office, owner, contact)
    assert office.person(contact.firm).state is PersonState.ACTIVE
    assert change(office, owner, contact).emails == (OLD, NEW)
    assert office.accounts.get(owner, account).badge is Badge.ACTIVATED
