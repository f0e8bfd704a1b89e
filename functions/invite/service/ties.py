"""Contacts are tied to accounts, and the people of an account are listed."""

from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Person, Tie
from functions.invite.model.topics import TieSettings
from shared.directory import AccountStatus, Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.contacts import TieCreated
from shared.domain.events.invite.ties import TieChanged, TieRemoved
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, TieId, bare, email_digest
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key
from shared.table.query import Page

# One request reads the persons of a page together with who asks, the policy and the account; it takes 100 keys.
_MAX_LISTED = 97


class Ties(Protocol):
    """What this service asks of storage."""

    def add_tie(self, tie: Tie, announcement: Announcement, once: Once | None) -> None: ...
    def tie(self, firm: FirmId, account: AccountId, tie: TieId) -> Tie: ...
    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def change_tie(self, before: Tie, after: Tie, announcement: Announcement) -> None: ...
    def remove_tie(self, tie: Tie, announcement: Announcement, once: Once | None) -> None: ...


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
        """List the people of an account, each with the person their tie opens for.

        The ties first, then in one request who asks, the account and the persons; nothing is shown before the gate.
        """
        firm = caller.identity.firm
        page = self._ties.list_ties(firm, account, limit=min(limit, _MAX_LISTED), cursor=cursor)
        theirs = {each.id: keys.person(firm, each.person) for each in page.items}
        scene = self._directory.gate(caller.identity, account=account, also=theirs.values())
        found = {each: Person.model_validate(scene.items[key]) for each, key in theirs.items() if key in scene.items}
        return Page(tuple((each, found.get(each.id)) for each in page.items), page.next)

    def get(self, caller: Caller, account: AccountId, tie: TieId) -> tuple[Tie, Person | None]:
        """Give one of the people of an account, with the person their tie opens for."""
        theirs = keys.person(caller.identity.firm, PersonId(f"per_{bare(tie)}"))
        scene = self._directory.gate(
            caller.identity, account=account, also=[keys.tie(caller.identity.firm, account, tie), theirs]
        )
        person = Person.model_validate(scene.items[theirs]) if theirs in scene.items else None
        return _standing(scene, account, tie), person

    def change(
        self, caller: Caller, account: AccountId, tie: TieId, *, seen: int, wanted: TieSettings
    ) -> tuple[Tie, Person | None]:
        """Set what a tie allows and tells, each key logged by itself; a value that stands changes and logs nothing.

        The call may be repeated when its answer was lost: the very next version with these values is the one it made.
        """
        theirs = keys.person(caller.identity.firm, PersonId(f"per_{bare(tie)}"))
        scene = self._directory.gate(
            caller.identity, account=account, also=[keys.tie(caller.identity.firm, account, tie), theirs]
        )
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        before = _standing(scene, account, tie)
        person = Person.model_validate(scene.items[theirs]) if theirs in scene.items else None
        after = before.set_to(wanted)
        if after is before and before.v in {seen, seen + 1}:
            return before, person
        if before.v != seen:
            raise StaleVersionError
        if scene.account is None or scene.account.status is not AccountStatus.ACTIVE:
            raise WrongStateError("The account is not active.")
        events = [_changed(after, key, was=was, now=now) for key, was, now in before.differences(after)]
        announcement = Announcement.of(self._clock(), member.actor, caller.provenance, *events)
        self._ties.change_tie(before, after, announcement)
        return after, person

    def remove(self, caller: Caller, account: AccountId, tie: TieId, once: Once | None) -> TieId:
        """Take a tie away for good; WrongStateError while its login is on, which is to be revoked first."""
        firm = caller.identity.firm
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, account=account, also=[keys.tie(firm, account, tie), *remembered])
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        now = self._clock()
        try:
            recall(scene.items, firm, once, now)
            standing = _standing(scene, account, tie)
            if standing.login:
                raise WrongStateError("Login is on. Revoke it first.")
            self._ties.remove_tie(
                standing, Announcement.of(now, member.actor, caller.provenance, removed(standing)), once
            )
        except ReplayError as done:
            return TieId(done.made[0])
        return tie


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


def removed(tie: Tie) -> TieRemoved:
    """Say that a tie is gone."""
    return TieRemoved(
        firm=tie.firm,
        account=tie.account,
        object=ObjectRef(kind="tie", id=tie.id),
        contact=tie.contact,
        email=tie.email,
    )


def _changed(tie: Tie, key: str, *, was: bool, now: bool) -> TieChanged:
    return TieChanged(
        firm=tie.firm,
        account=tie.account,
        object=ObjectRef(kind="tie", id=tie.id),
        contact=tie.contact,
        key=key,
        before=was,
        after=now,
    )


def _standing(scene: Scene, account: AccountId, tie: TieId) -> Tie:
    item = scene.items.get(keys.tie(scene.firm, account, tie))
    if item is None:
        raise NotFoundError
    return Tie.model_validate(item)
