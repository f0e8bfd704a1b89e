"""People with addresses that change: short ways to bring them into a state, and to see what stands on an address."""

from functions.invite.model.entities import Contact, Person
from shared.domain.events.invite.emails import ContactEmailChanged, ContactEmailRemoved
from shared.domain.principals import Caller
from tests.fakes.office import Office

OLD, NEW = "jane@doe.example", "jane@new.example"


def let_in(office: Office, owner: Caller, accounts: int = 1, *, invite: bool = True) -> tuple[Contact, Person]:
    """Grant a contact so many accounts of their own; the last grant invites."""
    contact = office.contact(owner)
    for number in range(accounts):
        tie = office.tie(owner, office.account(owner, f"Account {number:02}"), contact)
        office.grant(owner, tie, invite=invite and number == accounts - 1)
    return contact, office.person(contact.firm)


def change(office: Office, owner: Caller, contact: Contact, old: str = OLD, new: str = NEW) -> Contact:
    return office.emails.change(owner, contact.id, None, old=old, new=new)


def follow(office: Office) -> None:
    """Let the consumer do what was announced, twice."""
    for event in [*office.told(), *office.told()]:
        if isinstance(event, ContactEmailChanged):
            office.following.changed(event)
        elif isinstance(event, ContactEmailRemoved):
            office.following.removed(event)


def ties(office: Office, owner: Caller, person: Person) -> set[tuple[str, str, bool]]:
    found: set[tuple[str, str, bool]] = set()
    for account in person.accounts:
        page = office.ties.list(owner, account, limit=100, cursor=None)
        found |= {(account, tie.email, tie.login) for tie, _ in page.items}
    return found
