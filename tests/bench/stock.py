"""A firm with so many of everything that is listed: each thing spelled by the repository that writes it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, count, islice

from functions.activity.model.entries import Head, Record
from functions.activity.model.entries import chain as chained
from functions.activity.repository.chain import ChainRepository
from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Firm, Member, Person, Tie
from functions.invite.model.requests import AccessRequest, request_id
from functions.invite.repository import items
from functions.notifications.model.inbox import InboxItem, ItemKind, ItemState, item_id
from functions.notifications.repository.inboxes import InboxRepository
from functions.settings.model import PolicyVersion
from functions.settings.repository import PolicyRepository
from shared.directory import AccountSort, AccountStatus, MemberState, PersonState, Policy
from shared.domain.events import Announcement, ObjectRef
from shared.domain.ids import AccountId, ContactId, JobId, MemberId, TieId, email_digest, member_id, new, person_id
from shared.domain.principals import Provenance, Right, Role
from shared.domain.texts import Locale
from shared.jobs import items as jobs
from shared.jobs.model import Job, Outcome, Verdict
from shared.table import schema
from shared.table.actions import Item, item
from tests.bench.nouns import collected, mapped
from tests.bench.shelf import Shelf, put
from tests.bench.story import EMPLOYEE, FIRM, JANE, OWNER, SLUG
from tests.fakes.clock import START
from tests.fakes.cloud import ACTIVITY_TABLE, PORTAL_TABLE, Cloud
from tests.fakes.happenings import OLIVIA, announced, client_signed_up, setting_changed

THE_OWNER, THE_EMPLOYEE = member_id(FIRM, OWNER), member_id(FIRM, EMPLOYEE)
ACCOUNT = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ2345")
CONTACT = ContactId("con_01KANQ9Z00H4R6S8TVWXYZ2345")
JOB = JobId("job_01KANQ9Z00H4R6S8TVWXYZ2345")
PERSON = person_id(FIRM, JANE)
_GUESTS = AccountId("acc_01KANQ9Z00H4R6S8TVWXYZ2346")


class Stock:
    """One firm's items in a cloud, from nothing up to so many of everything."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._things = zip(map(_things, count()), _entries(), strict=True)
        self._standing = 0
        put(cloud, PORTAL_TABLE, chain(_people(), *(each() for each in collected("standing"))))
        _ = (cloud.activity_table, cloud.pools)  # makes them

    def grow(self, to: int) -> None:
        """Bring the firm to so many of everything."""
        for number, (things, entries) in islice(enumerate(self._things, self._standing), to - self._standing):
            put(self._cloud, PORTAL_TABLE, chain(things, *(each(number) for each in collected("one_more"))))
            put(self._cloud, ACTIVITY_TABLE, entries)
        self._standing = to


def _people() -> Iterator[Item]:
    """Those who ask, and what they ask about: an owner, an employee who sees what is assigned, a client."""
    firm = Firm(
        id=FIRM,
        name="Harbor Tax Advisors",
        slug=SLUG,
        time_zone="America/New_York",
        locale=Locale.EN,
        owner=THE_OWNER,
        founded_at=START,
    )
    yield items.firm(firm)
    yield items.member(_member(OWNER, "Olivia Reed", Role.OWNER))
    yield items.member(_member(EMPLOYEE, "Emil Brandt", Role.EMPLOYEE, Right.MANAGE_ACCOUNTS, Right.MANAGE_CONTACTS))
    yield items.account(_account(ACCOUNT, "Bell Ltd.", START))
    guests = _account(_GUESTS, "Guests", START).model_copy(update={"sort": AccountSort.GUEST})
    yield items.account(guests)
    yield item(keys.guest_account(FIRM), schema.GUEST_ACCOUNT, account=_GUESTS)
    yield items.contact(_contact(CONTACT, "Jane Doe", JANE, START))
    jane = _person(JANE, CONTACT, {ACCOUNT: "Bell Ltd."}, PersonState.ACTIVE)
    yield items.person(jane)
    yield jobs.job(_job(JOB, THE_OWNER, START))


def _things(number: int) -> Iterator[Item]:
    """One more of everything the portal table lists."""
    at = START + timedelta(seconds=number)
    email = f"client{number:05}@doe.example"
    account = _account(AccountId(new("acc", at)), f"Doe {number:05}", at)
    contact = _contact(ContactId(new("con", at)), f"Jane {number:05}", email, at)
    yield from _accounts(account, number)
    yield items.contact(contact)
    yield from items.words(contact)
    yield items.tie(_tie(ACCOUNT, contact, email))
    yield items.tie(_tie(account.id, _contact(CONTACT, "Jane Doe", JANE, START), JANE))
    others = {AccountId(new("acc", at)): f"Elsewhere {number:05}"}
    yield items.person(_person(email, contact.id, {account.id: account.name, **others}, PersonState.GRANTED))
    yield items.member(_member(f"member{number:05}@{SLUG}.example", f"Emil {number:05}", Role.EMPLOYEE))
    yield items.access_request(_request(account, email, at))
    yield items.access_request(_request(_account(ACCOUNT, "Bell Ltd.", START), email, at))
    yield from (jobs.job(_job(JobId(new("job", at)), each, at)) for each in (THE_OWNER, THE_EMPLOYEE))
    yield from jobs.chunks(_job(JOB, THE_OWNER, START).model_copy(update={"step": number}), _outcomes(number))
    yield from _notices(at)
    yield from _version(number + 1, at)


def _accounts(account: Account, number: int) -> Iterator[Item]:
    """An account of each badge and each status, the first of them found by name and assigned to the employee."""
    at = account.created_at
    yield items.account(account)
    yield from items.words(account)
    yield items.pointer(account, THE_EMPLOYEE)
    for name, change in (
        ("Activated", {"n_can_login": 1, "last_login_at": at}),
        ("Invited", {"n_invited": 1, "sort": AccountSort.TEST}),
        ("Archived", {"status": AccountStatus.ARCHIVED}),
        ("Deleted", {"status": AccountStatus.DELETED, "deleted_at": at}),
    ):
        another = _account(AccountId(new("acc", at)), f"{name} {number:05}", at)
        yield items.account(another.model_copy(update=change))


def open_account() -> Item:
    """The one account all else is about, as it stands by itself."""
    return items.account(_account(ACCOUNT, "Bell Ltd.", START))


def _account(account: AccountId, name: str, at: datetime) -> Account:
    assigned = frozenset({THE_OWNER, THE_EMPLOYEE})
    return Account(firm=FIRM, id=account, name=name, kind="company", assigned=assigned, created_at=at)


def _contact(contact: ContactId, name: str, email: str, at: datetime) -> Contact:
    return Contact(firm=FIRM, id=contact, name=name, emails=(email,), locale=Locale.EN, created_at=at)


def _tie(account: AccountId, contact: Contact, email: str) -> Tie:
    return Tie(
        firm=FIRM,
        id=TieId(f"tie_{email_digest(FIRM, email)}"),
        account=account,
        contact=contact.id,
        contact_name=contact.name,
        email=email,
        login=True,
        created_at=START,
    )


def _person(email: str, contact: ContactId, accounts: dict[AccountId, str], state: PersonState) -> Person:
    return Person(
        firm=FIRM,
        id=person_id(FIRM, email),
        name="Jane Doe",
        email=email,
        contact=contact,
        state=state,
        accounts=accounts,
    )


def _member(email: str, name: str, role: Role, *rights: Right) -> Member:
    return Member(
        firm=FIRM,
        id=member_id(FIRM, email),
        name=name,
        email=email,
        role=role,
        rights=frozenset(rights),
        state=MemberState.ACTIVE,
    )


def _request(account: Account, email: str, at: datetime) -> AccessRequest:
    return AccessRequest(
        firm=FIRM,
        id=request_id(FIRM, account.id, PERSON, email),
        account=account.id,
        account_name=account.name,
        person=PERSON,
        contact=CONTACT,
        person_name="Jane Doe",
        name="Max Doe",
        email=email,
        locale=Locale.EN,
        asked_at=at,
    )


def _job(job: JobId, starter: MemberId, at: datetime) -> Job:
    return Job(
        firm=FIRM,
        id=job,
        kind="bulk_invitations",
        starter=starter,
        starter_name="Olivia Reed",
        provenance=Provenance("req-7"),
        details={},
        cursor={},
        created_at=at,
        moved_at=at,
    )


def _outcomes(number: int) -> tuple[Outcome, ...]:
    """What a full step comes to."""
    return tuple(Outcome(of=f"{number:05}-{each:02}", verdict=Verdict.DONE) for each in range(25))


def _notices(at: datetime) -> Iterator[Item]:
    """A notice of each state."""
    shelf = Shelf()
    for each in announced(*(client_signed_up(FIRM, ACCOUNT) for _ in ItemState), at=at):
        state = list(ItemState)[len(shelf.items)]
        notice = InboxItem(
            firm=FIRM,
            member=THE_OWNER,
            id=item_id(each.id),
            kind=ItemKind.CLIENT_SIGNED_UP,
            params={},
            at=at,
            state=state,
        )
        InboxRepository(shelf).add(notice)
    return shelf.take(schema.INBOX_ITEM)


def _version(number: int, at: datetime) -> Iterator[Item]:
    shelf = Shelf()
    version = PolicyVersion(
        firm=FIRM,
        v=number,
        changed_at=at,
        changed_by=THE_OWNER,
        changed_by_name="Olivia Reed",
        changes=(),
    )
    told = Announcement.of(at, OLIVIA, Provenance("req-7"), setting_changed(FIRM))
    PolicyRepository(shelf).save(Policy(v=number), version, told)
    return shelf.take(schema.POLICY_VERSION)


def _entries() -> Iterator[list[Item]]:
    """The record: each entry is of the firm, of one account, and of somebody or something of it."""
    shelf, head, ids = Shelf(), Head(firm=FIRM), mapped("IDS")
    told = client_signed_up(FIRM, ACCOUNT)
    things = {
        "person": PERSON,
        "contact": CONTACT,
        **{each: ids[f"{each}_id"] for each in ("document", "folder", "link")},
    }
    for number in count():
        entries: list[Item] = []
        for kind, each in things.items():
            event = told.model_copy(update={"object": ObjectRef(kind=kind, id=each)})
            (envelope,) = announced(event, at=START + timedelta(seconds=number))
            (entry,) = chained(head, [Record.of(envelope, salt="salt")])
            ChainRepository(shelf).append(head, [entry])
            entries += shelf.take(schema.ENTRY)
            head = entry.head
        yield entries
