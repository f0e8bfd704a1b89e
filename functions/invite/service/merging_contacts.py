"""A contact goes into another: their e-mails, their ties and the credentials of both."""

from collections.abc import Sequence
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import MAX_EMAILS, Contact, Person, Tie
from functions.invite.model.merging import joined_contact
from functions.invite.service.contacts import standing_at
from functions.invite.service.showing import demand_sight
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.errors import LimitReachedError, NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.contacts import ContactMerged
from shared.domain.ids import ContactId, FirmId, PersonId, person_id
from shared.domain.principals import Caller, Right

# One transaction takes them with both contacts, their e-mails, the words of one, the credentials and the outbox.
_AT_ONCE = 70


class Merging(Protocol):
    """What this service asks of storage."""

    def ties_of_contact(self, firm: FirmId, contact: ContactId, limit: int) -> tuple[tuple[Tie, ...], bool]: ...
    def contact(self, firm: FirmId, contact: ContactId) -> Contact | None: ...
    def merge_contacts(
        self,
        into: tuple[Contact, Contact],
        source: tuple[Contact, Contact],
        ties: Sequence[Tie],
        persons: Sequence[Person],
        announcement: Announcement,
    ) -> None: ...


class Ties(Protocol):
    """Where a tie is written."""

    def write_tie(self, before: Tie, after: Tie) -> None: ...


class Access(Protocol):
    """Where a person is found."""

    def find_person(self, firm: FirmId, person: PersonId) -> Person | None: ...


class Persons(Protocol):
    """Where a person is written."""

    def save(self, credential: Person) -> Person: ...


class ContactMerger:
    """Makes one contact of two. Asks `manage_contacts`, and access to each account of the one that goes."""

    def __init__(
        self, merging: Merging, ties: Ties, access: Access, persons: Persons, directory: Directory, clock: Clock
    ) -> None:
        self._merging = merging
        self._ties = ties
        self._access = access
        self._persons = persons
        self._directory = directory
        self._clock = clock

    def merge(
        self, caller: Caller, into: ContactId, source: ContactId, *, seen: int, is_dry: bool
    ) -> tuple[Contact, dict[str, int]]:
        """Let `source` go into `into`, or only tell what would move: e-mails and ties.

        Credentials are of e-mails and stay as they are: whoever could log in can, under the name that stays. One left
        behind by somebody who had the e-mail before is not theirs and stays that one's.
        LimitReachedError when the two have more than five e-mails. What does not fit into the one transaction is
        carried on by whoever hears of it. The call may be repeated when its answer was lost.
        """
        firm = caller.identity.firm
        ties, has_more = self._merging.ties_of_contact(firm, source, _AT_ONCE)
        places = (keys.contact(firm, into), keys.contact(firm, source))
        credentials = dict.fromkeys(keys.person(firm, each.person) for each in ties)
        accounts = dict.fromkeys(keys.account(firm, each.account) for each in ties)
        scene = self._directory.gate(caller.identity, also=[*places, *credentials, *accounts])
        member = scene.demand(Right.MANAGE_CONTACTS)
        standing = standing_at(scene, places[0])
        if places[1] not in scene.items:
            raise NotFoundError
        going = Contact.model_validate(scene.items[places[1]])
        if going.merged_into == into and standing.v == seen + 1:
            return standing, going.moved
        demand_sight(scene, ties, are_all=not has_more)
        _demand_fit(standing, going, seen)
        moved = {"emails": len(going.emails), "ties": len(ties), "more": int(has_more)}
        if is_dry:
            return standing, moved
        after = standing.model_copy(update={"emails": (*standing.emails, *going.emails), "v": standing.v + 1})
        gone = going.model_copy(
            update={"name": "", "emails": (), "merged_into": into, "moved": moved, "v": going.v + 1}
        )
        event = ContactMerged(
            firm=firm,
            object=ObjectRef(kind="contact", id=into),
            contact=into,
            merged=source,
            merged_name=going.name,
            contact_name=standing.name,
            emails=going.emails,
        )
        found = (Person.model_validate(scene.items[each]) for each in credentials if each in scene.items)
        persons = [each for each in found if each.contact == source]
        announcement = Announcement.of(self._clock(), member.actor, caller.provenance, event)
        self._merging.merge_contacts((standing, after), (going, gone), ties, persons, announcement)
        return after, moved

    def carry_on(self, event: ContactMerged) -> None:
        """Move what is left, to whoever the contact has gone into by now; done, there is nothing left to do.

        StaleVersionError when something of it was written meanwhile: the event is then taken again.
        """
        into = self._merging.contact(event.firm, event.contact)
        if into is None:
            return
        for email in into.emails:
            person = self._access.find_person(event.firm, person_id(event.firm, email))
            if person is not None and person.contact == event.merged:
                self._persons.save(person.held_by(into))
        has_more = True
        while has_more:
            ties, has_more = self._merging.ties_of_contact(event.firm, event.merged, _AT_ONCE)
            for each in ties:
                self._ties.write_tie(each, joined_contact(each, into))


def _demand_fit(into: Contact, source: Contact, seen: int) -> None:
    """Refuse what cannot become one contact."""
    if source.merged_into is not None:
        raise NotFoundError
    if into.v != seen:
        raise StaleVersionError
    if into.id == source.id:
        raise WrongStateError("A contact can't go into themselves.")
    if len({*into.emails, *source.emails}) > MAX_EMAILS:
        raise LimitReachedError(f"A contact has at most {MAX_EMAILS} e-mails.")
