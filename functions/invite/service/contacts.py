"""Contacts are added, edited, listed and deleted."""

from collections.abc import Sequence
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.model.words import begins, found_by, sought, words
from functions.invite.service.showing import demand_sight
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.contacts import ContactCreated, ContactDeleted, ContactUpdated
from shared.domain.ids import ContactId, FirmId, new
from shared.domain.principals import Caller, Right
from shared.domain.texts import Locale
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import Key
from shared.table.keys import idempotency as idempotency_key
from shared.table.query import Page

# One request reads the contacts a search has found together with who asks and the policy; it takes 100 keys.
_MAX_FOUND = 90
# So it is with the accounts of a contact: an account a tie, and one person for each of at most five e-mails.
_MAX_TIES = 90
# What a transaction takes away along with a contact; ties beyond that are taken away by who hears of it.
_TIES_AT_ONCE = 70


class Contacts(Protocol):
    """What this service asks of storage."""

    def add(self, contact: Contact, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, contact: ContactId) -> Contact: ...
    def list(self, firm: FirmId, *, limit: int, cursor: str | None, narrowed: str) -> Page[Contact]: ...
    def edit(self, before: Contact, after: Contact, announcement: Announcement) -> None: ...
    def remove(self, contact: Contact, ties: Sequence[Tie], announcement: Announcement, once: Once | None) -> None: ...
    def list_ties(self, firm: FirmId, contact: ContactId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def search(
        self, firm: FirmId, beginning: str, *, limit: int, cursor: str | None, narrowed: str
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

    def edit(
        self, caller: Caller, contact: ContactId, *, seen: int, name: str | None = None, locale: Locale | None = None
    ) -> Contact:
        """Change name or language; what is the same, or left out, changes and logs nothing.

        The call may be repeated when its answer was lost: the very next version that is so is the one it made.
        """
        place = keys.contact(caller.identity.firm, contact)
        scene = self._directory.gate(caller.identity, also=[place])
        member = scene.demand(Right.MANAGE_CONTACTS)
        standing = standing_at(scene, place)
        wanted = {"name": name or standing.name, "locale": locale or standing.locale}
        before = {key: getattr(standing, key) for key, value in wanted.items() if getattr(standing, key) != value}
        if standing.v == seen + 1 and not before and (name or locale):
            return standing
        if standing.v != seen:
            raise StaleVersionError
        if not before:
            return standing
        edited = standing.model_copy(update={**wanted, "v": standing.v + 1})
        event = ContactUpdated(
            firm=scene.firm,
            object=ObjectRef(kind="contact", id=contact),
            contact=contact,
            before={key: str(value) for key, value in before.items()},
            after={key: str(wanted[key]) for key in before},
        )
        self._contacts.edit(standing, edited, Announcement.of(self._clock(), member.actor, caller.provenance, event))
        return edited

    def delete(self, caller: Caller, contact: ContactId, once: Once | None) -> ContactId:
        """Take a contact away, with their ties; WrongStateError while one of these has login, which is revoked first.

        Their e-mails are free for another contact from then on. The ties are read first, for NotAllowedError meets who
        does not see each account they are in.
        """
        firm = caller.identity.firm
        place = keys.contact(firm, contact)
        remembered = [idempotency_key(firm, once.key)] if once else []
        page = self._contacts.list_ties(firm, contact, limit=_TIES_AT_ONCE, cursor=None)
        ties = page.items
        accounts = dict.fromkeys(keys.account(firm, each.account) for each in ties)
        scene = self._directory.gate(caller.identity, also=[place, *remembered, *accounts])
        member = scene.demand(Right.MANAGE_CONTACTS)
        now = self._clock()
        try:
            recall(scene.items, firm, once, now)
            standing = standing_at(scene, place)
            demand_sight(scene, ties, are_all=page.next is None)
            if any(each.login for each in ties):
                raise WrongStateError("Login is on. Revoke it first.")
            event = ContactDeleted(
                firm=firm,
                object=ObjectRef(kind="contact", id=contact),
                contact=contact,
                contact_name=standing.name,
                emails=standing.emails,
            )
            self._contacts.remove(standing, ties, Announcement.of(now, member.actor, caller.provenance, event), once)
        except ReplayError as done:
            return ContactId(done.made[0])
        return contact

    def list_ties(
        self, caller: Caller, contact: ContactId, *, limit: int, cursor: str | None
    ) -> Page[tuple[Account, Tie, Person | None]]:
        """List the accounts of a contact which the member may see, each with the tie and the person it opens for."""
        firm = caller.identity.firm
        page = self._contacts.list_ties(firm, contact, limit=min(limit, _MAX_TIES), cursor=cursor)
        place = keys.contact(firm, contact)
        accounts = (keys.account(firm, each.account) for each in page.items)
        persons = (keys.person(firm, each.person) for each in page.items)
        scene = self._directory.gate(caller.identity, also=[place, *accounts, *persons])
        member = scene.demand(Right.MANAGE_CONTACTS)
        standing_at(scene, place)
        rows = []
        for tie in page.items:
            found = scene.items.get(keys.account(firm, tie.account))
            account = Account.model_validate(found) if found else None
            if account is not None and account.is_visible_to(member):
                holder = scene.items.get(keys.person(firm, tie.person))
                rows.append((account, tie, Person.model_validate(holder) if holder else None))
        return Page(tuple(rows), page.next)

    def list(self, caller: Caller, text: str | None = None, *, limit: int, cursor: str | None) -> Page[Contact]:
        """List by name; with a text, whose names have words that begin like its words. Without a word, nobody's do."""
        asked = words(text or "")
        if asked and (beginning := sought(asked)):
            return self._found(caller, asked, beginning, min(limit, _MAX_FOUND), cursor)
        member = self._directory.gate(caller.identity).demand(Right.MANAGE_CONTACTS)
        if text is not None and not asked:
            return Page(())
        page = self._contacts.list(member.firm, limit=limit, cursor=cursor, narrowed=repr(asked))
        return Page(tuple(each for each in page.items if begins(each.name, asked)), page.next)

    def _found(
        self, caller: Caller, asked: tuple[str, ...], beginning: str, limit: int, cursor: str | None
    ) -> Page[Contact]:
        """Search: the words first, then in one request who asks and the contacts whose words they are."""
        firm = caller.identity.firm
        page = self._contacts.search(firm, beginning, limit=limit, cursor=cursor, narrowed=repr(asked))
        listed = set(page.items)
        places = dict.fromkeys(keys.contact(firm, contact) for _, contact in page.items)
        scene = self._directory.gate(caller.identity, also=places)
        scene.demand(Right.MANAGE_CONTACTS)
        found = [Contact.model_validate(scene.items[each]) for each in places if each in scene.items]
        once = [each for each in found if (found_by(each.name, beginning), each.id) in listed]
        kept = [each for each in once if begins(each.name, asked)]
        return Page(tuple(sorted(kept, key=lambda each: each.name.casefold())), page.next)


def standing_at(scene: Scene, place: Key) -> Contact:
    """Give the contact the gate has read; NotFoundError when there is none, or it went into another."""
    item = scene.items.get(place)
    if item is None or item.get("merged_into"):
        raise NotFoundError
    return Contact.model_validate(item)


def created(contact: Contact) -> ContactCreated:
    return ContactCreated(
        firm=contact.firm,
        object=ObjectRef(kind="contact", id=contact.id),
        contact=contact.id,
        locale=contact.locale.value,
        contact_name=contact.name,
        emails=contact.emails,
    )
