"""The repositories over a real engine and over the table in memory: what they write, on which condition, what fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from functions.invite.model.entities import Account, Badge, Contact, Firm, Member, Person, Tie
from functions.invite.model.invitation import Invitation
from functions.invite.model.refusals import EmailInUseError, MemberExistsError, SlugTakenError, TieExistsError
from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.members import MemberRepository
from shared.directory import AccountStatus, MemberState, PersonState
from shared.domain.errors import KeyReusedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.members import MemberLoggedIn
from shared.domain.ids import (
    AccountId,
    ContactId,
    FirmId,
    MemberId,
    TieId,
    digest,
    email_digest,
    firm_id,
    member_id,
    person_id,
)
from shared.domain.principals import SYSTEM, Provenance, Role
from shared.domain.texts import Locale
from shared.table.idempotency import Once, ReplayError
from tests.fakes.clock import START
from tests.fakes.records import Records

FIRM = firm_id("harbor-tax")
OTHER = firm_id("north-ledger")
OWNER = member_id(FIRM, "olivia@harbor-tax.example")
EMAIL = "jane@doe.example"


@dataclass(frozen=True)
class Storage:
    """The five repositories over one table."""

    members: Any
    accounts: Any
    contacts: Any
    access: Any
    credentials: Any


@pytest.fixture(params=["memory", "dynamodb"])
def storage(request: pytest.FixtureRequest) -> Storage:
    table = Records() if request.param == "memory" else request.getfixturevalue("cloud").table
    repositories = (MemberRepository, AccountRepository, ContactRepository, AccessRepository, CredentialRepository)
    return Storage(*(each(table) for each in repositories))


def told() -> Announcement:
    event = MemberLoggedIn(firm=FIRM, object=ObjectRef(kind="member", id=OWNER), member=OWNER)
    return Announcement.of(START, SYSTEM, Provenance("req-1"), event)


def firm(owner: MemberId = OWNER, of: FirmId = FIRM) -> Firm:
    return Firm(
        id=of, name="Harbor Tax", slug="harbor-tax", time_zone="UTC", locale=Locale.EN, owner=owner, founded_at=START
    )


def member(email: str = "olivia@harbor-tax.example", state: MemberState = MemberState.ACTIVE, **more: Any) -> Member:
    return Member(
        firm=FIRM,
        id=member_id(FIRM, email),
        name=more.pop("name", "Olivia Reed"),
        email=email,
        role=Role.OWNER,
        state=state,
        **more,
    )


def account(name: str = "Doe Family", assigned: frozenset[MemberId] = frozenset({OWNER}), of: FirmId = FIRM) -> Account:
    return Account(
        firm=of, id=AccountId(f"acc_{digest(name)}"), name=name, kind="person", assigned=assigned, created_at=START
    )


def contact(name: str = "Jane Doe", emails: tuple[str, ...] = (EMAIL,)) -> Contact:
    return Contact(
        firm=FIRM, id=ContactId(f"con_{digest(name)}"), name=name, emails=emails, locale=Locale.EN, created_at=START
    )


def tie(to: Account) -> Tie:
    return Tie(
        firm=FIRM,
        id=TieId(f"tie_{email_digest(FIRM, EMAIL)}"),
        account=to.id,
        contact=contact().id,
        contact_name="Jane Doe",
        email=EMAIL,
        created_at=START,
    )


def person(*accounts: Account, state: PersonState = PersonState.GRANTED, **more: Any) -> Person:
    return Person(
        firm=FIRM,
        id=person_id(FIRM, EMAIL),
        name="Jane Doe",
        email=EMAIL,
        contact=contact().id,
        state=state,
        accounts={each.id: each.name for each in accounts},
        **more,
    )


def invitation(expires_after: timedelta = timedelta(days=30)) -> Invitation:
    return Invitation().sent(proof="proof", now=START, lifetime=expires_after, by="Olivia Reed")


@pytest.fixture
def settled(storage: Storage) -> Storage:
    """A firm, its owner, an account with Jane tied to it."""
    storage.members.found(firm(), member(), told())
    storage.accounts.add(account(), OWNER, told(), None)
    storage.contacts.add(contact(), told(), None)
    storage.access.add_tie(tie(account()), told(), None)
    return storage


def grant(storage: Storage, after: Person, seen: Account, is_new: bool = True, once: Once | None = None) -> Person:
    moved = seen.counted(invited=1) if after.state is PersonState.INVITED else seen
    granted: Person = storage.access.grant(
        tie(seen), after, is_new=is_new, before=[seen], after=[moved], announcement=told(), once=once
    )
    return granted


def stored(storage: Storage, of: Account) -> Account:
    found: Account = storage.accounts.get(FIRM, of.id)
    return found


def test_firm_is_founded_once(storage):
    storage.members.found(firm(), member(), told())
    with pytest.raises(SlugTakenError):
        storage.members.found(firm(), member(), told())
    assert storage.members.firm(FIRM) == firm()
    assert storage.members.get(FIRM, OWNER) == member()


def test_what_was_never_written_is_not_found(storage):
    with pytest.raises(NotFoundError):
        storage.members.firm(FIRM)
    with pytest.raises(NotFoundError):
        storage.members.get(FIRM, OWNER)
    with pytest.raises(NotFoundError):
        storage.accounts.get(FIRM, account().id)
    with pytest.raises(NotFoundError):
        storage.contacts.get(FIRM, contact().id)
    with pytest.raises(NotFoundError):
        storage.access.tie(FIRM, account().id, tie(account()).id)
    with pytest.raises(NotFoundError):
        storage.access.person(FIRM, person().id)
    assert storage.access.find_person(FIRM, person().id) is None
    assert storage.credentials.find(FIRM, person().id) is None
    assert storage.credentials.find_with_firm(FIRM, OWNER) == (None, None)


def test_nothing_is_found_under_another_firm(settled):
    with pytest.raises(NotFoundError):
        settled.members.get(OTHER, OWNER)
    with pytest.raises(NotFoundError):
        settled.accounts.get(OTHER, account().id)
    for listing in (settled.members, settled.accounts, settled.contacts):
        assert listing.list(OTHER, limit=10, cursor=None).items == ()


def test_member_is_added_once(settled):
    nora = member("nora@harbor-tax.example", MemberState.INVITED, name="Nora", invitation=invitation())
    settled.members.add(nora, told(), None)
    with pytest.raises(MemberExistsError):
        settled.members.add(nora, told(), None)
    assert [each.name for each in settled.members.list(FIRM, limit=10, cursor=None).items] == ["Nora", "Olivia Reed"]


def test_account_is_listed_for_all_and_for_the_assigned(settled):
    other = member("emil@harbor-tax.example")
    settled.members.add(other, told(), None)
    shared = account("Alpha", frozenset({OWNER, other.id}))
    settled.accounts.add(shared, OWNER, told(), None)
    assert settled.accounts.list(FIRM, limit=10, cursor=None).items == (shared, account())
    assert settled.accounts.list_assigned(FIRM, other.id, limit=10, cursor=None).items == (shared,)
    assert settled.accounts.get_all(FIRM, [shared.id, account("Gone").id]) == {shared.id: shared}


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(None, NotFoundError), (MemberState.INVITED, WrongStateError), (MemberState.DEACTIVATED, WrongStateError)],
)
def test_only_an_active_member_is_assigned(settled, state, refusal):
    if state is not None:
        settled.members.add(member("emil@harbor-tax.example", state), told(), None)
    wanted = account("Alpha", frozenset({OWNER, member_id(FIRM, "emil@harbor-tax.example")}))
    with pytest.raises(refusal):
        settled.accounts.add(wanted, OWNER, told(), None)
    with pytest.raises(NotFoundError):
        settled.accounts.get(FIRM, wanted.id)


def test_rename_is_over_the_version_that_was_seen(settled):
    renamed = account().model_copy(update={"name": "Doe & Sons", "v": 2})
    settled.accounts.edit(account(), renamed, told())
    assert stored(settled, account()) == renamed
    with pytest.raises(StaleVersionError):
        settled.accounts.edit(account(), renamed, told())


def test_email_is_held_once_and_the_refusal_names_the_holder(settled):
    with pytest.raises(EmailInUseError, match="Jane Doe"):
        settled.contacts.add(contact("John Roe", ("john@roe.example", EMAIL)), told(), None)
    settled.contacts.add(contact("John Roe", ("john@roe.example",)), told(), None)
    assert [each.name for each in settled.contacts.list(FIRM, limit=10, cursor=None).items] == ["Jane Doe", "John Roe"]


def test_tie_stands_once_on_a_contact_and_an_active_account(settled):
    with pytest.raises(TieExistsError):
        settled.access.add_tie(tie(account()), told(), None)
    with pytest.raises(NotFoundError):
        settled.access.add_tie(tie(account("Gone")), told(), None)
    archived = account("Old").model_copy(update={"status": AccountStatus.ARCHIVED})
    settled.accounts.add(archived, OWNER, told(), None)
    with pytest.raises(WrongStateError):
        settled.access.add_tie(tie(archived), told(), None)
    assert settled.access.list_ties(FIRM, account().id, limit=10, cursor=None).items == (tie(account()),)


def test_tie_of_a_contact_that_is_gone_is_refused(storage):
    storage.members.found(firm(), member(), told())
    storage.accounts.add(account(), OWNER, told(), None)
    with pytest.raises(NotFoundError):
        storage.access.add_tie(tie(account()), told(), None)


def test_grant_ticks_the_tie_and_writes_the_person(settled):
    granted = grant(settled, person(account()), account())
    assert settled.access.person(FIRM, granted.id) == granted
    assert settled.access.tie(FIRM, account().id, tie(account()).id).login
    assert settled.access.persons(FIRM, [granted.id]) == {granted.id: granted}
    assert stored(settled, account()).badge is Badge.NOT_ACTIVATED


def test_grant_with_an_invitation_moves_the_counters(settled):
    invited = person(account(), state=PersonState.INVITED, invitation=invitation())
    grant(settled, invited, account())
    assert stored(settled, account()).badge is Badge.PENDING_ACTIVATION


def test_grant_is_refused_when_anything_it_saw_has_changed(settled):
    granted = grant(settled, person(account()), account())
    with pytest.raises(StaleVersionError):
        grant(settled, granted, account(), is_new=False)
    second = account("Holdings")
    settled.accounts.add(second, OWNER, told(), None)
    settled.access.add_tie(tie(second), told(), None)
    for seen, new in ((granted.model_copy(update={"v": 7}), False), (person(second), True)):
        with pytest.raises(StaleVersionError):
            grant(settled, seen, second, is_new=new)
    for changed in (second.model_copy(update={"v": 2}), second.model_copy(update={"n_invited": 3})):
        with pytest.raises(StaleVersionError):
            grant(
                settled,
                granted.model_copy(update={"state": PersonState.INVITED}),
                changed,
                is_new=False,
            )
    assert not settled.access.tie(FIRM, second.id, tie(second).id).login


def test_credential_is_saved_over_the_version_that_was_seen(settled):
    saved = settled.credentials.save(member().model_copy(update={"last_login_at": START}))
    assert saved.v == 2
    assert settled.credentials.find(FIRM, OWNER) == saved
    with pytest.raises(StaleVersionError):
        settled.credentials.save(member())


def test_counters_are_moved_from_where_they_were_seen(settled):
    granted = grant(settled, person(account()), account())
    moved = account().counted(can_login=1)
    settled.credentials.save(granted, before=[account()], after=[moved], announcement=told())
    assert stored(settled, account()).badge is Badge.ACTIVATED
    again = granted.model_copy(update={"v": granted.v + 1})
    with pytest.raises(StaleVersionError):
        settled.credentials.save(again, before=[account()], after=[moved], announcement=told())


def test_correspondence_is_of_the_reader_the_firm_and_the_sender(settled):
    granted = grant(settled, person(account()), account())
    assert settled.credentials.correspondence(FIRM, granted.id, OWNER) == (granted, firm(), member())
    assert settled.credentials.correspondence(FIRM, OWNER, None) == (member(), firm(), None)
    assert settled.credentials.find_with_firm(FIRM, OWNER) == (member(), firm())
    assert list(settled.credentials.accounts(FIRM, granted.accounts)) == [account()]


def test_call_is_remembered_with_what_it_made_for_a_day(settled):
    once = Once("key", "body")
    settled.contacts.add(contact("John Roe", ("john@roe.example",)), told(), once)
    with pytest.raises(ReplayError) as done:
        settled.contacts.add(contact("John Roe", ("john@roe.example",)), told(), once)
    assert done.value.made == (contact("John Roe").id,)
    with pytest.raises(KeyReusedError):
        settled.contacts.add(contact("Max", ("max@m.example",)), told(), Once("key", "other"))
    assert settled.credentials.is_done(FIRM, once, START)
    assert not settled.credentials.is_done(FIRM, Once("another", "body"), START)
    assert not settled.credentials.is_done(FIRM, once, START + timedelta(hours=24, seconds=1))
    with pytest.raises(KeyReusedError):
        settled.credentials.is_done(FIRM, Once("key", "other"), START)


def test_every_creation_is_remembered(settled):
    writes: Sequence[Any] = (
        lambda once: settled.members.add(member("nora@harbor-tax.example"), told(), once),
        lambda once: settled.accounts.add(account("Alpha"), OWNER, told(), once),
        lambda once: settled.contacts.add(contact("Max", ("max@m.example",)), told(), once),
        lambda once: grant(settled, person(account()), account(), once=once),
        lambda once: settled.credentials.save(member(), announcement=told(), once=once),
    )
    for number, write in enumerate(writes):
        write(Once(f"key-{number}", "body"))
        with pytest.raises(ReplayError):
            write(Once(f"key-{number}", "body"))


def test_due_are_those_whose_time_is_over_and_was_not_told(settled):
    soon = member("soon@harbor-tax.example", MemberState.INVITED, invitation=invitation(timedelta(days=1)))
    late = member("late@harbor-tax.example", MemberState.INVITED, invitation=invitation(timedelta(days=9)))
    quiet = member(
        "told@harbor-tax.example", MemberState.INVITED, invitation=invitation(timedelta(days=1)).expiry_told()
    )
    for each in (soon, late, quiet):
        settled.members.add(each, told(), None)
    at = START + timedelta(days=1)
    assert list(settled.credentials.due(at - timedelta(microseconds=1))) == []
    assert list(settled.credentials.due(at)) == [soon]


def test_lists_go_on_where_a_page_ended(settled):
    for name in ("Alpha", "Beta"):
        settled.accounts.add(account(name), OWNER, told(), None)
    found, cursor = [], None
    for _ in range(3):
        page = settled.accounts.list(FIRM, limit=1, cursor=cursor)
        found += [each.name for each in page.items]
        cursor = page.next
    assert found == ["Alpha", "Beta", "Doe Family"]
