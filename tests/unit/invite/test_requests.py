"""A client asks to let a colleague in; the firm approves or declines."""

import pytest

from functions.invite.model.entities import AccessState, Account, Badge
from functions.invite.model.requests import MAX_OPEN, AccessRequest, RequestState
from shared.directory import AccountArchivedError, AccountStatus, PersonState, Policy
from shared.domain.errors import (
    FeatureDisabledError,
    LimitReachedError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
    WrongStateError,
)
from shared.domain.ids import AccountId, MemberId, RequestId, person_id
from shared.domain.principals import Caller, Right
from shared.domain.texts import Locale
from tests.fakes.office import Office, key

COLLEAGUE = "max@doe.example"


@pytest.fixture
def owner(office):
    caller = office.opened()
    office.decree(caller.identity.firm, Policy(v=1, clients_may_invite_colleagues=True))
    return caller


@pytest.fixture
def jane(office, owner):
    """A client who is in, with one account."""
    person = office.invited(owner)
    office.accept(person)
    return office.caller(person.firm, person.id)


def account_of(office: Office, client: Caller) -> AccountId:
    return next(iter(office.person(client.identity.firm).accounts))


def ask(office: Office, client: Caller, email: str = COLLEAGUE, name: str = "Max Doe") -> AccessRequest:
    return office.requests.ask(client, account_of(office, client), None, name=name, email=email, locale=Locale.DE)


def stored(office: Office, owner: Caller, client: Caller) -> Account:
    return office.stored(office.accounts.get(owner, account_of(office, client)))


def test_asking_is_off_unless_the_firm_allows_it(office, owner, jane):
    office.decree(owner.identity.firm, Policy(v=2))
    before = dict(office.records.items)
    with pytest.raises(FeatureDisabledError):
        ask(office, jane)
    assert office.records.items == before


def test_request_waits_for_the_firm_and_lets_nobody_in(office, owner, jane):
    asked = ask(office, jane)
    assert (asked.state, asked.person_name, asked.account_name) == (RequestState.OPEN, "Jane Doe", "Doe Family")
    assert office.named()[-1] == "portal_access.requested"
    assert office.requests.list(owner, limit=9, cursor=None).items == (asked,)
    assert office.requests.own(jane, asked.account, limit=9, cursor=None).items == (asked,)
    assert office.access_storage.find_person(asked.firm, person_id(asked.firm, COLLEAGUE)) is None


def test_asking_twice_is_one_request(office, owner, jane):
    first = ask(office, jane)
    before = dict(office.records.items)
    assert ask(office, jane, name="Maximilian") == first
    assert office.records.items == before


def test_what_was_asked_before_is_kept_and_shown_when_asking_is_switched_off(office, owner, jane):
    asked = ask(office, jane)
    office.decree(owner.identity.firm, Policy(v=2))
    assert office.requests.own(jane, asked.account, limit=9, cursor=None).items == (asked,)
    assert office.requests.approve(owner, asked.id, None, invite=False).state is RequestState.APPROVED


def test_account_has_at_most_twenty_open_requests_and_a_decided_one_makes_room(office, owner, jane):
    first, *_ = [ask(office, jane, f"c{number}@doe.example") for number in range(MAX_OPEN)]
    with pytest.raises(LimitReachedError):
        ask(office, jane)
    office.requests.decline(owner, first.id, None, reason=None)
    assert ask(office, jane).state is RequestState.OPEN


def test_client_asks_only_for_an_account_of_theirs_that_is_not_archived(office, owner, jane):
    other = office.account(owner, "Roe Ltd.")
    with pytest.raises(NotFoundError):
        office.requests.ask(jane, other.id, None, name="Max", email=COLLEAGUE, locale=Locale.EN)
    office.store(stored(office, owner, jane).model_copy(update={"status": AccountStatus.ARCHIVED}))
    with pytest.raises(AccountArchivedError):
        ask(office, jane)


@pytest.mark.parametrize("known", [False, True])
def test_answer_is_the_same_whether_the_firm_knows_the_email_or_not(office, owner, jane, known):
    if known:
        office.grant(
            owner, office.tie(owner, office.account(owner, "Elsewhere"), office.contact(owner, "Maxi", (COLLEAGUE,)))
        )
    asked = ask(office, jane)
    assert (asked.name, asked.email, asked.locale, asked.v, asked.reason) == ("Max Doe", COLLEAGUE, Locale.DE, 1, None)


@pytest.mark.parametrize("invite", [False, True])
def test_approval_adds_the_contact_ties_grants_and_invites_if_wished(office, owner, jane, invite):
    asked = ask(office, jane)
    told = len(office.named())
    approved = office.requests.approve(owner, asked.id, None, invite=invite)
    assert approved.state is RequestState.APPROVED
    assert office.named()[told:] == [
        "contact.created",
        "tie.created",
        "portal_access.granted",
        *(["invitation.sent"] if invite else []),
    ]
    person = office.person(asked.firm, COLLEAGUE)
    assert (person.name, person.locale, list(person.accounts)) == ("Max Doe", Locale.DE, [asked.account])
    assert person.asked_by == "Jane Doe", "invited by the client, in the pending list"
    assert person.access(office.clock.now) is (AccessState.INVITED if invite else AccessState.GRANTED)
    assert office.requests.list(owner, limit=9, cursor=None).items == ()
    assert stored(office, owner, jane).n_invited == int(invite)
    if invite:
        office.accept(person)


def test_contact_the_firm_has_is_taken_and_keeps_its_name(office, owner, jane):
    contact = office.contact(owner, "Maximilian Doe", (COLLEAGUE,))
    asked = ask(office, jane)
    office.requests.approve(owner, asked.id, None, invite=True)
    person = office.person(asked.firm, COLLEAGUE)
    assert (person.name, person.contact) == ("Maximilian Doe", contact.id)


def test_who_is_active_in_the_firm_is_in_at_once(office, owner, jane):
    contact = office.contact(owner, "Max", (COLLEAGUE,))
    office.accept(office.grant(owner, office.tie(owner, office.account(owner, "Else"), contact), invite=True))
    asked = ask(office, jane)
    mails = office.named().count("invitation.sent")
    office.requests.approve(owner, asked.id, None, invite=True)
    person = office.person(asked.firm, COLLEAGUE)
    assert (person.state, asked.account in person.accounts) == (PersonState.ACTIVE, True)
    assert office.named().count("invitation.sent") == mails
    assert stored(office, owner, jane).n_can_login == 2


def test_tie_shows_that_somebody_asks_until_it_is_decided(office, owner, jane):
    account = stored(office, owner, jane)
    tie = office.tie(owner, account, office.contact(owner, "Max", (COLLEAGUE,)))
    asked = ask(office, jane)
    assert office.ties.get(owner, account.id, tie.id)[0].requested_at == office.clock.now
    office.requests.decline(owner, asked.id, None, reason="Not yet.")
    assert office.ties.get(owner, account.id, tie.id)[0].requested_at is None
    again = ask(office, jane)
    assert (again.v, again.reason) == (3, None)
    office.requests.approve(owner, again.id, None, invite=False)
    granted, _ = office.ties.get(owner, account.id, tie.id)
    assert (granted.login, granted.requested_at) == (True, None)


def test_declined_request_lets_nobody_in_and_tells_the_client_why(office, owner, jane):
    asked = ask(office, jane)
    office.requests.decline(owner, asked.id, None, reason="We do not know them.")
    (own,) = office.requests.own(jane, asked.account, limit=9, cursor=None).items
    assert (own.state, own.reason) == (RequestState.DECLINED, "We do not know them.")
    assert office.named()[-1] == "portal_access.request_declined"
    with pytest.raises(WrongStateError):
        office.requests.approve(owner, asked.id, None, invite=True)


def test_deciding_the_same_again_changes_nothing_and_the_other_way_is_refused(office, owner, jane):
    asked = ask(office, jane)
    first = office.requests.approve(owner, asked.id, None, invite=True)
    before = dict(office.records.items)
    assert office.requests.approve(owner, asked.id, None, invite=True) == first
    with pytest.raises(WrongStateError):
        office.requests.decline(owner, asked.id, None, reason=None)
    assert office.records.items == before


@pytest.mark.parametrize("act", ["approve", "decline"])
def test_member_decides_only_for_accounts_they_see_and_may_manage(office, owner, jane, act):
    """Abuse 23: nor does a client decide on their own request, which no route of theirs is about."""
    asked = ask(office, jane)
    blind = office.colleague(owner, "Nora Hill", rights=frozenset({Right.MANAGE_ACCOUNTS}))
    idle = office.colleague(owner, rights=frozenset({Right.VIEW_ALL_ACCOUNTS}))
    for caller, refusal in ((blind, NotFoundError), (idle, NotAllowedError), (jane, NotAllowedError)):
        with pytest.raises(refusal):
            decide(office, caller, asked.id, act)
    assert office.requests.list(blind, limit=9, cursor=None).items == ()
    assigned = frozenset({MemberId(blind.identity.id)})
    office.store(stored(office, owner, jane).model_copy(update={"assigned": assigned}))
    decide(office, blind, asked.id, act)


def decide(office: Office, caller: Caller, request: RequestId, act: str) -> AccessRequest:
    if act == "approve":
        return office.requests.approve(caller, request, None, invite=False)
    return office.requests.decline(caller, request, None, reason=None)


def test_another_firms_request_is_not_found(office, owner, jane):
    asked = ask(office, jane)
    stranger = office.opened("north-ledger", "nils@north-ledger.example")
    with pytest.raises(NotFoundError):
        office.requests.approve(stranger, asked.id, None, invite=True)
    assert office.requests.list(stranger, limit=9, cursor=None).items == ()


def test_archived_account_lets_nobody_in_by_an_approval(office, owner, jane):
    asked = ask(office, jane)
    office.store(stored(office, owner, jane).model_copy(update={"status": AccountStatus.ARCHIVED}))
    with pytest.raises(WrongStateError):
        office.requests.approve(owner, asked.id, None, invite=True)


def test_request_for_what_is_deleted_or_went_into_another_is_declined_and_not_approved(office, owner, jane):
    asked = [ask(office, jane), ask(office, jane, "mia@doe.example", "Mia Doe")]
    account = account_of(office, jane)
    into = office.account(owner, "Doe Holdings")
    office.account_merger.merge(owner, into.id, account, seen=into.v, is_dry=False)
    with pytest.raises(NotFoundError):
        office.requests.approve(owner, asked[0].id, None, invite=False)
    for each in asked:
        assert office.requests.decline(owner, each.id, None, reason=None).state is RequestState.DECLINED
    assert office.requests.list(owner, limit=50, cursor=None).items == ()
    stranger = office.colleague(owner, rights=frozenset({Right.MANAGE_ACCOUNTS}))
    with pytest.raises(NotFoundError):
        office.requests.decline(stranger, asked[0].id, None, reason=None)


def test_each_act_under_its_key_is_done_once(office, owner, jane):
    account = account_of(office, jane)
    for _ in range(2):
        asked = office.requests.ask(jane, account, key("a"), name="Max", email=COLLEAGUE, locale=Locale.EN)
    for _ in range(2):
        office.requests.approve(owner, asked.id, key("b"), invite=True)
    names = office.named()
    assert [names.count(each) for each in ("portal_access.requested", "invitation.sent")] == [1, 2], "Jane's and Max's"


def test_of_two_who_decide_at_once_one_wins(office, owner, jane):
    asked = ask(office, jane)
    real = office.request_storage.approve

    def decline_first(*given, **named):
        office.request_storage.approve = real
        office.requests.decline(owner, asked.id, None, reason=None)
        return real(*given, **named)

    office.request_storage.approve = decline_first
    with pytest.raises(StaleVersionError):
        office.requests.approve(owner, asked.id, None, invite=True)
    assert "contact.created" not in office.named()[-2:]
    assert stored(office, owner, jane).badge is Badge.ACTIVATED
