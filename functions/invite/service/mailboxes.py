"""Addresses that take no mail: marked by what became of a letter, given free by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Member, Person
from functions.invite.service.credentials import Credential, ref
from functions.invite.service.reading import Accounts
from functions.invite.service.showing import shown
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.events.invite.mailboxes import AddressCleared
from shared.domain.ids import MemberId, PersonId, bare
from shared.domain.principals import Caller, Right

_TRIES = 3


class Mailboxes(Protocol):
    """Where a mark is lifted, together with what shows it."""

    def clear(self, holders: Sequence[Credential], now: datetime, announcement: Announcement) -> None: ...


@dataclass(frozen=True)
class _Holders:
    """Who has an address: a member, a client, or somebody who is both."""

    scene: Scene
    member: Member | None
    person: Person | None

    @property
    def marked(self) -> list[Credential]:
        return [each for each in (self.member, self.person) if each is not None and each.mail is not None]


class MailboxService:
    """Gives addresses free. A mark is of the address, so it goes from member and client alike."""

    def __init__(self, mailboxes: Mailboxes, accounts: Accounts, directory: Directory, clock: Clock) -> None:
        self._mailboxes = mailboxes
        self._accounts = accounts
        self._directory = directory
        self._clock = clock

    def clear_person(self, caller: Caller, person: PersonId) -> Person:
        """Let mail go to a client again; asks `manage_accounts` and one of their accounts. No mark: nothing to do."""
        for _ in range(_TRIES):
            found = self._holders(caller, bare(person))
            found.scene.demand(Right.MANAGE_ACCOUNTS)
            if found.person is None:
                raise NotFoundError
            seen = self._shown(found.scene, found.person)
            if found.person.mail is None or self._clear(caller, found):
                return seen.model_copy(update={"mail": None})
        raise UnavailableError

    def clear_member(self, caller: Caller, member: MemberId) -> Member:
        """Let mail go to a colleague again; for owner and admin. No mark: nothing to do."""
        for _ in range(_TRIES):
            found = self._holders(caller, bare(member))
            found.scene.demand_admin()
            if found.member is None:
                raise NotFoundError
            if found.member.mail is None or self._clear(caller, found):
                return found.member.model_copy(update={"mail": None})
        raise UnavailableError

    def _holders(self, caller: Caller, digest: str) -> _Holders:
        firm = caller.identity.firm
        mine, theirs = keys.member(firm, MemberId(f"mem_{digest}")), keys.person(firm, PersonId(f"per_{digest}"))
        scene = self._directory.gate(caller.identity, also=[mine, theirs])
        member, person = scene.items.get(mine), scene.items.get(theirs)
        return _Holders(
            scene,
            Member.model_validate(member) if member else None,
            Person.model_validate(person) if person else None,
        )

    def _shown(self, scene: Scene, person: Person) -> Person:
        accounts = self._accounts.get_all(scene.firm, person.accounts).values() if person.accounts else ()
        return shown(scene, person, accounts)

    def _clear(self, caller: Caller, found: _Holders) -> bool:
        """Lift the mark; False when somebody wrote in between, so that it has to be looked at again."""
        now = self._clock()
        events = [AddressCleared(firm=each.firm, object=ref(each), email=each.email) for each in found.marked]
        announcement = Announcement.of(now, found.scene.member.actor, caller.provenance, *events)
        try:
            self._mailboxes.clear(found.marked, now, announcement)
        except StaleVersionError:
            return False
        return True
