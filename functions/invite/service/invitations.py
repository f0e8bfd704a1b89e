"""Persons are invited: one open invitation each, covering all their accounts; it is sent, sent anew, cancelled."""

from collections.abc import Sequence
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Account, Person, recounted
from functions.invite.model.refusals import AlreadyInvitedError
from functions.invite.service.issuing import cancelled, invited, resent, sent
from functions.invite.service.reading import Accounts
from shared.capability import Tokens
from shared.directory import Directory, PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement, Event
from shared.domain.ids import FirmId, PersonId
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key


class Persons(Protocol):
    """Where a person is read again."""

    def person(self, firm: FirmId, person: PersonId) -> Person: ...


class Invitees(Protocol):
    """Where an invitation is written, with the counters it moves."""

    def save(
        self,
        credential: Person,
        *,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement,
        once: Once | None,
    ) -> Person: ...


class InvitationService:
    """The invitations of clients. Writing asks `manage_accounts` and access to one of the person's accounts."""

    def __init__(
        self,
        persons: Persons,
        invitees: Invitees,
        accounts: Accounts,
        directory: Directory,
        tokens: Tokens,
        clock: Clock,
    ) -> None:
        self._persons = persons
        self._invitees = invitees
        self._accounts = accounts
        self._directory = directory
        self._tokens = tokens
        self._clock = clock

    def person(self, caller: Caller, person: PersonId) -> Person:
        """Give a person the member may see: one of their accounts is visible to the member."""
        scene = self._directory.gate(caller.identity, also=[keys.person(caller.identity.firm, person)])
        standing = _standing(scene, person)
        self._accounts_of(scene, standing)
        return standing

    def invite(self, caller: Caller, person: PersonId, once: Once | None, *, message: str | None) -> Person:
        """Send the first invitation; AlreadyInvitedError when one is out, which is for `resend` to send anew."""
        try:
            scene, before, accounts = self._enter(caller, person, once)
            if before.state is PersonState.INVITED:
                raise AlreadyInvitedError
            after = invited(self._tokens, scene, before, self._clock())
            return self._save(scene, caller, (before, after), accounts, sent(after, message), once)
        except ReplayError:
            return self._persons.person(caller.identity.firm, person)

    def resend(self, caller: Caller, person: PersonId, once: Once | None) -> Person:
        """Send a new link with a new date; the old link is dead. Also sends to whom nothing was ever sent."""
        try:
            scene, before, accounts = self._enter(caller, person, once)
            after = invited(self._tokens, scene, before, self._clock())
            event = resent(after) if before.state is PersonState.INVITED else sent(after, None)
            return self._save(scene, caller, (before, after), accounts, event, once)
        except ReplayError:
            return self._persons.person(caller.identity.firm, person)

    def cancel(self, caller: Caller, person: PersonId, once: Once | None) -> Person:
        """Kill the link that is out, expired and bounced ones too; what is granted stays granted.

        Where nothing is out, nothing changes; AlreadyActiveError once they are in.
        """
        try:
            scene, before, accounts = self._enter(caller, person, once)
            after = before.cancelled()
            if before.state is not PersonState.INVITED:
                return before
            return self._save(scene, caller, (before, after), accounts, cancelled(before), once)
        except ReplayError:
            return self._persons.person(caller.identity.firm, person)

    def _enter(self, caller: Caller, person: PersonId, once: Once | None) -> tuple[Scene, Person, tuple[Account, ...]]:
        """Read whom an invitation is about, and all accounts it covers; the calling member must manage one of them."""
        firm = caller.identity.firm
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=[keys.person(firm, person), *remembered])
        scene.demand(Right.MANAGE_ACCOUNTS)
        recall(scene.items, firm, once, self._clock())
        standing = _standing(scene, person)
        return scene, standing, self._accounts_of(scene, standing)

    def _accounts_of(self, scene: Scene, person: Person) -> tuple[Account, ...]:
        accounts = tuple(self._accounts.get_all(scene.firm, person.accounts).values()) if person.accounts else ()
        if not any(each.is_visible_to(scene.member) for each in accounts):
            raise NotFoundError
        return accounts

    def _save(
        self,
        scene: Scene,
        caller: Caller,
        change: tuple[Person, Person],
        accounts: Sequence[Account],
        event: Event,
        once: Once | None,
    ) -> Person:
        before, after = change
        return self._invitees.save(
            after,
            before=accounts,
            after=[recounted(each, before, after) for each in accounts],
            announcement=Announcement.of(self._clock(), scene.member.actor, caller.provenance, event),
            once=once,
        )


def _standing(scene: Scene, person: PersonId) -> Person:
    item = scene.items.get(keys.person(scene.firm, person))
    if item is None:
        raise NotFoundError
    return Person.model_validate(item)
