"""The e-mails of a contact: added, removed, and one put in the place of another.

An e-mail that nobody came in by gives way: its invitation is superseded in the very transaction in which the new
address gets its accounts and, if one was out, an invitation of its own. One that somebody uses stays beside the new
one, which has to be accepted first, until it is switched off by hand (docs/adr/0016).

No change waits for a letter: where the new address had one a moment ago, or as many as the firm sends, it stands with
its accounts granted among the pending, to be invited by hand.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import MAX_EMAILS, Account, Contact, Person, Tie, recounted
from functions.invite.model.refusals import EmailInUseError, ResendLimitError, ResendTooSoonError
from functions.invite.model.succession import PersonWrite, TieMove, endowed, has_come_in, successor
from functions.invite.service.granting import granted
from functions.invite.service.issuing import invited, sent, superseded
from functions.invite.service.reading import Accounts, Contacts
from functions.invite.service.showing import demand_sight
from functions.invite.service.ties import removed
from shared.capability import Tokens
from shared.directory import Directory, PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import LimitReachedError, NotAllowedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.emails import ContactEmailAdded, ContactEmailChanged, ContactEmailRemoved
from shared.domain.ids import AccountId, ContactId, FirmId, email_digest, person_id
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import Key
from shared.table.keys import idempotency as idempotency_key

# A tie that moves is two actions of a transaction that holds 100, beside the counters of up to 50 accounts.
MOVED_AT_ONCE = 20
# One request reads the accounts of an e-mail together with who asks and the contact; it takes 100 keys.
_MAX_SEEN = 90


class Emails(Protocol):
    """What this service asks of storage."""

    def ties_of(self, firm: FirmId, contact: ContactId) -> Sequence[Tie]: ...
    def add(self, contact: Contact, email: str, announcement: Announcement, once: Once | None) -> None: ...
    def remove(
        self,
        contact: Contact,
        email: str,
        person: Person | None,
        ties: Sequence[Tie],
        announcement: Announcement,
        once: Once | None,
    ) -> None: ...
    def change(
        self,
        contact: Contact,
        *,
        gone: str | None,
        come: str | None,
        persons: Sequence[PersonWrite],
        ties: TieMove,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement,
        once: Once | None,
    ) -> None: ...


class EmailService:
    """All of it asks `manage_contacts`; changing an e-mail that opens accounts asks `manage_accounts` of each."""

    def __init__(
        self,
        emails: Emails,
        accounts: Accounts,
        contacts: Contacts,
        directory: Directory,
        tokens: Tokens,
        clock: Clock,
        unmoved: Clock,
    ) -> None:
        self._emails = emails
        self._accounts = accounts
        self._contacts = contacts
        self._directory = directory
        self._tokens = tokens
        self._clock = clock
        self._unmoved = unmoved

    def add(self, caller: Caller, contact: ContactId, once: Once | None, *, email: str) -> Contact:
        """Add an e-mail; one the contact has already changes nothing. EmailInUseError names another holder."""
        try:
            scene, before = self._enter(caller, contact, once)
            if email in before.emails:
                return before
            after = _holding(before, (*before.emails, email))
            event = ContactEmailAdded(firm=scene.firm, object=_ref(before), contact=before.id, email=email)
            self._emails.add(after, email, self._announced(scene, caller, event), once)
        except ReplayError:
            return self._contacts.get(caller.identity.firm, contact)
        return after

    def remove(self, caller: Caller, contact: ContactId, once: Once | None, *, email: str) -> Contact:
        """Take an e-mail away, and the ties through it; WrongStateError while it opens an account, or is the last.

        The ties are read first, for NotAllowedError meets who does not see each account they are in.
        """
        firm = caller.identity.firm
        place = keys.person(firm, person_id(firm, email))
        standing = self._emails.ties_of(firm, contact)
        ties = [each for each in standing if each.email == email]
        accounts = dict.fromkeys(keys.account(firm, each.account) for each in ties[:_MAX_SEEN])
        try:
            scene, before = self._enter(caller, contact, once, place, *accounts)
            if email not in before.emails:
                raise NotFoundError
            demand_sight(scene, ties[:_MAX_SEEN], are_all=len(ties) <= _MAX_SEEN)
            person = Person.model_validate(scene.items[place]) if place in scene.items else None
            if person is not None and person.accounts:
                raise WrongStateError("This e-mail opens an account. Revoke its access first.")
            if len(before.emails) == 1:
                raise WrongStateError("A contact keeps at least one e-mail.")
            _demand_settled(before, standing)
            ties = [] if len(ties) > MOVED_AT_ONCE else ties
            after = _holding(before, tuple(each for each in before.emails if each != email))
            event = ContactEmailRemoved(
                firm=firm,
                object=_ref(before),
                contact=before.id,
                person=person_id(firm, email),
                email=email,
            )
            announcement = self._announced(scene, caller, event, *map(removed, ties))
            self._emails.remove(after, email, person, ties, announcement, once)
        except ReplayError:
            return self._contacts.get(firm, contact)
        return after

    def change(self, caller: Caller, contact: ContactId, once: Once | None, *, old: str, new: str) -> Contact:
        """Put one e-mail in the place of another, with all that stands on it; the same one changes nothing."""
        firm = caller.identity.firm
        holder = keys.email(firm, email_digest(firm, new))
        places = {each: keys.person(firm, person_id(firm, each)) for each in (old, new)}
        try:
            scene, before = self._enter(caller, contact, once, holder, *places.values())
            if old not in before.emails:
                raise NotFoundError
            if old == new:
                return before
            if holder in scene.items and scene.items[holder]["contact"] != contact:
                raise EmailInUseError(f"{new} belongs to {scene.items[holder]['contact_name']}.")
            persons = {each: Person.model_validate(scene.items[k]) for each, k in places.items() if k in scene.items}
            after = self._switch(scene, caller, before, persons.get(old), persons.get(new), (old, new), once)
        except ReplayError:
            return self._contacts.get(firm, contact)
        return after

    def _switch(
        self,
        scene: Scene,
        caller: Caller,
        contact: Contact,
        leaving: Person | None,
        standing: Person | None,
        emails: tuple[str, str],
        once: Once | None,
    ) -> Contact:
        old, new = emails
        now = self._clock()
        is_kept = has_come_in(leaving)
        accounts = self._demand_accounts(scene, leaving)
        coming = endowed(successor(contact, standing, new, self._unmoved()), accounts)
        if is_kept and new in contact.emails and standing is not None and standing.accounts == coming.accounts:
            return contact
        is_out = leaving is not None and leaving.state is PersonState.INVITED
        events: list[Event] = [_changed(contact, old, new, is_kept=is_kept)]
        left = leaving if leaving is None or is_kept else leaving.superseded()
        if leaving is not None and is_out:
            events.append(superseded(leaving))
        had = standing.accounts if standing is not None else {}
        events += [granted(each.id, coming) for each in accounts if each.id not in had]
        if coming.open_accounts and coming.state is PersonState.GRANTED and (is_kept or is_out):
            with suppress(ResendTooSoonError, ResendLimitError):
                coming = invited(self._tokens, scene, coming, now)
                events.append(sent(coming, None))
        writes = [PersonWrite(leaving, left)] if leaving is not None and left is not None and not is_kept else []
        if coming.accounts:
            writes.append(PersonWrite(standing, coming))
        kept = [each for each in contact.emails if each != old or is_kept]
        place = contact.emails.index(old)
        held = tuple(kept) if new in kept else (*kept[:place], new, *kept[place:]) if not is_kept else (*kept, new)
        after = _holding(contact, held)
        self._emails.change(
            after,
            gone=None if is_kept else old,
            come=None if new in contact.emails else new,
            persons=writes,
            ties=self._moved(contact, emails, {each.id for each in accounts}, now, keeps_old=is_kept),
            before=accounts,
            after=[recounted(recounted(each, leaving, left), standing, coming) for each in accounts]
            if left is not None
            else list(accounts),
            announcement=self._announced(scene, caller, *events),
            once=once,
        )
        return after

    def _demand_accounts(self, scene: Scene, person: Person | None) -> Sequence[Account]:
        """Read the accounts an e-mail opens; whoever changes it lets somebody into each of them, so must manage all."""
        if person is None or not person.accounts:
            return ()
        scene.demand(Right.MANAGE_ACCOUNTS)
        accounts = tuple(self._accounts.get_all(scene.firm, person.accounts).values())
        if not all(each.is_visible_to(scene.member) for each in accounts):
            raise NotAllowedError("This e-mail opens accounts you have no access to.")
        return accounts

    def _moved(
        self,
        contact: Contact,
        emails: tuple[str, str],
        accounts: AbstractSet[AccountId],
        now: datetime,
        *,
        keeps_old: bool,
    ) -> TieMove:
        """Say what becomes of the ties in the same transaction; of more than it can take, the consumer takes all."""
        old, new = emails
        ties = self._emails.ties_of(contact.firm, contact.id)
        _demand_settled(contact, ties)
        standing = {each.account: each for each in ties if each.email == new}
        mine = [each for each in ties if each.email == old]
        if not accounts <= {each.account for each in mine if each.login}:
            raise StaleVersionError
        move = TieMove.of(mine, standing, new, now, keeps_old=keeps_old)
        return move if len(mine) <= MOVED_AT_ONCE else TieMove()

    def _enter(self, caller: Caller, contact: ContactId, once: Once | None, *also: Key) -> tuple[Scene, Contact]:
        firm = caller.identity.firm
        mine = keys.contact(firm, contact)
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=[mine, *also, *remembered])
        scene.demand(Right.MANAGE_CONTACTS)
        recall(scene.items, firm, once, self._clock())
        if mine not in scene.items:
            raise NotFoundError
        return scene, Contact.model_validate(scene.items[mine])

    def _announced(self, scene: Scene, caller: Caller, *events: Event) -> Announcement:
        return Announcement.of(self._clock(), scene.member.actor, caller.provenance, *events)


def _holding(contact: Contact, emails: tuple[str, ...]) -> Contact:
    if len(emails) > MAX_EMAILS:
        raise LimitReachedError(f"A contact has at most {MAX_EMAILS} e-mails.")
    return contact.model_copy(update={"emails": emails, "v": contact.v + 1})


def _demand_settled(contact: Contact, ties: Sequence[Tie]) -> None:
    """Refuse with StaleVersionError while ties of an e-mail changed before are still on their way."""
    if any(each.email not in contact.emails for each in ties):
        raise StaleVersionError


def _ref(contact: Contact) -> ObjectRef:
    return ObjectRef(kind="contact", id=contact.id)


def _changed(contact: Contact, old: str, new: str, *, is_kept: bool) -> ContactEmailChanged:
    return ContactEmailChanged(
        firm=contact.firm,
        object=_ref(contact),
        contact=contact.id,
        person=person_id(contact.firm, old),
        successor=person_id(contact.firm, new),
        is_kept=is_kept,
        before=old,
        after=new,
    )
