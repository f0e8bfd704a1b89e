"""An e-mail is added, removed, or put in the place of another with all that stands on it."""

from collections.abc import Callable

import pytest

from functions.invite.model.entities import Badge
from functions.invite.model.refusals import (
    EmailInUseError,
    InvitationSupersededError,
    SignInFailedError,
)
from functions.invite.pools import Audience
from shared.directory import PersonState, Policy
from shared.domain.errors import (
    LimitReachedError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import MemberId
from shared.domain.principals import Right
from tests.fakes.office import LINK, PASSWORD, key
from tests.unit.invite.addresses import NEW, OLD, change, let_in, ties


@pytest.fixture
def owner(office):
    return office.opened()


def test_added_email_is_the_contacts_and_nobody_elses(office, owner):
    contact = office.contact(owner)
    after = office.emails.add(owner, contact.id, None, email=NEW)
    assert (after.emails, after.v) == ((OLD, NEW), 2)
    assert office.contacts.get(owner, contact.id) == after
    assert office.named()[-1] == "contact.email_added"
    with pytest.raises(EmailInUseError, match="Jane Doe"):
        office.contact(owner, "Janet", (NEW,))


def test_email_the_contact_has_already_changes_nothing(office, owner):
    contact = office.contact(owner)
    before = dict(office.records.items)
    assert office.emails.add(owner, contact.id, None, email=OLD) == contact
    assert change(office, owner, contact, OLD, OLD) == contact
    assert office.records.items == before


def test_contact_has_at_most_five_emails(office, owner):
    contact = office.contact(owner, emails=tuple(f"j{each}@doe.example" for each in range(5)))
    with pytest.raises(LimitReachedError):
        office.emails.add(owner, contact.id, None, email=NEW)


@pytest.mark.parametrize("act", ["add", "change"])
def test_email_of_another_contact_is_refused_by_name(office, owner, act):
    contact, _ = office.contact(owner), office.contact(owner, "John Roe", (NEW,))
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: office.emails.add(owner, contact.id, None, email=NEW),
        "change": lambda: change(office, owner, contact),
    }
    with pytest.raises(EmailInUseError, match="John Roe"):
        acts[act]()


def test_email_of_another_firms_contact_is_free(office, owner):
    stranger = office.opened("north-ledger", "nils@north-ledger.example")
    office.contact(stranger, "John Roe", (NEW,))
    assert office.emails.add(owner, office.contact(owner).id, None, email=NEW).emails == (OLD, NEW)


def test_contact_of_another_firm_is_not_found(office, owner):
    stranger = office.opened("north-ledger", "nils@north-ledger.example")
    contact = office.contact(owner, emails=(OLD, "jd@doe.example"))
    for act in (
        lambda: office.emails.add(stranger, contact.id, None, email=NEW),
        lambda: office.emails.remove(stranger, contact.id, None, email=OLD),
        lambda: change(office, stranger, contact),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_unused_email_is_removed_and_free_for_another(office, owner):
    contact = office.contact(owner, emails=(OLD, NEW))
    account = office.account(owner)
    office.tie(owner, account, contact, NEW)
    after = office.emails.remove(owner, contact.id, None, email=NEW)
    assert after.emails == (OLD,)
    assert office.named()[-2:] == ["contact.email_removed", "tie.removed"]
    assert office.ties.list(owner, account.id, limit=10, cursor=None).items == ()
    assert office.contact(owner, "John Roe", (NEW,)).emails == (NEW,)


def test_last_email_stays(office, owner):
    with pytest.raises(WrongStateError):
        office.emails.remove(owner, office.contact(owner).id, None, email=OLD)


def test_email_that_opens_an_account_is_not_removed(office, owner):
    contact = office.contact(owner, emails=(OLD, NEW))
    office.grant(owner, office.tie(owner, office.account(owner), contact))
    with pytest.raises(WrongStateError):
        office.emails.remove(owner, contact.id, None, email=OLD)


def test_email_granted_access_meanwhile_is_not_removed(office, owner):
    contact = office.contact(owner, emails=(OLD, NEW))
    tie = office.tie(owner, office.account(owner), contact)
    real = office.directory.gate

    def grant_after(*given, **named):
        scene = real(*given, **named)
        office.directory.gate = real
        office.grant(owner, tie)
        return scene

    office.directory.gate = grant_after
    with pytest.raises(StaleVersionError):
        office.emails.remove(owner, contact.id, None, email=OLD)


def test_tie_through_an_email_removed_meanwhile_is_not_found(office, owner):
    contact = office.contact(owner, emails=(OLD, NEW))
    account = office.account(owner)
    real = office.access_storage.add_tie

    def remove_first(*given):
        office.emails.remove(owner, contact.id, None, email=NEW)
        return real(*given)

    office.access_storage.add_tie = remove_first
    with pytest.raises(NotFoundError):
        office.tie(owner, account, contact, NEW)


def test_before_activation_the_old_link_is_superseded_and_the_new_address_is_invited_by_itself(office, owner):
    contact, invited = let_in(office, owner, accounts=2)
    told = len(office.named())
    after = change(office, owner, contact)
    assert after.emails == (NEW,)
    assert office.named()[told:] == [
        "contact.email_changed",
        "invitation.superseded",
        "portal_access.granted",
        "portal_access.granted",
        "invitation.sent",
    ]
    with pytest.raises(InvitationSupersededError):
        office.accept(invited)
    person = office.person(contact.firm, NEW)
    assert (person.state, set(person.accounts)) == (PersonState.INVITED, set(invited.accounts))
    assert office.person(contact.firm).accounts == {}
    assert ties(office, owner, person) == {(each, NEW, True) for each in invited.accounts}
    assert {office.accounts.get(owner, each).badge for each in person.accounts} == {Badge.PENDING_ACTIVATION}
    office.accept(person)
    assert {office.accounts.get(owner, each).badge for each in person.accounts} == {Badge.ACTIVATED}


def test_granted_but_never_invited_is_not_invited_by_the_change(office, owner):
    contact, _ = let_in(office, owner, invite=False)
    change(office, owner, contact)
    assert office.person(contact.firm, NEW).state is PersonState.GRANTED
    assert "invitation.sent" not in office.named()


def test_cancelled_invitation_does_not_come_back_by_the_change(office, owner):
    contact, invited = let_in(office, owner)
    office.invitations.cancel(owner, invited.id, None)
    change(office, owner, contact)
    assert office.person(contact.firm, NEW).state is PersonState.GRANTED
    assert office.named().count("invitation.sent") == 1


def test_expired_invitation_is_followed_by_a_new_one(office, owner):
    contact, _ = let_in(office, owner)
    office.wait(days=31)
    change(office, owner, contact)
    office.accept(office.person(contact.firm, NEW))


@pytest.mark.parametrize("waited", [0, 2], ids=["within the cool-down", "beyond the number"])
def test_change_goes_through_where_no_letter_may_and_leaves_them_granted(office, owner, waited):
    office.decree(owner.identity.firm, Policy(v=1, invitation_max_resends=0))
    contact, first = let_in(office, owner)
    change(office, owner, contact)
    second = office.person(contact.firm, NEW)
    office.wait(minutes=waited)
    after = office.emails.change(owner, contact.id, None, old=NEW, new=OLD)
    assert after.emails == (OLD,)
    person = office.person(contact.firm)
    assert (person.state, person.accounts) == (PersonState.GRANTED, first.accounts)
    assert ties(office, owner, person) == {(each, OLD, True) for each in first.accounts}
    assert office.named().count("invitation.sent") == 2
    assert {office.accounts.get(owner, each).badge for each in person.accounts} == {Badge.NOT_ACTIVATED}
    for each in (first, second):
        with pytest.raises(InvitationSupersededError):
            office.accept(each)


def test_tie_without_login_goes_along_with_what_it_allows(office, owner):
    contact, account = office.contact(owner), office.account(owner)
    tie = office.tie(owner, account, contact)
    change(office, owner, contact)
    (moved,) = [each for each, _ in office.ties.list(owner, account.id, limit=9, cursor=None).items]
    assert (moved.email, moved.login, moved.notify, moved.signatory) == (NEW, False, tie.notify, tie.signatory)
    assert office.access_storage.find_person(contact.firm, moved.person) is None


def test_after_activation_the_old_one_keeps_working_until_switched_off_by_hand(office, owner):
    contact, invited = let_in(office, owner)
    office.accept(invited)
    (account,) = invited.accounts
    after = change(office, owner, contact)
    assert after.emails == (OLD, NEW)
    sign_in = office.sessions.sign_in
    assert sign_in(Audience.CLIENT, "harbor-tax", OLD, PASSWORD, LINK)
    with pytest.raises(SignInFailedError):
        sign_in(Audience.CLIENT, "harbor-tax", NEW, PASSWORD, LINK)
    person = office.person(contact.firm, NEW)
    assert (person.state, list(person.accounts)) == (PersonState.INVITED, [account])
    office.accept(person, "another-quiet-heron-9")
    assert sign_in(Audience.CLIENT, "harbor-tax", OLD, PASSWORD, LINK), "both, until one is switched off"
    (old_tie,) = [each for each, _ in office.ties.list(owner, account, limit=9, cursor=None).items if each.email == OLD]
    office.granting.revoke(owner, account, old_tie.id, None)
    office.emails.remove(owner, contact.id, None, email=OLD)
    with pytest.raises(SignInFailedError):
        sign_in(Audience.CLIENT, "harbor-tax", OLD, PASSWORD, LINK)
    assert office.accounts.get(owner, account).badge is Badge.ACTIVATED


def test_change_repeated_after_activation_changes_nothing(office, owner):
    contact, invited = let_in(office, owner)
    office.accept(invited)
    change(office, owner, contact)
    before = dict(office.records.items)
    assert change(office, owner, contact).emails == (OLD, NEW)
    assert office.records.items == before


def test_change_to_an_address_that_is_in_already_lets_it_in_at_once(office, owner):
    contact = office.contact(owner, emails=(OLD, NEW))
    first, second = office.account(owner, "First"), office.account(owner, "Second")
    office.accept(office.grant(owner, office.tie(owner, first, contact, NEW), invite=True))
    office.grant(owner, office.tie(owner, second, contact, OLD), invite=True)
    change(office, owner, contact)
    person = office.person(contact.firm, NEW)
    assert (person.state, set(person.accounts)) == (PersonState.ACTIVE, {first.id, second.id})
    assert office.stored(second).badge is Badge.ACTIVATED


def test_where_both_addresses_are_tied_one_tie_is_left_with_login_if_either_had_it(office, owner):
    contact, account = office.contact(owner, emails=(OLD, NEW)), office.account(owner)
    office.grant(owner, office.tie(owner, account, contact, OLD))
    office.tie(owner, account, contact, NEW)
    change(office, owner, contact)
    person = office.person(contact.firm, NEW)
    assert ties(office, owner, person) == {(account.id, NEW, True)}


@pytest.mark.parametrize("rights", [frozenset({Right.MANAGE_ACCOUNTS}), frozenset()])
def test_employee_without_manage_contacts_touches_no_email(office, owner, rights):
    employee = office.colleague(owner, rights=rights)
    contact = office.contact(owner, emails=(OLD, "jd@doe.example"))
    for act in (
        lambda: office.emails.add(employee, contact.id, None, email=NEW),
        lambda: office.emails.remove(employee, contact.id, None, email=OLD),
        lambda: change(office, employee, contact),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_employee_lets_nobody_into_accounts_they_may_not_manage_by_changing_an_email(office, owner):
    """Abuse 23: the new address could be their own."""
    contact, invited = let_in(office, owner)
    (account,) = invited.accounts
    editor = office.colleague(owner, rights=frozenset({Right.MANAGE_CONTACTS, Right.VIEW_ALL_ACCOUNTS}))
    stranger = office.colleague(owner, "Nora Hill", rights=frozenset({Right.MANAGE_CONTACTS, Right.MANAGE_ACCOUNTS}))
    for each in (editor, stranger):
        with pytest.raises(NotAllowedError):
            change(office, each, contact)
    assert office.person(contact.firm).accounts
    assigned = office.stored(office.accounts.get(owner, account)).assigned | {MemberId(stranger.identity.id)}
    office.store(office.stored(office.accounts.get(owner, account)).model_copy(update={"assigned": assigned}))
    change(office, stranger, contact)


def test_email_that_passes_to_another_human_takes_no_password_session_or_link_along(office, owner):
    contact = office.contact(owner, emails=(OLD, NEW))
    account = office.account(owner)
    tie = office.tie(owner, account, contact)
    first = office.grant(owner, tie, invite=True)
    office.accept(first)
    session = office.caller(first.firm, first.id)
    office.wait(minutes=5)
    office.granting.revoke(owner, account.id, tie.id, None)
    office.emails.remove(owner, contact.id, None, email=OLD)
    john = office.contact(owner, "John Roe", (OLD,))
    granted = office.grant(owner, office.tie(owner, office.account(owner, "Roe"), john), invite=True)
    assert (granted.state, granted.name, granted.contact) == (PersonState.INVITED, "John Roe", john.id)
    with pytest.raises(SignInFailedError):
        office.sessions.sign_in(Audience.CLIENT, "harbor-tax", OLD, PASSWORD, LINK)
    office.accept(granted, "a-password-of-johns-1")
    with pytest.raises(UnauthenticatedError):
        office.directory.gate(session.identity)


def test_change_under_its_key_is_done_once(office, owner):
    contact, _ = let_in(office, owner)
    first = office.emails.change(owner, contact.id, key(), old=OLD, new=NEW)
    assert office.emails.change(owner, contact.id, key(), old=OLD, new=NEW) == first
    assert office.named().count("contact.email_changed") == 1
