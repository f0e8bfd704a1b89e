"""Persons are invited: one open invitation each, covering all their accounts; it is sent, sent anew, cancelled."""

from collections.abc import Callable, Sequence
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Account, Person, recounted
from functions.invite.model.refusals import AlreadyInvitedError
from functions.invite.service.issuing import cancelled, demand_any_open, invited, resent, sent
from functions.invite.service.reading import Accounts
from functions.invite.service.showing import shown
from shared.capability import Tokens
from shared.directory import Directory, PersonState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement, Event
from shared.domain.ids import PersonId
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key

# A person as they are then, and what is told of it.
type Change = tuple[Person, Event]


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
    """The invitations of clients. Writing asks `manage_accounts` and access to one of the person's accounts.

    Whoever asks is answered with those of the accounts that they see.
    """

    def __init__(
        self,
        invitees: Invitees,
        accounts: Accounts,
        directory: Directory,
        tokens: Tokens,
        clock: Clock,
    ) -> None:
        self._invitees = invitees
        self._accounts = accounts
        self._directory = directory
        self._tokens = tokens
        self._clock = clock

    def person(self, caller: Caller, person: PersonId) -> Person:
        """Give a person the member may see: one of their accounts is visible to the member."""
        scene = self._directory.gate(caller.identity, also=[keys.person(caller.identity.firm, person)])
        standing = _standing(scene, person)
        return shown(scene, standing, self._accounts_of(scene, standing))

    def invite(self, caller: Caller, person: PersonId, once: Once | None, *, message: str | None) -> Person:
        """Send the first invitation; AlreadyInvitedError when one is out, which is for `resend` to send anew.

        WrongStateError when all accounts it would open are archived or deleted.
        """

        def send(scene: Scene, before: Person, accounts: Sequence[Account]) -> Change:
            if before.state is PersonState.INVITED:
                raise AlreadyInvitedError
            after = invited(self._tokens, scene, before, self._clock())
            demand_any_open(accounts)
            return after, sent(after, message)

        return self._change(caller, person, once, send)

    def resend(self, caller: Caller, person: PersonId, once: Once | None) -> Person:
        """Send a new link with a new date; the old link is dead. Also sends to whom nothing was ever sent.

        WrongStateError when all accounts it would open are archived or deleted.
        """

        def send_anew(scene: Scene, before: Person, accounts: Sequence[Account]) -> Change:
            after = invited(self._tokens, scene, before, self._clock())
            demand_any_open(accounts)
            return after, resent(after) if before.state is PersonState.INVITED else sent(after, None)

        return self._change(caller, person, once, send_anew)

    def cancel(self, caller: Caller, person: PersonId, once: Once | None) -> Person:
        """Kill the link that is out, expired and bounced ones too; what is granted stays granted.

        Where nothing is out, nothing changes; AlreadyActiveError once they are in.
        """

        def end(_: Scene, before: Person, __: Sequence[Account]) -> Change | None:
            after = before.cancelled()
            return (after, cancelled(before)) if before.state is PersonState.INVITED else None

        return self._change(caller, person, once, end)

    def _change(
        self,
        caller: Caller,
        person: PersonId,
        once: Once | None,
        change: Callable[[Scene, Person, Sequence[Account]], Change | None],
    ) -> Person:
        """Read whom it is about and all accounts their invitation covers, of which the caller must manage one; do it.

        Repeated under its key it is answered with what stands.
        """
        firm = caller.identity.firm
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=[keys.person(firm, person), *remembered])
        scene.demand(Right.MANAGE_ACCOUNTS)
        before = _standing(scene, person)
        accounts = self._accounts_of(scene, before)
        try:
            recall(scene.items, firm, once, self._clock())
        except ReplayError:
            return shown(scene, before, accounts)
        changed = change(scene, before, accounts)
        if changed is None:
            return shown(scene, before, accounts)
        after, event = changed
        try:
            saved = self._invitees.save(
                after,
                before=accounts,
                after=[recounted(each, before, after) for each in accounts],
                announcement=Announcement.of(self._clock(), scene.member.actor, caller.provenance, event),
                once=once,
            )
        except ReplayError:
            return self.person(caller, person)
        return shown(scene, saved, accounts)

    def _accounts_of(self, scene: Scene, person: Person) -> tuple[Account, ...]:
        accounts = tuple(self._accounts.get_all(scene.firm, person.accounts).values()) if person.accounts else ()
        if not any(each.is_visible_to(scene.member) for each in accounts):
            raise NotFoundError
        return accounts


def _standing(scene: Scene, person: PersonId) -> Person:
    item = scene.items.get(keys.person(scene.firm, person))
    if item is None:
        raise NotFoundError
    return Person.model_validate(item)
