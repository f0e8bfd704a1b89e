"""Credentials of members and persons behind one interface, as the engine of invitations needs them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from functions.invite import keys
from functions.invite.model.entities import Account, Firm, Member, Person
from functions.invite.repository import items
from functions.invite.repository.accounts import counts
from shared import timers
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId
from shared.table import schema
from shared.table.actions import Action, Item, replace
from shared.table.idempotency import Once, ReplayError, recall, remember
from shared.table.keys import Key
from shared.table.keys import idempotency as idempotency_key
from shared.table.outbox import outbox
from shared.table.table import Table

type Credential = Member | Person


class CredentialRepository:
    """Reads and writes MEMBER and PERSON alike."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, firm: FirmId, credential: MemberId | PersonId) -> Credential | None:
        standing = self._table.get(key_of(firm, credential))
        return read(standing) if standing else None

    def find_with_firm(self, firm: FirmId, credential: MemberId | PersonId) -> tuple[Credential | None, Firm | None]:
        """Read a credential and its firm in one request."""
        mine = key_of(firm, credential)
        found = self._table.batch_get([mine, keys.firm(firm)])
        standing, tenant = found.get(mine), found.get(keys.firm(firm))
        return read(standing) if standing else None, Firm.model_validate(tenant) if tenant else None

    def correspondence(
        self, firm: FirmId, to: MemberId | PersonId, sender: MemberId | None
    ) -> tuple[Credential | None, Firm | None, Member | None]:
        """Read in one request whom a letter is to, the firm it comes from, and the member who sends it."""
        wanted = [key_of(firm, to), keys.firm(firm)]
        if sender is not None:
            wanted.append(keys.member(firm, sender))
        found = self._table.batch_get(wanted)
        standing, tenant = found.get(key_of(firm, to)), found.get(keys.firm(firm))
        member = found.get(keys.member(firm, sender)) if sender is not None else None
        return (
            read(standing) if standing else None,
            Firm.model_validate(tenant) if tenant else None,
            Member.model_validate(member) if member else None,
        )

    def accounts(self, firm: FirmId, accounts: Iterable[AccountId]) -> Sequence[Account]:
        found = self._table.batch_get(keys.account(firm, each) for each in accounts)
        return [Account.model_validate(each) for each in found.values()]

    def is_done(self, firm: FirmId, once: Once, now: datetime) -> bool:
        """Tell whether the call was done before; KeyReusedError when its key was used with another body."""
        key = idempotency_key(firm, once.key)
        standing = self._table.get(key)
        try:
            recall({key: standing} if standing else {}, firm, once, now)
        except ReplayError:
            return True
        return False

    def save[C: Credential](
        self,
        credential: C,
        *,
        before: Sequence[Account] = (),
        after: Sequence[Account] = (),
        announcement: Announcement | None = None,
        once: Once | None = None,
    ) -> C:
        """Write the next version over the one that was read, with the counters this moves.

        StaleVersionError when another write came between, to the credential or to a counter.
        """
        saved: C = credential.model_copy(update={"v": credential.v + 1})  # type: ignore[assignment]  # Self of a union
        actions: list[Action] = [replace(items.credential(saved), seen=credential.v), *counts(before, after)]
        if announcement:
            actions.append(outbox(announcement))
            if once:
                actions.append(remember(credential.firm, once, announcement.at, credential.id))
        self._table.transact(*actions)
        return saved

    def due(self, now: datetime) -> Iterator[Credential]:
        """Yield who holds an invitation that the sweep has to look at, as `timers.standing` does."""
        return timers.standing(self._table, items.INVITATION_TIMER, now, read)


def key_of(firm: FirmId, credential: MemberId | PersonId) -> Key:
    if credential.startswith("mem_"):
        return keys.member(firm, MemberId(credential))
    return keys.person(firm, PersonId(credential))


def read(standing: Item) -> Credential:
    if standing["et"] == schema.MEMBER.name:
        return Member.model_validate(standing)
    return Person.model_validate(standing)
