"""Ties, and granting access: login is ticked for one account, a person is invited once."""

import pytest

from functions.invite.model.entities import MAX_ACCOUNTS_OF_PERSON, AccessState, Badge
from functions.invite.model.refusals import TieExistsError
from shared.directory import AccountStatus, PersonState
from shared.domain.errors import LimitReachedError, NotAllowedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.ids import ContactId, MemberId, new, person_id
from shared.domain.principals import Right
from tests.fakes.office import PASSWORD, key


def test_tie_through_an_email_the_contact_has_not_is_not_found(office):
    owner = office.opened()
    account, contact = office.account(owner), office.contact(owner)
    with pytest.raises(NotFoundError):
        office.tie(owner, account, contact, "someone@else.example")


def test_tie_to_an_unknown_contact_is_not_found(office):
    owner = office.opened()
    account, contact = office.account(owner), office.contact(owner)
    unknown = contact.model_copy(update={"id": ContactId(new("con", office.clock.now))})
    with pytest.raises(NotFoundError):
        office.tie(owner, account, unknown)


def test_tie_to_a_contact_of_another_firm_is_not_found(office):
    owner, stranger = office.opened(), office.opened("north-ledger", "nils@north-ledger.example")
    with pytest.raises(NotFoundError):
        office.tie(owner, office.account(owner), office.contact(stranger))


def test_email_is_tied_to_an_account_once(office):
    owner = office.opened()
    account, contact = office.account(owner), office.contact(owner)
    office.tie(owner, account, contact)
    with pytest.raises(TieExistsError):
        office.tie(owner, account, contact)


def test_one_contact_is_tied_through_each_of_their_emails(office):
    owner = office.opened()
    account = office.account(owner)
    contact = office.contact(owner, emails=("jane@doe.example", "jd@doe.example"))
    ties = {office.tie(owner, account, contact, each).id for each in contact.emails}
    assert len(ties) == 2


def test_tying_grants_no_login(office):
    owner = office.opened()
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    assert tie.login is False
    assert office.access_storage.find_person(tie.firm, tie.person) is None


def test_archived_account_takes_no_tie(office):
    owner = office.opened()
    account, contact = office.account(owner), office.contact(owner)
    office.store(account.model_copy(update={"status": AccountStatus.ARCHIVED}))
    with pytest.raises(WrongStateError):
        office.tie(owner, account, contact)


@pytest.mark.parametrize("rights", [frozenset(), frozenset({Right.VIEW_ALL_ACCOUNTS, Right.MANAGE_CONTACTS})])
def test_employee_without_manage_accounts_neither_ties_nor_grants(office, rights):
    owner = office.opened()
    employee = office.colleague(owner, rights=rights)
    account = office.account(owner, assigned=frozenset({MemberId(employee.identity.id)}))
    contact = office.contact(owner)
    with pytest.raises(NotAllowedError):
        office.tie(employee, account, contact)
    tie = office.tie(owner, account, contact)
    with pytest.raises(NotAllowedError):
        office.grant(employee, tie)


def test_employee_who_manages_accounts_does_not_reach_an_account_not_assigned(office):
    owner = office.opened()
    employee = office.colleague(owner, rights=frozenset({Right.MANAGE_ACCOUNTS}))
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    with pytest.raises(NotFoundError):
        office.grant(employee, tie)


def test_grant_ticks_login_and_invites_nobody(office):
    owner = office.opened()
    account = office.account(owner)
    person = office.grant(owner, office.tie(owner, account, office.contact(owner)))
    assert (person.state, person.accounts) == (PersonState.GRANTED, {account.id: account.name})
    assert office.named()[-1] == "portal_access.granted"
    assert office.stored(account).badge is Badge.NOT_ACTIVATED


def test_grant_with_invite_sends_the_message_along(office):
    owner = office.opened()
    person = office.invited(owner, message="See you inside.")
    assert person.state is PersonState.INVITED
    assert office.named()[-2:] == ["portal_access.granted", "invitation.sent"]
    assert office.last("invitation.sent").event.message == "See you inside."
    (account,) = person.accounts
    assert office.accounts.get(owner, account).badge is Badge.PENDING_ACTIVATION


def test_granting_twice_changes_nothing(office):
    owner = office.opened()
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    first = office.grant(owner, tie, invite=True)
    before = dict(office.records.items)
    assert office.grant(owner, tie, invite=True) == first
    assert office.records.items == before


def test_active_person_is_in_at_once_with_no_second_mail(office):
    owner = office.opened()
    office.accept(office.invited(owner))
    second = office.account(owner, "Doe Holdings")
    contact = office.contacts.list(owner, limit=1, cursor=None).items[0]
    told = len(office.named())
    person = office.grant(owner, office.tie(owner, second, contact), invite=True)
    assert person.state is PersonState.ACTIVE
    assert second.id in person.accounts
    assert office.named()[told:] == ["tie.created", "portal_access.granted"]
    assert office.stored(second).badge is Badge.ACTIVATED


def test_open_invitation_covers_the_account_granted_after_it(office):
    owner = office.opened()
    invited = office.invited(owner)
    second = office.account(owner, "Doe Holdings")
    contact = office.contacts.list(owner, limit=1, cursor=None).items[0]
    person = office.grant(owner, office.tie(owner, second, contact), invite=True)
    assert person.invitation == invited.invitation
    assert office.named().count("invitation.sent") == 1
    assert office.activation.open(office.token(invited)).accounts == ["Doe Family", "Doe Holdings"]
    office.accept(invited)
    signed_up = [each.account for each in office.told("client.signed_up")]
    assert sorted(signed_up) == sorted(person.accounts)
    assert {office.stored(each).badge for each in map(office.accounts.get, [owner] * 2, person.accounts)} == {
        Badge.ACTIVATED
    }


def test_inviting_at_a_later_grant_covers_what_was_granted_before(office):
    owner = office.opened()
    first, contact = office.account(owner, "Doe Family"), office.contact(owner)
    office.grant(owner, office.tie(owner, first, contact))
    second = office.account(owner, "Doe Holdings")
    office.grant(owner, office.tie(owner, second, contact), invite=True)
    badges = [office.accounts.get(owner, each.id).badge for each in (first, second)]
    assert badges == [Badge.PENDING_ACTIVATION, Badge.PENDING_ACTIVATION]


def test_person_enters_at_most_fifty_accounts(office):
    owner = office.opened()
    contact = office.contact(owner)
    for number in range(MAX_ACCOUNTS_OF_PERSON):
        office.grant(owner, office.tie(owner, office.account(owner, f"Account {number:02}"), contact))
    with pytest.raises(LimitReachedError):
        office.grant(owner, office.tie(owner, office.account(owner, "One too many"), contact))
    assert len(office.person(owner.identity.firm).accounts) == MAX_ACCOUNTS_OF_PERSON


def test_person_of_fifty_accounts_is_invited_and_comes_in_with_one_event_an_account(office):
    owner = office.opened()
    contact = office.contact(owner)
    ties = [
        office.tie(owner, office.account(owner, f"Account {number:02}"), contact)
        for number in range(MAX_ACCOUNTS_OF_PERSON)
    ]
    for tie in ties[:-1]:
        office.grant(owner, tie)
    office.accept(office.grant(owner, ties[-1], invite=True))
    assert len(office.told("client.signed_up")) == MAX_ACCOUNTS_OF_PERSON


def test_archived_account_grants_nothing(office):
    owner = office.opened()
    account = office.account(owner)
    tie = office.tie(owner, account, office.contact(owner))
    office.store(account.model_copy(update={"status": AccountStatus.ARCHIVED}))
    with pytest.raises(WrongStateError):
        office.grant(owner, tie)


@pytest.mark.parametrize("invite", [True, False])
def test_account_renamed_during_a_grant_lets_nobody_in_under_the_old_name(office, invite):
    """The renaming looks for persons of the account before this one is there: its name would stay for ever."""
    owner = office.opened()
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    real = office.access_storage.grant

    def rename_meanwhile(*given, **named):
        office.accounts.edit(owner, tie.account, seen=1, name="Doe & Sons")
        office.access_storage.grant = real
        return real(*given, **named)

    office.access_storage.grant = rename_meanwhile
    with pytest.raises(StaleVersionError):
        office.grant(owner, tie, invite=invite)
    assert office.grant(owner, tie, invite=invite).accounts == {tie.account: "Doe & Sons"}


def test_granting_under_one_key_is_done_once(office):
    owner = office.opened()
    tie = office.tie(owner, office.account(owner), office.contact(owner))
    for _ in range(3):
        office.granting.grant(owner, tie.account, tie.id, key(), invite=True, message=None)
    assert office.named().count("portal_access.granted") == 1
    assert office.named().count("invitation.sent") == 1


def test_people_of_an_account_are_listed_with_their_state(office):
    owner = office.opened()
    account = office.account(owner)
    jane, john = office.contact(owner), office.contact(owner, "John Roe", ("john@roe.example",))
    office.accept(office.grant(owner, office.tie(owner, account, jane), invite=True), PASSWORD)
    office.tie(owner, account, john)
    page = office.ties.list(owner, account.id, limit=10, cursor=None)
    states = {tie.contact_name: person and person.access(office.clock.now) for tie, person in page.items}
    assert states == {"Jane Doe": AccessState.ACTIVE, "John Roe": None}


def test_person_is_seen_by_whoever_sees_one_of_their_accounts(office):
    owner = office.opened()
    employee = office.colleague(owner)
    contact = office.contact(owner)
    hidden = office.account(owner, "Hidden")
    office.grant(owner, office.tie(owner, hidden, contact))
    person = person_id(owner.identity.firm, "jane@doe.example")
    with pytest.raises(NotFoundError):
        office.invitations.person(employee, person)
    shown = office.account(owner, "Shown", assigned=frozenset({MemberId(employee.identity.id)}))
    office.grant(owner, office.tie(owner, shown, contact))
    assert office.invitations.person(employee, person).id == person


def test_a_full_page_of_people_is_read_with_the_gate_and_leads_on(office):
    """One request takes 100 keys, three of which are the gate's."""
    owner = office.opened()
    account = office.account(owner)
    for number in range(99):
        office.tie(owner, account, office.contact(owner, f"Jane {number}", (f"jane{number}@doe.example",)))
    first = office.ties.list(owner, account.id, limit=100, cursor=None)
    rest = office.ties.list(owner, account.id, limit=100, cursor=first.next)
    assert (len(first.items), len(rest.items), rest.next) == (97, 2, None)
