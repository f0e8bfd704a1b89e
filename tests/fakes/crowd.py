"""Many clients at once, written as the repositories write them: accounts, and for each person a contact and ties."""

from collections.abc import Sequence
from itertools import batched

from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.repository import items
from functions.invite.repository.contacts import hold
from shared.directory import PersonState
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId, PersonId, TieId, digest, email_digest, person_id
from shared.domain.texts import Locale
from shared.table.actions import Item, create
from shared.table.table import Table
from tests.fakes.clock import START

_TOGETHER = 90


def settle(
    table: Table,
    firm: FirmId,
    owner: MemberId,
    *,
    persons: int,
    accounts: int = 1,
    ties: int = 1,
    has_login: bool = True,
    name: str = "client",
) -> tuple[tuple[AccountId, ...], tuple[PersonId, ...]]:
    """Let so many persons stand, granted or only tied, each to `ties` of the accounts in turn."""
    made = [_account(firm, owner, f"{name}-{each:04}") for each in range(accounts)]
    written: list[Item] = [items.account(each) for each in made]
    ids = []
    for number in range(persons):
        mine = [made[(number + each) % accounts] for each in range(ties)]
        email = f"{name}-{number:05}@crowd.example"
        contact = Contact(
            firm=firm,
            id=ContactId(f"con_{digest(name, str(number))}"),
            name=f"Client {number:05}",
            emails=(email,),
            locale=Locale.EN,
            created_at=START,
        )
        written += [items.contact(contact), _held(contact, email)]
        written += [items.tie(_tie(contact, each, email, has_login=has_login)) for each in mine]
        if has_login:
            written.append(items.person(_person(contact, mine, email)))
        ids.append(person_id(firm, email))
    for some in batched(written, _TOGETHER, strict=False):
        table.transact(*map(create, some))
    return tuple(each.id for each in made), tuple(ids)


def _account(firm: FirmId, owner: MemberId, name: str) -> Account:
    account = AccountId(f"acc_{digest('account', name)}")
    return Account(firm=firm, id=account, name=name, kind="person", assigned=frozenset({owner}), created_at=START)


def _held(contact: Contact, email: str) -> Item:
    """The e-mail's one holder."""
    item = hold(contact, email).item
    assert item is not None
    return item


def _tie(contact: Contact, account: Account, email: str, *, has_login: bool) -> Tie:
    return Tie(
        firm=contact.firm,
        id=TieId(f"tie_{email_digest(contact.firm, email)}"),
        account=account.id,
        contact=contact.id,
        contact_name=contact.name,
        email=email,
        login=has_login,
        created_at=START,
    )


def _person(contact: Contact, accounts: Sequence[Account], email: str) -> Person:
    return Person(
        firm=contact.firm,
        id=person_id(contact.firm, email),
        name=contact.name,
        email=email,
        contact=contact.id,
        state=PersonState.GRANTED,
        accounts={each.id: each.name for each in accounts},
    )
