"""Contacts are tied to accounts, and the people of an account are listed."""

from collections.abc import Sequence
from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Person, Tie
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.contacts import TieCreated
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, TieId, email_digest
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError
from shared.table.query import Page


class Ties(Protocol):
    """What this service asks of storage."""

    def add_tie(self, tie: Tie, announcement: Announcement, once: Once | None) -> None: ...
    def tie(self, firm: FirmId, account: AccountId, tie: TieId) -> Tie: ...
    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]: ...


class TieService:
    """The people of an account. Writing asks `manage_accounts` and access to the account."""

    def __init__(self, ties: Ties, directory: Directory, clock: Clock) -> None:
        self._ties = ties
        self._directory = directory
        self._clock = clock

    def add(
        self,
        caller: Caller,
        account: AccountId,
        once: Once | None,
        *,
        contact: ContactId,
        email: str,
        notify: bool,
        email_sync: bool,
        signatory: bool,
    ) -> Tie:
        """Tie a contact to the account through one of their e-mails; login is off until it is granted."""
        holder = keys.contact(caller.identity.firm, contact)
        scene = self._directory.gate(caller.identity, account=account, also=[holder])
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        standing = scene.items.get(holder)
        if standing is None or email not in standing["emails"]:
            raise NotFoundError
        now = self._clock()
        tie = Tie(
            firm=scene.firm,
            id=TieId(f"tie_{email_digest(scene.firm, email)}"),
            account=account,
            contact=contact,
            contact_name=standing["name"],
            email=email,
            notify=notify,
            email_sync=email_sync,
            signatory=signatory,
            created_at=now,
        )
        try:
            self._ties.add_tie(tie, Announcement.of(now, member.actor, caller.provenance, tied(tie)), once)
        except ReplayError as done:
            tie = self._ties.tie(scene.firm, account, TieId(done.made[0]))
        return tie

    def list(
        self, caller: Caller, account: AccountId, *, limit: int, cursor: str | None
    ) -> Page[tuple[Tie, Person | None]]:
        """List the people of an account, each with the person their tie opens for."""
        scene = self._directory.gate(caller.identity, account=account)
        page = self._ties.list_ties(scene.member.firm, account, limit=limit, cursor=cursor)
        persons = self._ties.persons(scene.firm, [each.person for each in page.items]) if page.items else {}
        return Page(tuple((each, persons.get(each.person)) for each in page.items), page.next)


def tied(tie: Tie) -> TieCreated:
    return TieCreated(
        firm=tie.firm,
        account=tie.account,
        object=ObjectRef(kind="tie", id=tie.id),
        contact=tie.contact,
        notify=tie.notify,
        email_sync=tie.email_sync,
        signatory=tie.signatory,
        email=tie.email,
    )
