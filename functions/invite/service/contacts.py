"""Contacts are added and listed."""

from typing import Protocol

from functions.invite.model.entities import Contact
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.contacts import ContactCreated
from shared.domain.ids import ContactId, FirmId, new
from shared.domain.principals import Caller, Right
from shared.domain.texts import Locale
from shared.table.idempotency import Once, ReplayError
from shared.table.query import Page


class Contacts(Protocol):
    """What this service asks of storage."""

    def add(self, contact: Contact, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, contact: ContactId) -> Contact: ...
    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Contact]: ...


class ContactService:
    """The human beings behind the accounts. All of it asks `manage_contacts`."""

    def __init__(self, contacts: Contacts, directory: Directory, clock: Clock) -> None:
        self._contacts = contacts
        self._directory = directory
        self._clock = clock

    def add(self, caller: Caller, once: Once | None, *, name: str, emails: tuple[str, ...], locale: Locale) -> Contact:
        """Add a contact; EmailInUseError names the holder when an e-mail is another contact's already."""
        scene = self._directory.gate(caller.identity)
        member = scene.demand(Right.MANAGE_CONTACTS)
        now = self._clock()
        contact = Contact(
            firm=scene.firm,
            id=ContactId(new("con", now)),
            name=name,
            emails=tuple(dict.fromkeys(emails)),
            locale=locale,
            created_at=now,
        )
        announcement = Announcement.of(now, member.actor, caller.provenance, created(contact))
        try:
            self._contacts.add(contact, announcement, once)
        except ReplayError as done:
            return self._contacts.get(scene.firm, ContactId(done.made[0]))
        return contact

    def get(self, caller: Caller, contact: ContactId) -> Contact:
        member = self._directory.gate(caller.identity).demand(Right.MANAGE_CONTACTS)
        return self._contacts.get(member.firm, contact)

    def list(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[Contact]:
        member = self._directory.gate(caller.identity).demand(Right.MANAGE_CONTACTS)
        return self._contacts.list(member.firm, limit=limit, cursor=cursor)


def created(contact: Contact) -> ContactCreated:
    return ContactCreated(
        firm=contact.firm,
        object=ObjectRef(kind="contact", id=contact.id),
        contact=contact.id,
        locale=contact.locale.value,
        contact_name=contact.name,
        emails=contact.emails,
    )
