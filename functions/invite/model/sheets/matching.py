"""A row held against what stands: what is there already, what speaks against it, and what it would add.

An import adds and never changes: an account that is found keeps its name, its kind and its team, a contact its
addresses, a tie what it allows. What is made carries ids derived from the row, so however often a row is taken, by
whomever at the same time, it is made once.
"""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from functions.invite.model.entities import (
    MAX_ACCOUNTS_OF_PERSON,
    Account,
    AccountKind,
    Contact,
    Person,
    Tie,
    recounted,
)
from functions.invite.model.sheets.columns import Column
from functions.invite.model.sheets.entries import AccountPart, ContactPart, Entry
from functions.invite.model.sheets.findings import Finding, error, member_unknown, warning
from functions.invite.model.succession import successor
from shared.directory import AccountSort, AccountStatus
from shared.domain.entities import Entity
from shared.domain.errors import NotFoundError
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, TieId, digest, email_digest, known, member_id
from shared.domain.texts import Locale


def account_ids(firm: FirmId, part: AccountPart) -> tuple[AccountId, ...]:
    """Say under which ids the account may stand, the likeliest first; a new one gets the last.

    The firm's own number for a client names the account, and without one its exact name. An export gives the number,
    or where there is none the account's own id, which is how it is found again.
    """
    if part.external_id is None:
        return (AccountId(f"acc_{digest('imported', firm, 'name', part.name)}"),)
    numbered = AccountId(f"acc_{digest('imported', firm, 'number', part.external_id)}")
    try:
        return known(AccountId, part.external_id), numbered
    except NotFoundError:
        return (numbered,)


def tie_id(firm: FirmId, email: str) -> TieId:
    return TieId(f"tie_{email_digest(firm, email)}")


class Holder(Entity):
    """Who holds an address in the firm."""

    contact: ContactId
    contact_name: str


class Standing(Entity):
    """What stands of that which a row names; addresses and members by e-mail.

    `contacts` are those for whom a person would begin.
    """

    account: Account | None = None
    holders: Mapping[str, Holder] = Field(default_factory=dict)
    ties: Mapping[str, Tie] = Field(default_factory=dict)
    persons: Mapping[str, Person] = Field(default_factory=dict)
    members: frozenset[str] = frozenset()
    contacts: Mapping[ContactId, Contact] = Field(default_factory=dict)


class Maker(Entity):
    """For whom, by whom and when a row is made; `unmoved` is of the clock that tokens are dated by."""

    firm: FirmId
    batch: str
    member: MemberId
    locale: Locale
    now: datetime
    unmoved: datetime


class Entrant(Entity):
    """A person as they were, None when they are new, and as they are with login ticked."""

    before: Person | None
    after: Person


class Made(Entity):
    """How many accounts and contacts a row is the making of: one or none of each."""

    accounts: int = 0
    contacts: int = 0


class Addition(Entity):
    """What a row adds. `before` is the account as it stood, None when it is new; `account` as it is then."""

    before: Account | None = None
    account: Account | None = None
    contact: Contact | None = None
    ties: tuple[Tie, ...] = ()
    entrants: tuple[Entrant, ...] = ()

    @property
    def opens_account(self) -> bool:
        return self.account is not None and self.before is None

    @property
    def is_empty(self) -> bool:
        return not (self.opens_account or self.contact or self.ties)


def judged(entry: Entry, standing: Standing) -> tuple[Finding, ...]:
    """Tell what of that which stands speaks against the row, and what of the row will not be done."""
    return (*_of_account(entry, standing), *_of_contact(entry, standing))


def _of_account(entry: Entry, standing: Standing) -> list[Finding]:
    part, account = entry.account, standing.account
    if part is None:
        return []
    if account is None:
        return [member_unknown(entry.row, each) for each in part.members if each not in standing.members]
    if account.status is not AccountStatus.ACTIVE:
        message = f"The account {account.name} is {account.status.value}. Restore it first."
        return [error(entry.row, "ACCOUNT_NOT_ACTIVE", Column.ACCOUNT_NAME.value, message)]
    if account.sort is AccountSort.GUEST and entry.contact is not None:
        message = f"{account.name} keeps files of people who are no clients; it takes no contacts."
        return [error(entry.row, "ACCOUNT_FOR_GUESTS", Column.ACCOUNT_NAME.value, message)]
    found = []
    if account.name != part.name:
        message = f"This account is called {account.name} here and keeps that name."
        found.append(warning(entry.row, "NAME_DIFFERS", Column.ACCOUNT_NAME.value, message))
    if part.kind is not None and account.kind != part.kind.value:
        message = f"This account is a {account.kind} here and stays so."
        found.append(warning(entry.row, "TYPE_DIFFERS", Column.ACCOUNT_TYPE.value, message))
    return found


def _of_contact(entry: Entry, standing: Standing) -> list[Finding]:
    part = entry.contact
    if part is None:
        return []
    for email, holder in _held(part, standing).items():
        if holder.contact_name.casefold() not in _names(part, email):
            message = f"{email} belongs to {holder.contact_name}."
            return [error(entry.row, "EMAIL_IN_USE", Column.EMAIL.value, message)]
    own = {standing.holders[each].contact for each in part.held if each in standing.holders}
    if len(own) > 1:
        message = "These addresses belong to two contacts of that name. Merge them first."
        return [error(entry.row, "EMAIL_IN_USE", Column.EMAIL.value, message)]
    found = []
    if own:
        unheld = [each for each in part.held if each not in standing.holders]
        found = [_not_added(entry.row, each) for each in unheld]
    if entry.flags.login:
        found.extend(_full(entry.row, each) for each in standing.persons.values() if _is_full(each, standing))
    return found


def _held(part: ContactPart, standing: Standing) -> dict[str, Holder]:
    return {each: standing.holders[each] for each in (*part.held, *part.shared) if each in standing.holders}


def _names(part: ContactPart, email: str) -> set[str]:
    """Say by which names the holder of an address may go: the row's own, or that of the row before it."""
    return {part.name.casefold(), part.shared.get(email, part.name).casefold()}


def _not_added(row: int, email: str) -> Finding:
    message = f"{email} is not added: this contact stands with other addresses."
    return warning(row, "EMAIL_NOT_ADDED", Column.EMAIL.value, message)


def _is_full(person: Person, standing: Standing) -> bool:
    stands = standing.account is not None and standing.account.id in person.accounts
    return not stands and len(person.accounts) >= MAX_ACCOUNTS_OF_PERSON


def _full(row: int, person: Person) -> Finding:
    message = f"{person.email} may enter {MAX_ACCOUNTS_OF_PERSON} accounts already, which is the most."
    return error(row, "LIMIT_REACHED", Column.LOGIN.value, message)


def addition(entry: Entry, standing: Standing, maker: Maker) -> Addition:
    """Say what the row adds to what stands; only for a row against which nothing speaks."""
    account = standing.account or (_new_account(entry.account, standing, maker) if entry.account else None)
    contact = _new_contact(entry.contact, standing, maker) if entry.contact else None
    if account is None or entry.contact is None:
        return Addition(before=standing.account, account=account, contact=contact)
    ties = tuple(_ties(entry, account, contact, standing, maker))
    entrants = tuple(_entrant(each, account, contact, standing, maker) for each in ties if each.login)
    after = account
    for each in entrants:
        after = recounted(after, each.before, each.after)
    return Addition(before=standing.account, account=after, contact=contact, ties=ties, entrants=entrants)


def _new_account(part: AccountPart, standing: Standing, maker: Maker) -> Account:
    members = frozenset(member_id(maker.firm, each) for each in part.members if each in standing.members)
    return Account(
        firm=maker.firm,
        id=account_ids(maker.firm, part)[-1],
        name=part.name,
        kind=(part.kind or AccountKind.OTHER).value,
        external_id=part.external_id,
        imported_in=maker.batch,
        assigned=members or frozenset({maker.member}),
        created_at=maker.now,
    )


def contact_id(maker: Maker, email: str) -> ContactId:
    """Name the contact a batch makes for an address."""
    return ContactId(f"con_{digest('imported', maker.firm, maker.batch, email)}")


def made(entry: Entry, standing: Standing, maker: Maker) -> Made:
    """Say what the batch makes by this row, or made by it before: the same in every repetition."""
    account, contact = standing.account, entry.contact
    opens_account = entry.account is not None and entry.opens_account
    opens_contact = contact is not None and entry.opens_contact
    held = [standing.holders[each].contact for each in contact.held if each in standing.holders] if contact else []
    return Made(
        accounts=int(opens_account and (account is None or account.imported_in == maker.batch)),
        contacts=int(opens_contact and all(each in _own_ids(entry, maker) for each in held)),
    )


def _own_ids(entry: Entry, maker: Maker) -> set[ContactId]:
    return {contact_id(maker, each) for each in entry.contact.held} if entry.contact else set()


def _new_contact(part: ContactPart, standing: Standing, maker: Maker) -> Contact | None:
    """Make the contact of a row none of whose addresses anybody holds; a shared one nobody holds is theirs."""
    if any(each in standing.holders for each in part.held):
        return None
    emails = (*part.held, *(each for each in part.shared if each not in standing.holders))
    if not emails:
        return None
    return Contact(
        firm=maker.firm,
        id=contact_id(maker, emails[0]),
        name=part.name,
        emails=emails,
        locale=part.locale or maker.locale,
        created_at=maker.now,
    )


def _ties(entry: Entry, account: Account, contact: Contact | None, standing: Standing, maker: Maker) -> list[Tie]:
    """Tie every address of the row that somebody holds, unless it is tied already."""
    ties = []
    for email in (*entry.contact.emails, *entry.contact.shared) if entry.contact else ():
        holder = standing.holders.get(email)
        if holder is None and contact is not None and email in contact.emails:
            holder = Holder(contact=contact.id, contact_name=contact.name)
        if holder is None or email in standing.ties:
            continue
        tie = Tie(
            firm=maker.firm,
            id=tie_id(maker.firm, email),
            account=account.id,
            contact=holder.contact,
            contact_name=holder.contact_name,
            email=email,
            created_at=maker.now,
            **entry.flags.model_dump(),
        )
        ties.append(tie)
    return ties


def _entrant(tie: Tie, account: Account, contact: Contact | None, standing: Standing, maker: Maker) -> Entrant:
    before = standing.persons.get(tie.email)
    if before is not None and before.contact == tie.contact:
        return Entrant(before=before, after=before.with_account(account))
    holder = contact if contact is not None and contact.id == tie.contact else standing.contacts[tie.contact]
    person = successor(holder, before, tie.email, maker.unmoved)
    return Entrant(before=before, after=person.with_account(account))
