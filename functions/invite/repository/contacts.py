"""Contacts and the e-mails they hold."""

from functions.invite import keys
from functions.invite.model.entities import Contact
from functions.invite.model.refusals import EmailInUseError
from functions.invite.repository import items
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import ContactId, FirmId, email_digest
from shared.table import schema
from shared.table.actions import Action, Item, create, item, settle
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class ContactRepository:
    """Writes CONTACT and EMAIL."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, contact: Contact, announcement: Announcement, once: Once | None) -> None:
        """Write a new contact holding its e-mails; EmailInUseError names who holds one already."""
        actions = [*additions(contact), outbox(announcement)]
        if once:
            actions.append(remember(contact.firm, once, announcement.at, contact.id))
        self._table.transact(*actions)

    def get(self, firm: FirmId, contact: ContactId) -> Contact:
        standing = self._table.get(keys.contact(firm, contact))
        if standing is None:
            raise NotFoundError
        return Contact.model_validate(standing)

    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Contact]:
        page = self._table.page(Query(keys.contacts(firm), index="g1"), limit=limit, cursor=cursor)
        return Page(tuple(map(Contact.model_validate, page.items)), page.next)

    def search(self, firm: FirmId, beginning: str, *, limit: int, cursor: str | None) -> Page[tuple[str, ContactId]]:
        """List the words of names that begin so, each with the contact whose name it is of."""
        query = Query(keys.words(firm, keys.CONTACT_NAMES, beginning), begins=beginning)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple((each["word"], ContactId(each["of"])) for each in page.items), page.next)


def additions(contact: Contact) -> list[Action]:
    """Say what a new contact is made of."""
    held = (_hold(contact, each) for each in contact.emails)
    return [create(items.contact(contact)), *map(settle, items.words(contact)), *held]


def _hold(contact: Contact, email: str) -> Action:
    def failed(standing: Item | None) -> Exception:
        holder = standing["contact_name"] if standing else "another contact"
        return EmailInUseError(f"{email} belongs to {holder}.")

    key = keys.email(contact.firm, email_digest(contact.firm, email))
    held = item(key, schema.EMAIL, email=email, contact=contact.id, contact_name=contact.name)
    return create(held, taken=failed)
