"""The storage of the room invite in memory: its repositories' interfaces and conditions, without a database.

The same tests hold these and the real ones to one behaviour (tests/integration/invite/test_repositories.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Firm, Member, Person, Tie
from functions.invite.model.refusals import EmailInUseError, MemberExistsError, SlugTakenError, TieExistsError
from functions.invite.repository import items
from shared.directory import AccountStatus, MemberState
from shared.domain.clock import stamp
from shared.domain.errors import ConflictError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, Envelope
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, PersonId, TieId, email_digest
from shared.table import schema
from shared.table.actions import Item, item
from shared.table.idempotency import Once, ReplayError, recall, remember
from shared.table.keys import Key, idempotency
from shared.table.query import Page
from shared.table.table import Table

type Credential = Member | Person
type Verdict = Callable[[Item | None], Exception | None]


@dataclass(frozen=True)
class Write:
    """One item of a transaction: what stands may forbid it. Without an item it is only looked at."""

    key: Key
    verdict: Verdict
    item: Item | None = None


class Records(Table):
    """The portal table as a dictionary, to the gate and to the fakes below."""

    def __init__(self) -> None:
        self.items: dict[Key, Item] = {}
        self.announcements: list[Announcement] = []
        self.writes = 0

    def get(self, key: Key) -> Item | None:
        return self.items.get(key)

    def batch_get(self, keys: Iterable[Key]) -> dict[Key, Item]:
        wanted = set(keys)
        assert len(wanted) <= 100, "BatchGetItem takes 100 keys"
        return {each: self.items[each] for each in wanted if each in self.items}

    def put(self, new: Item) -> None:
        """Arrange: let an item stand, whatever stood there."""
        self.items[Key(new["pk"], new["sk"])] = new

    def commit(
        self,
        writes: Sequence[Write],
        announcement: Announcement | None = None,
        once: Once | None = None,
        made: str = "",
    ) -> None:
        """Do all writes or none; a call done before is a replay, whatever else would refuse it."""
        if once and announcement:
            recall(self.items, announcement.firm, once, announcement.at)
        for each in writes:
            refusal = each.verdict(self.items.get(each.key))
            if refusal is not None:
                raise refusal
        self.items |= {each.key: each.item for each in writes if each.item is not None}
        self.writes += 1
        if announcement:
            self.announcements.append(announcement)
            if once:
                record = remember(announcement.firm, once, announcement.at, made).item
                assert record is not None
                self.put(record)

    def envelopes(self) -> list[Envelope]:
        """Everything that was announced, in order."""
        return [envelope for each in self.announcements for envelope in each.envelopes()]


def new(of: Item, taken: Callable[[Item], Exception]) -> Write:
    """Write what must not exist."""
    return Write(Key(of["pk"], of["sk"]), lambda standing: taken(standing) if standing else None, of)


def over(of: Item, seen: int) -> Write:
    """Write over the version that was seen."""

    def verdict(standing: Item | None) -> Exception | None:
        return None if standing and standing["v"] == seen else StaleVersionError()

    return Write(Key(of["pk"], of["sk"]), verdict, of)


def still(key: Key, condition: Callable[[Item], bool], otherwise: type[Exception]) -> Write:
    """Look at an item that must exist and be so; NotFoundError when there is none."""

    def verdict(standing: Item | None) -> Exception | None:
        if standing is None:
            return NotFoundError()
        return None if condition(standing) else otherwise()

    return Write(key, verdict)


def counted(records: Records, before: Iterable[Account], after: Iterable[Account]) -> Iterator[Write]:
    """Move the counters of the accounts that changed, from where they were seen; their names stay as they stand."""
    for old, moved in zip(before, after, strict=True):
        if old == moved:
            continue
        key = keys.account(old.firm, old.id)
        standing = Account.model_validate(records.items[key])
        seen = (old.n_can_login, old.n_invited, old.status, old.v)
        is_stale = (standing.n_can_login, standing.n_invited, standing.status, standing.v) != seen
        counters = {"n_can_login": moved.n_can_login, "n_invited": moved.n_invited}
        yield Write(
            key,
            lambda _, is_stale=is_stale: StaleVersionError() if is_stale else None,  # type: ignore[misc]  # bound early
            items.account(standing.model_copy(update=counters)),
        )


def paged[E](found: Sequence[E], limit: int, cursor: str | None) -> Page[E]:
    start = int(cursor or 0)
    end = start + limit
    return Page(tuple(found[start:end]), str(end) if end < len(found) else None)


class FakeMembers:
    def __init__(self, records: Records) -> None:
        self._records = records

    def found(self, firm: Firm, owner: Member, announcement: Announcement) -> None:
        writes = [
            new(items.firm(firm), lambda _: SlugTakenError()),
            new(items.member(owner), lambda _: ConflictError()),
        ]
        self._records.commit(writes, announcement)

    def firm(self, firm: FirmId) -> Firm:
        return Firm.model_validate(_standing(self._records, keys.firm(firm)))

    def get(self, firm: FirmId, member: MemberId) -> Member:
        return Member.model_validate(_standing(self._records, keys.member(firm, member)))

    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Member]:
        found = _of_kind(self._records, schema.MEMBER.name, keys.members(firm))
        return paged([Member.model_validate(each) for each in found], limit, cursor)

    def add(self, member: Member, announcement: Announcement, once: Once | None) -> None:
        write = new(items.member(member), lambda _: MemberExistsError())
        self._records.commit([write], announcement, once, member.id)


class FakeAccounts:
    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, account: Account, creator: MemberId, announcement: Announcement, once: Once | None) -> None:
        others = (
            still(
                keys.member(account.firm, each),
                lambda member: member["state"] == MemberState.ACTIVE.value,
                WrongStateError,
            )
            for each in account.assigned - {creator}
        )
        pointers = (_pointer(account, each) for each in account.assigned)
        writes = [
            new(items.account(account), lambda _: ConflictError()),
            *(new(each, lambda _: ConflictError()) for each in pointers),
            *others,
        ]
        self._records.commit(writes, announcement, once, account.id)

    def get(self, firm: FirmId, account: AccountId) -> Account:
        return Account.model_validate(_standing(self._records, keys.account(firm, account)))

    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]:
        found = self._records.batch_get([keys.account(firm, each) for each in accounts])
        read = map(Account.model_validate, found.values())
        return {each.id: each for each in read}

    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Account]:
        found = _of_kind(self._records, schema.ACCOUNT.name, keys.accounts(firm))
        return paged([Account.model_validate(each) for each in found], limit, cursor)

    def list_assigned(self, firm: FirmId, member: MemberId, *, limit: int, cursor: str | None) -> Page[Account]:
        found = _of_kind(self._records, schema.ACCOUNT.name, keys.accounts(firm))
        mine = [each for each in map(Account.model_validate, found) if member in each.assigned]
        return paged(mine, limit, cursor)

    def rename(self, account: Account, *, seen: int, announcement: Announcement) -> None:
        self._records.commit([over(items.account(account), seen)], announcement)


class FakeContacts:
    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, contact: Contact, announcement: Announcement, once: Once | None) -> None:
        held = (_held(contact, each) for each in contact.emails)
        writes = [
            new(items.contact(contact), lambda _: ConflictError()),
            *(new(each, lambda standing: EmailInUseError(f"held by {standing['contact_name']}")) for each in held),
        ]
        self._records.commit(writes, announcement, once, contact.id)

    def get(self, firm: FirmId, contact: ContactId) -> Contact:
        return Contact.model_validate(_standing(self._records, keys.contact(firm, contact)))

    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Contact]:
        found = _of_kind(self._records, schema.CONTACT.name, keys.contacts(firm))
        return paged([Contact.model_validate(each) for each in found], limit, cursor)


class FakeAccess:
    def __init__(self, records: Records) -> None:
        self._records = records

    def add_tie(self, tie: Tie, announcement: Announcement, once: Once | None) -> None:
        writes = [
            new(items.tie(tie), lambda _: TieExistsError()),
            still(keys.contact(tie.firm, tie.contact), lambda _: True, NotFoundError),
            _active(tie.firm, tie.account),
        ]
        self._records.commit(writes, announcement, once, tie.id)

    def tie(self, firm: FirmId, account: AccountId, tie: TieId) -> Tie:
        return Tie.model_validate(_standing(self._records, keys.tie(firm, account, tie)))

    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]:
        of_account = keys.ties(firm, account)
        found = sorted(key for key, each in self._records.items.items() if key.pk == of_account and each["et"] == "TIE")
        return paged([Tie.model_validate(self._records.items[each]) for each in found], limit, cursor)

    def person(self, firm: FirmId, person: PersonId) -> Person:
        return Person.model_validate(_standing(self._records, keys.person(firm, person)))

    def find_person(self, firm: FirmId, person: PersonId) -> Person | None:
        standing = self._records.get(keys.person(firm, person))
        return Person.model_validate(standing) if standing else None

    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]:
        found = self._records.batch_get([keys.person(firm, each) for each in persons])
        read = map(Person.model_validate, found.values())
        return {each.id: each for each in read}

    def grant(
        self,
        tie: Tie,
        person: Person,
        *,
        is_new: bool,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement,
        once: Once | None,
    ) -> Person:
        saved = person if is_new else person.model_copy(update={"v": person.v + 1})
        ticked = items.tie(tie.model_copy(update={"login": True}))
        writes = [
            Write(keys.tie(tie.firm, tie.account, tie.id), _not_ticked, ticked),
            new(items.person(saved), lambda _: StaleVersionError()) if is_new else over(items.person(saved), person.v),
            *counted(self._records, before, after),
            *(_as_seen(each) for each in before if each.id == tie.account),
        ]
        self._records.commit(writes, announcement, once, tie.id)
        return saved


class FakeCredentials:
    def __init__(self, records: Records) -> None:
        self._records = records

    def find(self, firm: FirmId, credential: MemberId | PersonId) -> Credential | None:
        standing = self._records.get(_key(firm, credential))
        return _credential(standing) if standing else None

    def find_with_firm(self, firm: FirmId, credential: MemberId | PersonId) -> tuple[Credential | None, Firm | None]:
        tenant = self._records.get(keys.firm(firm))
        return self.find(firm, credential), Firm.model_validate(tenant) if tenant else None

    def correspondence(
        self, firm: FirmId, to: MemberId | PersonId, sender: MemberId | None
    ) -> tuple[Credential | None, Firm | None, Member | None]:
        standing = self._records.get(keys.member(firm, sender)) if sender else None
        return *self.find_with_firm(firm, to), Member.model_validate(standing) if standing else None

    def accounts(self, firm: FirmId, accounts: Iterable[AccountId]) -> Sequence[Account]:
        return list(FakeAccounts(self._records).get_all(firm, accounts).values())

    def is_done(self, firm: FirmId, once: Once, now: datetime) -> bool:
        standing = self._records.get(idempotency(firm, once.key))
        try:
            recall({idempotency(firm, once.key): standing} if standing else {}, firm, once, now)
        except ReplayError:
            return True
        return False

    def save[C: Credential](
        self,
        credential: C,
        *,
        before: Sequence[Account] = (),
        after: Sequence[Account] = (),
        announcement: Announcement | None = None,
        once: Once | None = None,
    ) -> C:
        saved: C = credential.model_copy(update={"v": credential.v + 1})  # type: ignore[assignment]  # Self of a union
        writes = [over(items.credential(saved), credential.v), *counted(self._records, before, after)]
        self._records.commit(writes, announcement, once, credential.id)
        return saved

    def due(self, now: datetime) -> Iterator[Credential]:
        found = [key for key, each in self._records.items.items() if each.get("due_at", "~") <= stamp(now)]
        for key in found:
            yield _credential(self._records.items[key])


def _standing(records: Records, key: Key) -> Item:
    found = records.get(key)
    if found is None:
        raise NotFoundError
    return found


def _of_kind(records: Records, kind: str, partition: str) -> list[Item]:
    found = [each for each in records.items.values() if each["et"] == kind and each["g1pk"] == partition]
    return sorted(found, key=lambda each: str(each["g1sk"]))


def _not_ticked(standing: Item | None) -> Exception | None:
    return None if standing and not standing["login"] else StaleVersionError()


def _active(firm: FirmId, account: AccountId) -> Write:
    return still(
        keys.account(firm, account), lambda each: each["status"] == AccountStatus.ACTIVE.value, WrongStateError
    )


def _as_seen(account: Account) -> Write:
    def unchanged(standing: Item) -> bool:
        return (standing["status"], standing["v"]) == (account.status.value, account.v)

    return still(keys.account(account.firm, account.id), unchanged, StaleVersionError)


def _pointer(account: Account, member: MemberId) -> Item:
    key = keys.member_account(account.firm, member, account.id)
    return item(key, schema.MEMBER_ACCOUNT, account=account.id)


def _held(contact: Contact, email: str) -> Item:
    key = keys.email(contact.firm, email_digest(contact.firm, email))
    return item(key, schema.EMAIL, email=email, contact=contact.id, contact_name=contact.name)


def _key(firm: FirmId, credential: MemberId | PersonId) -> Key:
    if credential.startswith("mem_"):
        return keys.member(firm, MemberId(credential))
    return keys.person(firm, PersonId(credential))


def _credential(standing: Mapping[str, object]) -> Credential:
    if standing["et"] == schema.MEMBER.name:
        return Member.model_validate(standing)
    return Person.model_validate(standing)
