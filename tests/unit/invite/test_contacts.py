"""Contacts: an e-mail belongs to one contact of a firm."""

import pytest

from functions.invite.model.refusals import EmailInUseError
from shared.directory import PersonState
from shared.domain.errors import NotAllowedError, NotFoundError
from shared.domain.principals import Right
from shared.domain.texts import Locale
from tests.fakes.office import key


def test_email_in_use_names_the_holder(office):
    owner = office.opened()
    office.contact(owner, "Jane Doe", ("jane@doe.example",))
    with pytest.raises(EmailInUseError, match="Jane Doe"):
        office.contact(owner, "John Roe", ("john@roe.example", "jane@doe.example"))


def test_refused_contact_holds_none_of_its_emails(office):
    owner = office.opened()
    office.contact(owner, "Jane Doe", ("jane@doe.example",))
    with pytest.raises(EmailInUseError):
        office.contact(owner, "John Roe", ("john@roe.example", "jane@doe.example"))
    assert office.contact(owner, "John Roe", ("john@roe.example",)).emails == ("john@roe.example",)


def test_same_email_in_two_firms_is_two_contacts(office):
    owner, stranger = office.opened(), office.opened("north-ledger", "nils@north-ledger.example")
    assert office.contact(owner).id != office.contact(stranger).id


def test_email_named_twice_is_held_once(office):
    contact = office.contact(office.opened(), emails=("jane@doe.example", "jd@doe.example", "jane@doe.example"))
    assert contact.emails == ("jane@doe.example", "jd@doe.example")
    assert office.last("contact.created").event.emails == contact.emails


@pytest.mark.parametrize("right", [each for each in Right if each is not Right.MANAGE_CONTACTS])
def test_employee_without_manage_contacts_is_refused_everything(office, right):
    owner = office.opened()
    contact = office.contact(owner)
    employee = office.colleague(owner, rights=frozenset({right}))
    with pytest.raises(NotAllowedError):
        office.contact(employee, emails=("new@doe.example",))
    with pytest.raises(NotAllowedError):
        office.contacts.get(employee, contact.id)
    with pytest.raises(NotAllowedError):
        office.contacts.list(employee, limit=10, cursor=None)


def test_employee_with_manage_contacts_adds_reads_and_lists(office):
    employee = office.colleague(office.opened(), rights=frozenset({Right.MANAGE_CONTACTS}))
    contact = office.contact(employee)
    assert office.contacts.get(employee, contact.id) == contact
    assert office.contacts.list(employee, limit=10, cursor=None).items == (contact,)


def test_contact_of_another_firm_is_not_there(office):
    contact = office.contact(office.opened())
    with pytest.raises(NotFoundError):
        office.contacts.get(office.opened("north-ledger", "nils@north-ledger.example"), contact.id)


def test_adding_under_one_key_gives_one_contact(office):
    owner = office.opened()
    made = {
        office.contacts.add(owner, key(), name="Jane", emails=("jane@doe.example",), locale=Locale.ES).id
        for _ in range(3)
    }
    assert len(made) == 1
    assert office.named().count("contact.created") == 1


@pytest.mark.parametrize("is_tied", [False, True])
def test_credential_somebody_left_behind_does_not_come_along_when_its_address_merges(office, is_tied):
    owner = office.opened()
    office.left_behind(owner)
    account = office.account(owner, "Roe Ltd.")
    going = office.contact(owner, "Bob Roe", ("office@doe.example",))
    tie = office.tie(owner, account, going) if is_tied else None
    into = office.contact(owner, "Robert Roe", ("robert@roe.example",))
    office.contact_merger.merge(owner, into.id, going.id, seen=into.v, is_dry=False)
    for event in office.told("contact.merged"):
        office.contact_merger.carry_on(event)
    tie = tie or office.tie(owner, account, office.contacts.get(owner, into.id), "office@doe.example")
    person = office.grant(owner, tie)
    assert (person.name, person.contact, person.state) == ("Robert Roe", into.id, PersonState.GRANTED)
    assert person.epoch == office.clock.now
