"""Contacts are added and listed."""

from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Contact
from functions.invite.model.words import begins, found_by, sought, words
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.contacts import ContactCreated
from shared.domain.ids import ContactId, FirmId, new
from shared.domain.principals import Caller, Right
from shared.domain.texts import Locale
from shared.table.idempotency import Once, ReplayError
from shared.table.query import Page

# One request reads the contacts a search has found together with who asks and the policy; it takes 100 keys.
_MAX_FOUND = 90


class Contacts(Protocol):
    """What this service asks of storage."""

    def add(self, contact: Contact, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, contact: ContactId) -> Contact: ...
    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Contact]: ...
    def search(
        self, firm: FirmId, beginning: str, *, limit: int, cursor: str | None
    ) -> Page[tuple[str, ContactId]]: ...


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

    def list(self, caller: Caller, text: str | None = None, *, limit: int, cursor: str | None) -> Page[Contact]:
        """List by name; with a text, whose names have words that begin like its words. Without a word, nobody's do."""
        asked = words(text or "")
        if asked and (beginning := sought(asked)):
            return self._found(caller, asked, beginning, min(limit, _MAX_FOUND), cursor)
        member = self._directory.gate(caller.identity).demand(Right.MANAGE_CONTACTS)
        if text is not None and not asked:
            return Page(())
        page = self._contacts.list(member.firm, limit=limit, cursor=cursor)
        return Page(tuple(each for each in page.items if begins(each.name, asked)), page.next)

    def _found(
        self, caller: Caller, asked: tuple[str, ...], beginning: str, limit: int, cursor: str | None
    ) -> Page[Contact]:
        """Search: the words first, then in one request who asks and the contacts whose words they are."""
        firm = caller.identity.firm
        page = self._contacts.search(firm, beginning, limit=limit, cursor=cursor)
        listed = set(page.items)
        places = dict.fromkeys(keys.contact(firm, contact) for _, contact in page.items)
        scene = self._directory.gate(caller.identity, also=places)
        scene.demand(Right.MANAGE_CONTACTS)
        found = [Contact.model_validate(scene.items[each]) for each in places if each in scene.items]
        once = [each for each in found if (found_by(each.name, beginning), each.id) in listed]
        kept = [each for each in once if begins(each.name, asked)]
        return Page(tuple(sorted(kept, key=lambda each: each.name.casefold())), page.next)


def created(contact: Contact) -> ContactCreated:
    return ContactCreated(
        firm=contact.firm,
        object=ObjectRef(kind="contact", id=contact.id),
        contact=contact.id,
        locale=contact.locale.value,
        contact_name=contact.name,
        emails=contact.emails,
    )
