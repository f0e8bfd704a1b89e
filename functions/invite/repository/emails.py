"""The e-mails of a contact, with the credentials and ties that stand on them."""

from collections.abc import Iterable, Sequence
from itertools import batched

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Person, Tie
from functions.invite.model.succession import PersonWrite, TieMove
from functions.invite.repository import checks, items
from functions.invite.repository.access import as_seen, gone_or_changed, tick
from functions.invite.repository.accounts import counts
from functions.invite.repository.contacts import hold, let_go
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, TieId, email_digest
from shared.table.actions import Action, check, create, delete, replace
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.query import Query
from shared.table.table import Table


class EmailRepository:
    """Writes CONTACT and EMAIL, and with them PERSON, TIE and the counters of accounts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def ties_of(self, firm: FirmId, contact: ContactId) -> Sequence[Tie]:
        """Read the ties of a contact, as the index has them; one request for each hundred."""
        query, found, start = Query(keys.accounts_of_contact(firm, contact), index="g1"), [], None
        while True:
            part = self._table.stretch(query, 100, start)
            found += [Tie.model_validate(each) for each in part.items]
            start = part.last
            if start is None:
                return found

    def ties_at(self, firm: FirmId, tie: TieId, accounts: Iterable[AccountId]) -> dict[AccountId, Tie]:
        """Read the ties of one e-mail in these accounts; one request for each hundred."""
        read: list[Tie] = []
        for some in batched(dict.fromkeys(accounts), 100, strict=False):
            found = self._table.batch_get(keys.tie(firm, each, tie) for each in some)
            read += map(Tie.model_validate, found.values())
        return {each.account: each for each in read}

    def person(self, firm: FirmId, person: PersonId) -> Person | None:
        standing = self._table.get(keys.person(firm, person))
        return Person.model_validate(standing) if standing else None

    def add(self, contact: Contact, email: str, announcement: Announcement, once: Once | None) -> None:
        """Write the contact's next version holding one e-mail more; EmailInUseError names who holds it already."""
        self._write(contact, [hold(contact, email)], announcement, once)

    def remove(
        self,
        contact: Contact,
        email: str,
        person: Person | None,
        ties: Sequence[Tie],
        announcement: Announcement,
        once: Once | None,
    ) -> None:
        """Write the contact without an e-mail whose person is as it was seen: nobody is let in by it meanwhile."""
        place = keys.person(contact.firm, PersonId(f"per_{email_digest(contact.firm, email)}"))
        unseen = (
            check(place, when="#v = :seen", values={":seen": person.v}, failed=StaleVersionError)
            if person
            else check(place, when="attribute_not_exists(#pk)", failed=StaleVersionError)
        )
        self._write(contact, [let_go(contact, email), unseen, *map(untie, ties)], announcement, once)

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
    ) -> None:
        """Switch credentials, and the ties given, in one transaction with the contact's next version."""
        actions: list[Action] = [
            *([let_go(contact, gone)] if gone else []),
            *([hold(contact, come)] if come else []),
            *map(write_person, persons),
            *_ties(ties),
            *_moved(before, after),
        ]
        self._write(contact, actions, announcement, once)

    def move(self, ties: TieMove) -> None:
        """Write what became of ties, of one account at a time; what comes must stand on an e-mail that is held."""
        self._table.transact(*_ties(ties), *map(checks.email_held, ties.come))

    def _write(
        self, contact: Contact, actions: Sequence[Action], announcement: Announcement, once: Once | None
    ) -> None:
        written = [replace(items.contact(contact), seen=contact.v - 1), *actions, outbox(announcement)]
        if once:
            written.append(remember(contact.firm, once, announcement.at, contact.id))
        self._table.transact(*written)


def _moved(before: Sequence[Account], after: Sequence[Account]) -> list[Action]:
    """Move counters; whoever comes carries name and standing of the other accounts too, so they must be as seen."""
    as_they_were = [old for old, new in zip(before, after, strict=True) if old == new]
    return [*counts(before, after), *map(checks.account_as_seen, as_they_were)]


def untie(tie: Tie) -> Action:
    """Take a tie away that is as it was seen."""
    return delete(
        keys.tie(tie.firm, tie.account, tie.id),
        when=as_seen(tie),
        values={":seen": tie.v, ":login": tie.login},
        failed=gone_or_changed,
    )


def _ties(move: TieMove) -> list[Action]:
    return [
        *map(untie, move.gone),
        *(create(items.tie(each), taken=StaleVersionError) for each in move.come),
        *(tick(each, on=True) for each in move.ticked),
    ]


def write_person(write: PersonWrite) -> Action:
    """Write a credential over what was seen of it."""
    if write.before is None:
        return create(items.person(write.after), taken=StaleVersionError)
    saved = write.after.model_copy(update={"v": write.before.v + 1})
    return replace(items.person(saved), seen=write.before.v)
