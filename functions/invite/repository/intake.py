"""What a row of an import finds, and what it adds, in one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.model.sheets.entries import Entry
from functions.invite.model.sheets.matching import Addition, Entrant, Holder, Standing, account_ids, tie_id
from functions.invite.repository import accounts, checks, contacts, items
from shared.directory import MemberRecord, MemberState
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, email_digest, member_id, person_id
from shared.table.actions import Action, Item, create, replace
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.table import Table

_KEYS_A_READ = 100


class IntakeRepository:
    """Reads what rows name and writes what they add: ACCOUNT, MEMBER_ACCOUNT, CONTACT, EMAIL, TIE, PERSON."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def standing(self, firm: FirmId, entries: Sequence[Entry]) -> list[Standing]:
        """Give what stands of each row, all read together, a hundred items a request."""
        found = self._read(key for each in entries for key in _named(firm, each))
        known = self._read(key for each in entries for key in _holders(firm, each, found))
        return [_standing(firm, each, {**found, **known}) for each in entries]

    def add(self, addition: Addition, creator: MemberId, announcement: Announcement) -> None:
        """Write what a row adds, all or nothing; ConflictError when something stands otherwise than was seen.

        NotFoundError when a member to be assigned is gone, or an address to be tied is somebody else's by now.
        """
        actions: list[Action] = [*_account_actions(addition, creator), outbox(announcement)]
        if addition.contact is not None:
            actions.extend(contacts.additions(addition.contact))
        actions.extend(create(items.tie(each)) for each in addition.ties)
        actions.extend(_person_action(each) for each in addition.entrants)
        made = addition.contact.id if addition.contact else None
        actions.extend(checks.email_held(each) for each in addition.ties if each.contact != made)
        self._table.transact(*actions)

    def _read(self, wanted: Iterable[Key]) -> dict[Key, Item]:
        found: dict[Key, Item] = {}
        for some in batched(dict.fromkeys(wanted), _KEYS_A_READ, strict=False):
            found.update(self._table.batch_get(some))
        return found


def _account_actions(addition: Addition, creator: MemberId) -> list[Action]:
    before, after = addition.before, addition.account
    if after is None:
        return []
    if before is None:
        return accounts.additions(after, creator)
    if not addition.ties:
        return []
    return accounts.counts([before], [after]) or [checks.account_as_seen(before)]


def _person_action(entrant: Entrant) -> Action:
    if entrant.before is None:
        return create(items.person(entrant.after), taken=StaleVersionError)
    saved = entrant.after.model_copy(update={"v": entrant.before.v + 1})
    return replace(items.person(saved), seen=entrant.before.v)


def _accounts(firm: FirmId, entry: Entry) -> tuple[AccountId, ...]:
    return account_ids(firm, entry.account) if entry.account else ()


def _emails(entry: Entry) -> tuple[str, ...]:
    return (*entry.contact.held, *entry.contact.shared) if entry.contact else ()


def _members(entry: Entry) -> tuple[str, ...]:
    return entry.account.members if entry.account and entry.opens_account else ()


def _named(firm: FirmId, entry: Entry) -> Iterator[Key]:
    """Name everything a row speaks of, by ids that need no look-up."""
    for account in _accounts(firm, entry):
        yield keys.account(firm, account)
        yield from (keys.tie(firm, account, tie_id(firm, each)) for each in _emails(entry))
    for email in _emails(entry):
        yield keys.email(firm, email_digest(firm, email))
        if entry.flags.login:
            yield keys.person(firm, person_id(firm, email))
    yield from (keys.member(firm, member_id(firm, each)) for each in _members(entry))


def _holders(firm: FirmId, entry: Entry, found: Mapping[Key, Item]) -> Iterator[Key]:
    """Name the contacts that stand and for whom a person would begin: one that is new, or was another's before."""
    if not entry.flags.login:
        return
    for email in _emails(entry):
        held = found.get(keys.email(firm, email_digest(firm, email)))
        person = found.get(keys.person(firm, person_id(firm, email)), {})
        if held is not None and person.get("contact") != held["contact"]:
            yield keys.contact(firm, ContactId(held["contact"]))


def _standing(firm: FirmId, entry: Entry, found: Mapping[Key, Item]) -> Standing:
    candidates = (found.get(keys.account(firm, each)) for each in _accounts(firm, entry))
    account = next((Account.model_validate(each) for each in candidates if each is not None), None)
    holders: dict[str, Holder] = {}
    ties: dict[str, Tie] = {}
    persons: dict[str, Person] = {}
    contacts: dict[ContactId, Contact] = {}
    unread = {each for each in _holders(firm, entry, found) if each not in found}
    for email in _emails(entry):
        digest = email_digest(firm, email)
        if held := found.get(keys.email(firm, digest)):
            holder = Holder.model_validate(held)
            place = keys.contact(firm, holder.contact)
            if place not in unread:  # a contact who went between the two reads holds nothing any more
                holders[email] = holder
            if place in found:
                contacts[holder.contact] = Contact.model_validate(found[place])
        if account and (tie := found.get(keys.tie(firm, account.id, tie_id(firm, email)))):
            ties[email] = Tie.model_validate(tie)
        if person := found.get(keys.person(firm, person_id(firm, email))):
            persons[email] = Person.model_validate(person)
    return Standing(
        account=account,
        holders=holders,
        ties=ties,
        persons=persons,
        members=frozenset(each for each in _members(entry) if _is_active(found.get(_member(firm, each)))),
        contacts=contacts,
    )


def _member(firm: FirmId, email: str) -> Key:
    return keys.member(firm, member_id(firm, email))


def _is_active(member: Item | None) -> bool:
    return member is not None and MemberRecord.model_validate(member).state is MemberState.ACTIVE
